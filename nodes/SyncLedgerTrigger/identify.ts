import { NodeOperationError, type ITriggerFunctions } from 'n8n-workflow';
import { QUICK_BACKOFF } from '../../lib/http/backoff';
import type { Failure } from '../../lib/http/failure';
import { simulatorBase } from '../../lib/http/simulator';
import { regionFrom } from '../../lib/intercom/api/hosts';
import { idOf } from '../../lib/intercom/api/wireValue';
import { readWorkspace } from '../../lib/intercom/workspace/workspaceEndpoints';
import type { Binding } from '../../lib/ledger/rows/facts';
import { problemWords } from '../../lib/ledger/store/problem';
import { connectedOrganisation } from '../shared/connectedOrganisation';
import { intercomConnection } from '../shared/intercomCredential';
import { xeroSimulator } from '../shared/xeroBase';

type Workspace = Pick<Binding, 'workspaceId' | 'region'>;
type Organisation = Pick<Binding, 'organisationId' | 'organisationName'>;

/**
 * Asks both vendors whose data this workflow has in hand. One that does not answer for the moment, or refuses while n8n
 * starts, does not stop a ledger that is bound already: it is told as any other refusal, once work meets it.
 * @param bound whose the ledger is; null: nobody's yet
 * @throws NodeOperationError with what to do where it cannot be known
 */
export async function identify(context: ITriggerFunctions, bound: Binding | null): Promise<Workspace & Organisation & Pick<Binding, 'simulators'>> {
	return { ...(await workspaceOf(context, bound)), ...(await organisationOf(context, bound)), ...(await simulatorsOf(context)) };
}

async function workspaceOf(context: ITriggerFunctions, bound: Binding | null): Promise<Workspace> {
	const chosen = idOf(context.getNodeParameter('workspaceId', ''));
	const connection = await intercomConnection(context);
	const answer = await readWorkspace({ ...connection, backoff: QUICK_BACKOFF });
	if (!answer.ok) {
		const workspaceId = chosen ?? bound?.workspaceId;
		if (workspaceId === undefined || !mayGoOn(context, answer.failure)) throw refused(context, answer.failure);
		warn(context, 'Intercom', answer.failure);
		return { workspaceId, region: bound?.region ?? regionFrom(connection.region) };
	}
	const { id, name, region } = answer.value;
	if (chosen !== null && chosen !== id) {
		throw new NodeOperationError(context.getNode(), `The Workspace ID ${chosen} is not the workspace of the Intercom credential, which is ${name} (${id}). Empty the field, or choose the credential of that workspace.`);
	}
	return { workspaceId: id, region: regionFrom(region ?? connection.region) };
}

async function organisationOf(context: ITriggerFunctions, bound: Binding | null): Promise<Organisation> {
	const chosen = String(context.getNodeParameter('organisation', '', { extractValue: true }) ?? '').trim();
	const found = await connectedOrganisation(context, chosen);
	if ('id' in found) return { organisationId: found.id, organisationName: found.name };
	const organisationId = chosen.toLowerCase() || bound?.organisationId;
	if (organisationId === undefined || !mayGoOn(context, found)) throw refused(context, found);
	warn(context, 'Xero', found);
	return { organisationId, organisationName: bound?.organisationId === organisationId ? bound.organisationName : organisationId };
}

/** A page of the vendor itself would not know the records of a simulator. */
async function simulatorsOf(context: ITriggerFunctions): Promise<Pick<Binding, 'simulators'>> {
	const intercom = simulatorBase((await intercomConnection(context)).simulatorUrl);
	const xero = await xeroSimulator(context);
	return intercom === null && xero === null ? {} : { simulators: { ...(intercom !== null && { intercom }), ...(xero !== null && { xero }) } };
}

/** A person who publishes is there to mend it; n8n that starts at night is not. */
function mayGoOn(context: ITriggerFunctions, { retryable }: Failure): boolean {
	return retryable || ['init', 'leadershipChange'].includes(context.getActivationMode());
}

function refused(context: ITriggerFunctions, failure: Failure): NodeOperationError {
	return new NodeOperationError(context.getNode(), problemWords(failure));
}

function warn(context: ITriggerFunctions, vendor: string, { reason, message }: Failure): void {
	context.logger.warn(`${vendor} did not confirm whose data this workflow syncs; what is known from before is used. ${message}`, { reason });
}
