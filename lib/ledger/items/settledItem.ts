import { isRecord } from '../../http/isRecord';
import { isFilled } from '../../http/textOf';
import type { SettledAnswer, Settlement } from '../events/settlement';
import type { SubjectKind } from '../rows/subject';

/** What Settle says of one item. */
export interface SettledItem {
	kind: SubjectKind;
	/** Intercom's id; of a `xeroContact` Xero's. */
	id: string;
	/** '' where the item does not say. */
	name: string;
	email: string;
	/** `created`, `updated`, `unchanged` and `linked` of what was synced; else `broughtBack`, `inIntercom`, `told`, `review`, `failed`, `previewed`, `skipped`, `gone`, `removed`. */
	outcome: string;
	reason: string;
	became: SettledAnswer['became'];
	/** ISO time of the next try; null: none is planned. */
	nextAt: string | null;
	/** In words. */
	message: string;
}

/** How the record of an item stands now, for whoever reads the execution. Pure. */
export function settledItem(item: unknown, settlement: Settlement, { became, nextAt }: Pick<SettledAnswer, 'became' | 'nextAt'>): SettledItem {
	const next = nextAt === null ? null : new Date(nextAt).toISOString();
	const { subject, reason } = settlement;
	return { ...subject, ...calledIn(item), outcome: outcomeOf(settlement), reason, became, nextAt: next, message: `${whatHappened(settlement)} ${nextWords(settlement, became, next ?? '')}`.trim() };
}

function outcomeOf(settlement: Settlement): string {
	return settlement.outcome === 'synced' ? settlement.result : settlement.outcome;
}

const RESULTS: Readonly<Record<Extract<Settlement, { outcome: 'synced' }>['result'], string>> = {
	created: 'Created in Xero.', updated: 'Updated in Xero.', unchanged: 'As it should be in Xero already.', linked: 'Linked to the contact of its company in Xero.',
};
const BROUGHT: Readonly<Record<Extract<Settlement, { outcome: 'broughtBack' }>['result'], string>> = {
	updated: 'Brought from Xero: updated in Intercom.', unchanged: 'Changed in Xero; Intercom is as it should be already.',
};
const IN_INTERCOM: Readonly<Record<Extract<Settlement, { outcome: 'inIntercom' }>['result'], string>> = {
	created: 'Created in Intercom from the contact in Xero.', unchanged: 'Its contact is in Intercom already, and is looked at there next.',
};
const REMOVALS: Readonly<Record<Extract<Settlement, { outcome: 'removed' }>['did'], string>> = {
	left: 'It left Intercom; Xero stays as it is.', told: 'It left Intercom; an alert tells of it.', noted: 'It left Intercom; its contact in Xero says so.', archived: 'It left Intercom; its contact in Xero is archived.',
	nothingToDo: 'It left Intercom; nothing was to be done in Xero.',
};

function whatHappened(settlement: Settlement): string {
	switch (settlement.outcome) {
		case 'synced':
			return settlement.referenceFailure === undefined ? RESULTS[settlement.result] : `${RESULTS[settlement.result]} Intercom did not take the reference: ${settlement.referenceFailure.message}`;
		case 'broughtBack':
			return BROUGHT[settlement.result];
		case 'told':
			return toldWords(settlement);
		case 'inIntercom':
			return IN_INTERCOM[settlement.result];
		case 'previewed':
			return 'Only previewed: nothing was written, kept or told.';
		case 'skipped':
			return settlement.fromXero === undefined ? 'Not to be synced.' : 'Changed in Xero; nothing of it goes to Intercom.';
		case 'gone':
			return settlement.how === 'merged' ? `Merged into ${settlement.winnerId ?? 'another contact'}.` : `It left Intercom (${settlement.how}).`;
		case 'removed':
			return REMOVALS[settlement.did];
		default:
			return `${settlement.message} ${settlement.nextStep}`.trim();
	}
}

function toldWords({ isTold, result }: Extract<Settlement, { outcome: 'told' }>): string {
	if (!isTold) return 'What only Xero knows of it is not for this record; Intercom stays as it is.';
	return result === 'updated' ? 'Intercom holds now what only Xero knows.' : 'Intercom holds already what only Xero knows.';
}

const BECAME: Readonly<Record<SettledAnswer['became'], (next: string) => string>> = {
	done: () => '', again: () => 'Something changed meanwhile: it is due again.', waits: (next) => `Tried again at ${next}.`, parked: () => 'Given up, and told; its next change tries again.', review: () => 'It waits for a person.',
	held: () => 'It is held until a person lets it pass.', noLongerYours: () => 'Its lease had ended, and another execution has it or had it: nothing was changed.',
};

function nextWords(settlement: Settlement, became: SettledAnswer['became'], next: string): string {
	if (settlement.outcome !== 'previewed' || became !== 'waits') return BECAME[became](next);
	if (settlement.fromXero !== undefined) return `Its work waits as it was, and is previewed again at ${next}: publish the workflow with Intercom Contact Upsert writing.`;
	if (settlement.inTest) return 'Its work is due as it was: the published workflow does it.';
	return `Its work waits as it was until the workflow writes: publish it with Create or Update Contacts as the operation of Xero Contact Upsert, and within minutes all that was previewed is due. Until then it is previewed again at ${next}.`;
}

/** Name and email as far as the item has them: a mapped record, a profile, or what the mapper says of one it refuses. */
export function calledIn(item: unknown): { name: string; email: string } {
	const json = isRecord(item) ? item : {};
	const input = isRecord(json.input) ? json.input : {};
	const places = [inRecord(json.record), inRecord(input.record), json.contact, json.match];
	const called = places.find((place) => isRecord(place) && (isFilled(place.name) || isFilled(place.email)));
	const { name, email } = isRecord(called) ? called : { name: '', email: '' };
	return { name: isFilled(name) ? name : '', email: isFilled(email) ? email : '' };
}

function inRecord(record: unknown): unknown {
	return isRecord(record) ? record.match : undefined;
}
