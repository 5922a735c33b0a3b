import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { regionFrom } from '../../lib/intercom/api/hosts';
import type { IntercomNotification } from '../../lib/intercom/notifications/notification';
import { boundElsewhere } from '../../lib/ledger/boundElsewhere';
import { readBinding } from '../../lib/ledger/decisions/holders';
import { receiveFrom } from '../../lib/ledger/decisions/receiveFrom';
import type { NotificationFacts } from '../../lib/ledger/events/notification';
import { notificationFacts } from '../../lib/ledger/notificationFacts';
import { LedgerProblem, problemWords } from '../../lib/ledger/store/problem';
import { chosenCredential } from '../shared/intercomCredential';
import { logOnceAMinute } from '../shared/logOnceAMinute';
import { ledgerFault, ledgerName, openLedger } from '../shared/openLedger';
import { expectedWorkspace } from './workspace';

/** What became of a notification: taken (on disk), of no record, or not taken: then the sender has to come back. */
export type Delivered = { taken: string } | { ignored: 'noRecord' } | { refused: string };

/** Whether notifications go into a ledger, and start no execution. */
export function deliversIntoLedger(context: IHookFunctions | IWebhookFunctions): boolean {
	return context.getNodeParameter('deliver', 'execution') === 'ledger';
}

/** Puts a notification into the ledger; once this resolves with `taken`, it is on disk. */
export async function deliver(context: IWebhookFunctions, notification: IntercomNotification): Promise<Delivered> {
	const facts = notificationFacts(notification);
	if (facts === null) return { ignored: 'noRecord' };
	return await take(context, notification.workspaceId, facts).catch((error: unknown) => {
		if (!(error instanceof LedgerProblem)) throw error;
		logOnceAMinute(context, `Intercom Trigger cannot put notifications into the ledger; Intercom is asked to send them again. ${problemWords(error)}`, { trouble: error.trouble });
		return { refused: problemWords(error) };
	});
}

async function take(context: IWebhookFunctions, workspaceId: string, facts: NotificationFacts): Promise<Delivered> {
	const store = await openLedger(context);
	const received = await store.change(receiveFrom(workspaceId, facts, Date.now()));
	if (received.took !== 'anotherWorkspace') return { taken: received.took };
	throw boundElsewhere(ledgerName(context), received.binding, await workspaceOf(context, workspaceId));
}

/**
 * The workspace of the ledger, where notifications go into one. n8n keeps what a trigger remembers with the workflow, and what
 * comes in while that is stored can put an empty memory over it.
 */
export async function boundWorkspace(context: IWebhookFunctions): Promise<string | null> {
	if (!deliversIntoLedger(context)) return null;
	const found = await openLedger(context).then(async (store) => await store.look(readBinding())).catch(() => null);
	return found?.answer?.workspaceId ?? null;
}

/**
 * Looks at the ledger when the workflow is published.
 * @throws NodeOperationError where it cannot be used, or belongs to another workspace
 */
export async function prepareLedger(context: IHookFunctions): Promise<void> {
	try {
		const store = await openLedger(context, 0, { anew: true });
		const binding = await store.change(readBinding());
		const workspaceId = expectedWorkspace(context);
		if (binding === null || workspaceId === null || binding.workspaceId === workspaceId) return;
		throw boundElsewhere(ledgerName(context), binding, await workspaceOf(context, workspaceId));
	} catch (error) {
		throw ledgerFault(context, error);
	}
}

async function workspaceOf(context: IHookFunctions | IWebhookFunctions, workspaceId: string) {
	const { region } = await context.getCredentials(chosenCredential(context));
	return { workspaceId, region: regionFrom(region) };
}
