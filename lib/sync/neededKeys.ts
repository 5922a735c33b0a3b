import type { ContactView } from '../xero/contactDirectory';
import type { SearchKeys } from '../xero/reading';
import type { XeroContact } from '../xero/contact';
import type { MappedRecord } from './record';

/** A record whose contact is being looked for. */
export interface Wanted {
	record: MappedRecord;
	/** Set after a write was refused or its answer lost: the name that was sent, so that its holder is looked up. */
	sentName?: string;
}

export interface KeyOptions {
	organisationId: string;
	matchByName: boolean;
}

/**
 * The keys to ask Xero for, given what has been found. A record with a usable reference needs nothing else. Without
 * one, its email. Its own number only after a refusal: Xero refuses a number that another contact holds, on create and
 * on update, so asking first would cost every new person a call. Asked again after each reading. Pure.
 */
export function neededKeys(wanted: readonly Wanted[], view: ContactView, options: KeyOptions): SearchKeys {
	const keys = { ids: [] as string[], emails: [] as string[], numbers: [] as string[], names: [] as string[] };
	for (const one of wanted) {
		const { record } = one;
		const reference = record.match.organisationId === options.organisationId ? record.match.contactId : undefined;
		const referenced = reference ? view.byId(reference) : undefined;
		if (reference) keys.ids.push(reference.toLowerCase());
		if (referenced) keys.ids.push(...mergeTargets([referenced]));
		if (one.sentName !== undefined) {
			keys.names.push(one.sentName);
			keys.numbers.push(record.intercomId);
		}
		if (!referenced) wantOtherKeys(record, view, options, keys);
	}
	return keys;
}

function wantOtherKeys(
	record: MappedRecord,
	view: ContactView,
	options: KeyOptions,
	keys: { ids: string[]; emails: string[]; numbers: string[]; names: string[] },
): void {
	if (record.match.email) keys.emails.push(record.match.email);
	keys.numbers.push(...record.previousIds);
	if (options.matchByName) keys.names.push(record.match.name);
	const byEmail = record.match.email ? view.byEmail(record.match.email) : [];
	const found = [...byEmail, ...[record.intercomId, ...record.previousIds].flatMap((id) => view.byNumber(id))];
	keys.ids.push(...mergeTargets(found));
}

/** Winners of merges that have not been read yet are part of the answer. */
function mergeTargets(contacts: readonly XeroContact[]): string[] {
	return contacts.flatMap((contact) => (contact.MergedToContactID ? [contact.MergedToContactID.toLowerCase()] : []));
}
