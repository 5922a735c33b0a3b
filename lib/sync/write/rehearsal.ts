import { hash } from 'node:crypto';
import type { ContactDirectory } from '../../xero/directory/contactDirectory';
import type { Known } from '../identity/intercomRecords';
import type { ForeseenInXero } from '../record/foreseen';

/**
 * A dry run over many pages, each of which is previewed by itself, maybe by another process: what the earlier ones would have
 * written is as good as there. So a second contact with an email, or a namesake, meets the first one as it will when the run is live.
 */
export interface Rehearsal {
	/** Tells one dry run from another: what it foresees must never be met by anything else. */
	name: string;
	/** What earlier pages would have written, of those that a record of this one may meet, or would but for that; the latest last. */
	contacts: readonly ForeseenInXero[];
}

/** Puts what was foreseen into a directory that is the dry run's own, where it stands whatever Xero says. */
export function rehearse(directory: ContactDirectory, { contacts }: Rehearsal, { heldBy }: Pick<Known, 'heldBy'>): void {
	for (const { holder, ...contact } of contacts) {
		// Xero does not count it.
		if (directory.complete && directory.byId(contact.ContactID) === undefined) directory.uncounted += 1;
		directory.foresee(contact);
		if (holder !== undefined) heldBy.set(contact.ContactID.toLowerCase(), holder);
	}
}

/** The same for the same record; random ids (version 4 or 1) never begin so. */
export function foreseenId(intercomId: string): string {
	const digits = hash('sha256', `foreseen ${intercomId}`, 'hex');
	return `00000000-0000-${digits.slice(0, 4)}-${digits.slice(4, 8)}-${digits.slice(8, 20)}`;
}

/** Whether an id stands for a contact that a dry run would make. Pure. */
export function isForeseenId(contactId: string): boolean {
	return contactId.startsWith('00000000-0000-');
}
