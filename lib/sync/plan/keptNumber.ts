import type { XeroContact } from '../../xero/contact/contact';
import { isActive, type ContactView } from '../../xero/directory/contactDirectory';
import { winnerOf } from '../../xero/directory/merges';
import type { MappedRecord } from '../record/record';

/** Why a contact does not get the record's number, and what a person can do about it. Pure. */
export function keptNumberNote(contact: XeroContact, keeper: XeroContact, record: MappedRecord, view: ContactView): string {
	const kept = `ContactNumber ${record.match.contactNumber} not set: "${keeper.Name ?? ''}" (${keeper.ContactStatus ?? 'ACTIVE'}) still holds it.`;
	// One that was merged into the contact says whose it is, and an active one is to be merged, see leftBehind.
	const isFine = isActive(keeper) || winnerOf(keeper, view).ContactID === contact.ContactID;
	return isFine ? kept : `${kept} ${wayOut(contact, keeper)}`;
}

/** How the number of one that is not active becomes free. Pure. */
export function wayOut({ Name = '' }: XeroContact, keeper: XeroContact): string {
	const name = `"${keeper.Name ?? ''}"`;
	if (keeper.ContactStatus === 'GDPRREQUEST') return `Nothing to do: Xero lets nobody change ${name}, which was anonymised, and the history of "${Name}" says whose contact it is.`;
	const again = keeper.MergedToContactID ? 'merge it again' : 'archive it again';
	return `Restore ${name} in Xero, empty its Contact Code and ${again}.`;
}
