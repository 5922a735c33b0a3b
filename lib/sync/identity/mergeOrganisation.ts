import { createHash } from 'node:crypto';
import type { Outcome } from '../record/outcome';
import type { MappedRecord } from '../record/record';
import { samePerson } from './samePerson';

/**
 * Makes one record of the items of a company, so that one write holds all its people: the newest item counts, what only
 * others have (a billing email, the first person) is added, ContactPersons is everybody once, in the order of their
 * Intercom ids, and the groups are those of all, whatever the order of the batch. An item read before the company changed
 * brings its person and no more. Nothing has changed where nothing has changed for any of them. A person's record stays as
 * it is. Pure.
 */
export function mergeOrganisation(newest: MappedRecord, items: readonly MappedRecord[]): MappedRecord {
	if (newest.kind !== 'organisation' || items.length < 2) return newest;
	const inOrder = [...items].sort((a, b) => compareTexts(a.staff?.intercomId, b.staff?.intercomId) || compareTexts(a.fingerprint, b.fingerprint));
	const people = inOrder.flatMap(({ xero }) => xero.ContactPersons ?? []);
	const once = people.filter((person, index) => people.findIndex((other) => samePerson(other, person)) === index);
	const layers = [...inOrder.reverse().map((item) => stillValid(item, newest)), newest];
	const groups = [...new Set(layers.flatMap((item) => item.groups))].sort(compareTexts);
	const groupPrefixes = [...new Set(layers.flatMap((item) => item.groupPrefixes ?? []))].sort(compareTexts);
	const { lastSync } = newest;
	const fingerprint = joined(items.map((item) => item.fingerprint));
	return {
		...newest,
		staff: { intercomId: inOrder.map(({ staff }) => staff?.intercomId ?? '').join(' ') },
		xero: { ...Object.assign({}, ...layers.map(({ xero }) => xero)), ...(once.length > 0 && { ContactPersons: once }) },
		groups,
		...(groupPrefixes.length > 0 && { groupPrefixes }),
		rules: Object.assign({}, ...layers.map(({ rules }) => rules)),
		match: Object.assign({}, ...layers.map(({ match }) => match)),
		fingerprint,
		...(lastSync && { lastSync: { ...lastSync, fingerprint: items.every((item) => asSynced(item, lastSync.xeroContactId)) ? fingerprint : '' } }),
	};
}

type Layer = Pick<MappedRecord, 'xero' | 'rules' | 'groups' | 'groupPrefixes'> & { match: Partial<MappedRecord['match']> };

/** The fields of whoever reads the mail of an organisation, as the mapper fills them. */
const BILLED_PERSON: readonly string[] = ['EmailAddress', 'FirstName', 'LastName'];

/** What an older item says of the company counts no more; that its person reads the company's mail does. */
function stillValid(item: MappedRecord, newest: MappedRecord): Layer {
	if (item.source.updatedAt >= newest.source.updatedAt) return item;
	const { xero, rules, match } = item;
	const email = xero.EmailAddress?.toLowerCase();
	const isBilled = email !== undefined && xero.ContactPersons?.some(({ EmailAddress }) => EmailAddress?.toLowerCase() === email);
	if (!isBilled) return { xero: {}, rules: {}, match: {}, groups: [] };
	const only = (from: object) => Object.fromEntries(Object.entries(from).filter(([field]) => BILLED_PERSON.includes(field)));
	return { xero: only(xero), rules: only(rules), match: match.email === undefined ? {} : { email: match.email }, groups: [] };
}

/** Whether the item is as its own last sync left it in that contact. */
function asSynced({ lastSync, fingerprint }: MappedRecord, xeroContactId: string | undefined): boolean {
	return lastSync?.fingerprint === fingerprint && lastSync.xeroContactId === xeroContactId;
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
