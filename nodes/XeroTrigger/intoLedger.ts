import type { IWebhookFunctions } from 'n8n-workflow';
import type { LedgerStore } from '../../lib/ledger';
import { receiveFromXero } from '../../lib/ledger/decisions/receiveFromXero';
import type { XeroChange } from '../../lib/ledger/events/xeroChange';
import { LedgerProblem, problemWords } from '../../lib/ledger/store/problem';
import type { ContactEvent } from '../../lib/xero/webhook/events';
import { logOnceAMinute } from '../shared/logOnceAMinute';
import { ledgerName, openLedger } from '../shared/openLedger';
import { anotherOrganisation } from './organisation';
import { chosenOrganisation } from './parameters';

/** What the ledger did with each change; the binding where it is another organisation's. */
type Answers = Awaited<ReturnType<typeof take>>;

export interface TakenEvent {
	event: ContactEvent;
	taken: string;
}

/**
 * Changes of one transaction. More of them, such as after an import of thousands into Xero, would keep everybody else from
 * the ledger meanwhile.
 */
const MOST_AT_ONCE = 200;

/** Puts changes of one organisation into the ledger; once this resolves, they are on disk. A repetition does no harm. */
export async function takeAll(store: LedgerStore, organisationId: string, changes: readonly XeroChange[]): Promise<Answers> {
	const answers: Exclude<Answers, { took: 'anotherOrganisation' }> = [];
	for (let start = 0; start < changes.length; start += MOST_AT_ONCE) {
		const some = await take(store, organisationId, changes.slice(start, start + MOST_AT_ONCE));
		if (!Array.isArray(some)) return some;
		answers.push(...some);
	}
	return answers;
}

async function take(store: LedgerStore, organisationId: string, changes: readonly XeroChange[]) {
	return await store.change(receiveFromXero(organisationId, changes, Date.now()));
}

/**
 * Puts what a notification tells into the ledger. Where no organisation is chosen, those of others than the ledger's are passed over.
 * @returns `refused`, and why in the log, where the ledger cannot be used or belongs to another organisation than the chosen one
 */
export async function receiveIntoLedger(context: IWebhookFunctions, events: readonly ContactEvent[]): Promise<TakenEvent[] | 'refused'> {
	return await receiveEach(context, events).catch((error: unknown) => {
		if (!(error instanceof LedgerProblem)) throw error;
		logOnceAMinute(context, `Xero Trigger cannot put notifications into the ledger; Xero is asked to send them again. ${problemWords(error)}`, { trouble: error.trouble });
		return 'refused';
	});
}

async function receiveEach(context: IWebhookFunctions, events: readonly ContactEvent[]): Promise<TakenEvent[]> {
	const store = await openLedger(context);
	const taken: TakenEvent[] = [];
	for (const organisationId of new Set(events.map((event) => event.organisationId))) {
		const its = events.filter((event) => event.organisationId === organisationId);
		const answers = await takeAll(store, organisationId, its.map(({ xeroContactId, occurredAt }) => ({ xeroContactId, changedAt: occurredAt })));
		if (Array.isArray(answers)) taken.push(...answers.map(({ took }, position) => ({ event: its[position]!, taken: took })));
		else if (chosenOrganisation(context) !== '') throw anotherOrganisation(ledgerName(context), answers.binding, organisationId);
	}
	return taken;
}
