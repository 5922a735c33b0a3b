import { isActive, type ContactView } from '../../xero/directory/contactDirectory';
import { INTERCOM_ID } from '../identity/numberOwner';
import { foldName } from '../record/contactName';
import type { Namesake, Outcome } from '../record/outcome';
import type { MappedRecord } from '../record/record';

/** The first of the other records of a run that has a name, by folded name. */
export type ByName = (foldedName: string, exceptId: string) => string | undefined;

/** Looks names up in the records of a run; counted at the first question. */
export function byNameIn(records: readonly MappedRecord[]): ByName {
	let ids: Map<string, string[]> | undefined;
	return (name, exceptId) => {
		ids ??= indexed(records);
		return ids.get(name)?.find((id) => id !== exceptId);
	};
}

function indexed(records: readonly MappedRecord[]): Map<string, string[]> {
	const ids = new Map<string, string[]>();
	for (const { intercomId, xero, match } of records) {
		const name = foldName(xero.Name ?? match.name);
		const known = ids.get(name);
		// Two of them are enough to find another one.
		if (known === undefined) ids.set(name, [intercomId]);
		else if (known.length < 2 && known[0] !== intercomId) known.push(intercomId);
	}
	return ids;
}

/**
 * Why a record gets another name than it has, or none: who else wants it; undefined where nobody does. Pure.
 * @param isForeseen whether an id stands for a contact that a dry run would make
 */
export function namesakeOf(record: MappedRecord, outcome: Outcome, view: ContactView, byName: ByName, isForeseen: (contactId: string) => boolean): Namesake | undefined {
	const name = record.xero.Name ?? record.match.name;
	if (!isRenamed(outcome, name)) return undefined;
	const folded = foldName(name);
	const holder = view.byName(name).find((contact) => isActive(contact) && contact.ContactNumber !== record.intercomId);
	if (holder !== undefined) return { name, ...(INTERCOM_ID.test(holder.ContactNumber ?? '') && { intercomId: holder.ContactNumber }), ...(!isForeseen(holder.ContactID) && { xeroContactId: holder.ContactID }) };
	const intercomId = byName(folded, record.intercomId);
	return { name, ...(intercomId !== undefined && { intercomId }) };
}

function isRenamed(outcome: Outcome, name: string): boolean {
	if (outcome.outcome === 'failed') return outcome.reason === 'xeroNameTaken';
	if (outcome.outcome === 'review') return outcome.reason === 'nameTaken';
	const given = outcome.changes.find(({ field }) => field === 'Name')?.after;
	return given !== undefined && foldName(given) !== foldName(name);
}
