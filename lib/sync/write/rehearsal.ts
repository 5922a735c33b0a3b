import { hash } from 'node:crypto';
import type { XeroContact } from '../../xero/contact/contact';
import type { ContactDirectory } from '../../xero/directory/contactDirectory';
import type { WritePlan } from '../decide/decide';
import { foreseenKeys, type ForeseenContact } from '../record/foreseen';
import type { MappedRecord } from '../record/record';

/**
 * A dry run over many pages, each of which is previewed by itself: what the earlier ones would have written is as good as
 * there. So a second contact with an email, or a namesake, meets the first one as it will when the run is live.
 */
export interface Rehearsal {
	/** Tells one dry run from another: what it foresees must never be met by anything else. */
	name: string;
	/** What earlier pages would have written, of those that share a key with a record of this one. */
	contacts: readonly XeroContact[];
}

/** What the page before would have written, by Intercom id, for each directory of a dry run. */
const lastPages = new WeakMap<ContactDirectory, Map<string, XeroContact>>();

/**
 * Puts what was foreseen into a directory that is the dry run's own. What the page before would have written counts once
 * another page comes: a page that was not kept comes again, and must not meet itself. So also a contact is known to have given
 * up its email, by which none of the recalled ones can be found.
 */
export function rehearse(directory: ContactDirectory, records: readonly MappedRecord[], { contacts }: Rehearsal): void {
	const before = lastPages.get(directory) ?? new Map<string, XeroContact>();
	lastPages.delete(directory);
	const comesAgain = records.some(({ intercomId }) => before.has(intercomId));
	for (const contact of [...(comesAgain ? [] : before.values()), ...contacts]) {
		// Xero does not count it.
		if (directory.complete && directory.byId(contact.ContactID) === undefined) directory.uncounted += 1;
		directory.put(contact);
	}
}

/** The contact as it would be after a write; one that would be made gets an id that no contact of Xero has. */
export function foreseenContact(directory: ContactDirectory, record: MappedRecord, plan: WritePlan): ForeseenContact {
	const made = plan.kind === 'create' ? { ...plan.body, ContactID: foreseenId(record.intercomId), ContactStatus: 'ACTIVE' } : { ...plan.contact, ...plan.body };
	const contact = made as XeroContact;
	lastPages.set(directory, (lastPages.get(directory) ?? new Map<string, XeroContact>()).set(record.intercomId, contact));
	return { contact, keys: foreseenKeys(record) };
}

/** The same for the same record; random ids (version 4 or 1) never begin so. */
function foreseenId(intercomId: string): string {
	const digits = hash('sha256', `foreseen ${intercomId}`, 'hex');
	return `00000000-0000-${digits.slice(0, 4)}-${digits.slice(4, 8)}-${digits.slice(8, 20)}`;
}

/** Whether an id stands for a contact that a dry run would make. Pure. */
export function isForeseenId(contactId: string): boolean {
	return contactId.startsWith('00000000-0000-');
}
