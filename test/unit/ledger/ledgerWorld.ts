import { DEFAULT_PUBLISHED, DEFAULT_SETTINGS, type LedgerSettings } from '../../../lib/ledger/settings';
import { bind } from '../../../lib/ledger/decisions/holders';
import { noteBalances, type BalancesNoted } from '../../../lib/ledger/decisions/balances';
import { claim } from '../../../lib/ledger/decisions/claim';
import { endLeases } from '../../../lib/ledger/decisions/lease';
import { receive } from '../../../lib/ledger/decisions/receive';
import { receiveFromXero } from '../../../lib/ledger/decisions/receiveFromXero';
import { writeSettings } from '../../../lib/ledger/decisions/published';
import { beginSweep } from '../../../lib/ledger/decisions/sweep';
import type { ReceivedFromXero } from '../../../lib/ledger/events/xeroChange';
import { settle } from '../../../lib/ledger/decisions/settle';
import { tick } from '../../../lib/ledger/decisions/serviceNews';
import type { ClaimedRecord } from '../../../lib/ledger/events/claimed';
import type { NotificationFacts, Received } from '../../../lib/ledger/events/notification';
import type { FromXero, SettledAnswer, Settlement } from '../../../lib/ledger/events/settlement';
import type { Subject } from '../../../lib/ledger/rows/subject';
import type { ContactBalance } from '../../../lib/xero/reading/contactBalances';
import { WatchedStore } from './watchedStore';

export const START = Date.UTC(2026, 10, 29, 9);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const ORGANISATION = 'organisation-1';

export const contact = (n: number): Subject => ({ kind: 'contact', id: `c${n}` });

type Failed = Extract<Settlement, { outcome: 'failed' }>;

/** One ledger, its clock, and the workflow around it. */
export class LedgerWorld {
	readonly store = new WatchedStore();
	now = START;
	private tokens = 0;

	constructor(readonly settings: LedgerSettings = DEFAULT_SETTINGS) {}

	async open(): Promise<this> {
		await this.store.change(bind({ workspaceId: 'w', region: 'us', organisationId: ORGANISATION, organisationName: 'Demo', boundAt: this.now }));
		if (this.settings.bothWays !== null) await this.store.change(writeSettings({ ...DEFAULT_PUBLISHED, ...this.settings }, this.now));
		return this;
	}

	async notify(subject: Subject, facts: Partial<NotificationFacts> = {}): Promise<Received> {
		const seconds = Math.floor(this.now / 1_000);
		const whole: NotificationFacts = { subject, topic: 'contact.user.updated', occurredAtSeconds: seconds, updatedAtSeconds: seconds, shown: null, reference: null, mergedIds: [], ...facts };
		return await this.store.change(receive(whole, this.settings, this.now));
	}

	/** Xero tells that the contact of a record changed, ms after now. */
	async tellXero(subject: Subject, afterMs = 0): Promise<ReceivedFromXero['took']> {
		const received = await this.store.change(receiveFromXero(ORGANISATION, [{ xeroContactId: `x-${subject.id}`, changedAt: this.now + afterMs }], this.now));
		return Array.isArray(received) ? received[0]!.took : 'notBound';
	}

	/** A night reads what Xero knows. */
	async night(...balances: ContactBalance[]): Promise<BalancesNoted> {
		const { sweep } = await this.store.change(beginSweep(this.now, 'balances'));
		return await this.store.change(noteBalances(sweep, balances, this.now));
	}

	async claim(): Promise<ClaimedRecord[]> {
		await this.store.change(endLeases(this.now, 100));
		const token = `t${++this.tokens}`;
		return (await this.store.change(claim({ token, holder: 'test', limit: this.settings.batchSize }, this.settings, this.now))).claimed;
	}

	async settle(settlements: readonly Settlement[]): Promise<SettledAnswer[]> {
		return await this.store.change(settle(settlements, this.settings, this.now));
	}

	/** Time goes by, and the trigger looks every minute what only time decides. */
	async wait(ms: number): Promise<void> {
		this.now += ms;
		await this.store.change(tick(this.now));
	}

	work(subject: Subject) {
		return this.store.rows.tables.work.get(`${subject.kind} ${subject.id}`);
	}

	record(subject: Subject) {
		return this.store.rows.tables.record.get(`${subject.kind} ${subject.id}`);
	}

	alert(key: string) {
		return this.store.rows.tables.alert.get(key);
	}
}

export function synced({ subject, token }: Pick<ClaimedRecord, 'subject' | 'token'>, more: Partial<Extract<Settlement, { outcome: 'synced' }>> = {}): Settlement {
	return {
		outcome: 'synced', subject, token, reason: 'matchedByEmail', requestIds: ['r1'], result: 'updated', as: 'person', xeroContactId: `x-${subject.id}`, fingerprint: 'f1', sourceUpdatedAtSeconds: START / 1_000, xeroUpdatedAt: START,
		values: { Name: 'Jane Doe' }, reference: 'stored', changes: [{ field: 'Name', before: 'Jane', after: 'Jane Doe' }], ...more,
	};
}

export function broughtBack({ subject, token, xeroChangedAt = 0 }: Pick<ClaimedRecord, 'subject' | 'token' | 'xeroChangedAt'>, more: Partial<Extract<Settlement, { outcome: 'broughtBack' }>> = {}): Settlement {
	return {
		outcome: 'broughtBack', subject, token, reason: 'changedInXero', requestIds: ['r1'], result: 'updated', xeroContactId: `x-${subject.id}`, xeroUpdatedAt: xeroChangedAt, values: { Name: 'Jane Roe' }, intercomUpdatedAtSeconds: START / 1_000,
		owesXero: false, changes: [{ field: 'name', before: 'Jane Doe', after: 'Jane Roe' }], fromXero: fromXeroOf({ xeroChangedAt }), ...more,
	};
}

/** Intercom was told what only Xero knows. */
export function told({ subject, token, balance = balanceOf(subject) }: Pick<ClaimedRecord, 'subject' | 'token' | 'balance'>, more: Partial<Extract<Settlement, { outcome: 'told' }>> = {}): Settlement {
	return { outcome: 'told', subject, token, reason: 'balances', requestIds: ['r1'], result: 'updated', balance, isTold: true, intercomUpdatedAtSeconds: START / 1_000 + 60, owesXero: false, fromXero: fromXeroOf({ balance }), ...more };
}

/** What the list of Xero says of the contact of a record. */
export function balanceOf(subject: Subject, outstanding = 100): ContactBalance {
	return { contactId: `x-${subject.id}`, outstanding, overdue: 0, currency: 'AUD', status: 'ACTIVE' };
}

/** The contact c<n> in Intercom, of a contact of Xero that had nobody there. */
export function inIntercom({ subject, token, xeroChangedAt = 0 }: Pick<ClaimedRecord, 'subject' | 'token' | 'xeroChangedAt'>, contactId: string, more: Partial<Extract<Settlement, { outcome: 'inIntercom' }>> = {}): Settlement {
	return {
		outcome: 'inIntercom', subject, token, reason: 'createdFromXero', requestIds: [], result: 'created', contactId, xeroContactId: subject.id, xeroUpdatedAt: xeroChangedAt, values: { Name: 'Jane Doe' }, intercomUpdatedAtSeconds: START / 1_000,
		changes: [{ field: 'name', before: '', after: 'Jane Doe' }], fromXero: fromXeroOf({ xeroChangedAt }), ...more,
	};
}

/** As an item of the way back says it. */
export function fromXeroOf({ xeroChangedAt = 0, balance }: Pick<ClaimedRecord, 'xeroChangedAt' | 'balance'>): FromXero {
	return { toldAt: xeroChangedAt, askedIntercom: true, ...(balance !== undefined && { balance }) };
}

export function failed({ subject, token }: Pick<ClaimedRecord, 'subject' | 'token'>, more: Partial<Failed> = {}): Settlement {
	return { outcome: 'failed', subject, token, class: 'transient', reason: 'xeroStatus503', message: 'Xero is not available.', nextStep: 'Try again later.', vendor: 'xero', step: 'write', retryable: true, requestIds: [], ...more };
}

export function review({ subject, token }: Pick<ClaimedRecord, 'subject' | 'token'>, reason = 'ambiguous'): Settlement {
	return { outcome: 'review', subject, token, reason, message: 'Several fit.', nextStep: 'Choose one.', candidates: [{ xeroContactId: 'x1', name: 'Jane', email: '', status: 'ACTIVE', url: 'https://x' }], changes: [], requestIds: ['r1'] };
}

export function previewed({ subject, token }: Pick<ClaimedRecord, 'subject' | 'token'>, inTest = false): Settlement {
	return { outcome: 'previewed', subject, token, reason: 'wouldUpdate', requestIds: ['r1'], inTest };
}
