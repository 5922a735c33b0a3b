import { type IHookFunctions, type IWebhookFunctions, NodeOperationError } from 'n8n-workflow';
import { QUICK_BACKOFF } from '../../lib/http/backoff';
import { idOf } from '../../lib/intercom/api/wireValue';
import { readWorkspace } from '../../lib/intercom/workspace/workspaceEndpoints';
import { intercomConnection, intercomSecrets } from '../shared/intercomCredential';

/** Intercom waits five seconds for an answer, so the workspace is learned when the workflow is published, not then. */
interface TriggerMemory {
	workspaceId?: unknown;
}

/**
 * The editor shows the message of a failed publication, and not its description.
 * @throws NodeOperationError where the credential has no client secret: every notification would be refused
 */
export async function requireSecret(context: IHookFunctions): Promise<void> {
	const { clientSecret, previousClientSecret } = await intercomSecrets(context);
	if (clientSecret || previousClientSecret) return;
	const where = "Paste it into the credential; it stands in Intercom's Developer Hub: your app, Configure, Basic information.";
	throw new NodeOperationError(context.getNode(), `The Intercom credential has no client secret, so every notification would be refused. ${where}`);
}

/**
 * Asks Intercom which workspace the credential belongs to and remembers it. An Intercom that is down for the moment
 * does not stop a workspace already known.
 * @throws NodeOperationError when nothing is known: notifications of strangers could not be told from our own
 */
export async function learnWorkspace(context: IHookFunctions): Promise<void> {
	if (chosenWorkspace(context) !== null) return;
	const memory: TriggerMemory = context.getWorkflowStaticData('node');
	const connection = await intercomConnection(context);
	const answer = await readWorkspace({ ...connection, backoff: QUICK_BACKOFF });
	if (answer.ok) {
		memory.workspaceId = answer.value.id;
		return;
	}
	const { message, nextStep, reason } = answer.failure;
	if (idOf(memory.workspaceId) !== null) {
		context.logger.warn('Intercom did not confirm the workspace; the one known from before is used', { reason });
		return;
	}
	throw new NodeOperationError(context.getNode(), `${message.replace(/\.?$/, '.')} ${nextStep} Or enter the Workspace ID in the Intercom Trigger.`);
}

/** The next start of the trigger may use another credential. */
export function forgetWorkspace(context: IHookFunctions): void {
	const memory: TriggerMemory = context.getWorkflowStaticData('node');
	delete memory.workspaceId;
}

/** The only workspace whose notifications count; null when none is known. */
export function expectedWorkspace(context: IHookFunctions | IWebhookFunctions): string | null {
	const memory: TriggerMemory = context.getWorkflowStaticData('node');
	return chosenWorkspace(context) ?? idOf(memory.workspaceId);
}

function chosenWorkspace(context: IHookFunctions | IWebhookFunctions): string | null {
	return idOf(context.getNodeParameter('workspaceId', ''));
}
