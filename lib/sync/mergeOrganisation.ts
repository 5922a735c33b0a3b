import { createHash } from 'node:crypto';
import type { Outcome } from './outcome';
import { samePerson } from './planPeople';
import type { MappedRecord } from './record';

/**
 * Makes one record of the items of a company, so that one write holds all its people: the newest item counts, what only
 * others have (a billing email, the first person) is added, ContactPersons is everybody once, in the order of their
 * Intercom ids, and the groups are those of all, whatever the order of the batch. Nothing has changed where nothing has
 * changed for any of them. A person's record stays as it is. Pure.
 */
export function mergeOrganisation(newest: MappedRecord, items: readonly MappedRecord[]): MappedRecord {
	if (newest.kind !== 'organisation' || items.length < 2) return newest;
	const inOrder = [...items].sort((a, b) => compareTexts(a.staff?.intercomId, b.staff?.intercomId) || compareTexts(a.fingerprint, b.fingerprint));
	const people = inOrder.flatMap(({ xero }) => xero.ContactPersons ?? []);
	const once = people.filter((person, index) => people.findIndex((other) => samePerson(other, person)) === index);
	const groups = [...new Set(items.flatMap((item) => item.groups))].sort(compareTexts);
	const groupPrefixes = [...new Set(items.flatMap((item) => item.groupPrefixes ?? []))].sort(compareTexts);
	const layers = [...inOrder.reverse(), newest];
	const { lastSync } = newest;
	const fingerprint = joined(items.map((item) => item.fingerprint));
	return {
		...newest,
		xero: { ...Object.assign({}, ...layers.map(({ xero }) => xero)), ...(once.length > 0 && { ContactPersons: once }) },
		groups,
		...(groupPrefixes.length > 0 && { groupPrefixes }),
		rules: Object.assign({}, ...layers.map(({ rules }) => rules)),
		match: Object.assign({}, ...layers.map(({ match }) => match)),
		fingerprint,
		...(lastSync && { lastSync: { ...lastSync, fingerprint: items.every((item) => asSynced(item, lastSync.xeroContactId)) ? fingerprint : '' } }),
	};
}

/** Whether the item is as its own last sync left it in that contact. */
function asSynced({ lastSync, fingerprint }: MappedRecord, xeroContactId: string | undefined): boolean {
	return lastSync?.fingerprint === fingerprint && lastSync.xeroContactId?.toLowerCase() === xeroContactId?.toLowerCase();
}

/** An item that is one of a company's staff is linked to the company's contact, whatever became of that; unless it is known to be. Pure. */
export function asStaff(record: MappedRecord, outcome: Outcome): Outcome {
	if (!record.staff || outcome.outcome === 'review' || outcome.outcome === 'failed') return outcome;
	if (outcome.outcome === 'unchanged' && asSynced(record, outcome.xeroContactId)) return outcome;
	return { ...outcome, outcome: 'linked' };
}

/** One fingerprint for the set of them; a single one stays itself. */
function joined(fingerprints: readonly string[]): string {
	const set = [...new Set(fingerprints)].sort();
	return set.length === 1 ? set[0]! : createHash('sha256').update(JSON.stringify(set)).digest('hex');
}

function compareTexts(a = '', b = ''): number {
	return a < b ? -1 : Number(a > b);
}
