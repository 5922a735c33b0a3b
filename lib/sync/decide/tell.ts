import type { Bound } from '../identity/identity';
import type { Change } from '../record/outcome';
import { isActive, type ContactView } from '../../xero/directory/contactDirectory';
import { contactUrl } from '../../xero/contact/contactId';
import { winnerOf } from '../../xero/directory/merges';
import { numberKeeper } from '../identity/numberOwner';
import { wayOut } from '../plan/keptNumber';
import type { MappedRecord } from '../record/record';
import type { Told } from '../record/told';
import { named } from '../record/named';

/**
 * What a person should hear of a record that is synced all the same: a merge on either side, a contact that a merge left
 * behind, a number that an archived contact keeps, and a change of the address that invoices go to which nobody made in Intercom. Pure.
 */
export function whatToTell(record: MappedRecord, identity: Bound, changes: readonly Change[], view: ContactView): Told[] {
	return [...mergedInXero(identity), ...mergedInIntercom(record, identity, changes), ...leftBehind(record, identity), ...numberKept(record, identity, view), ...addressChanged(record, identity, changes)];
}

function mergedInXero({ contact, followedMerge }: Bound): Told[] {
	if (!followedMerge) return [];
	const message = `The contact was merged in Xero into "${contact.Name ?? ''}", which is kept the same from now on.`;
	return [{ key: `mergedInXero ${contact.ContactID}`, about: 'mergedInXero', message, nextStep: 'If that was a mistake, restore the merged contact in Xero.', url: contactUrl(contact.ContactID) }];
}

function mergedInIntercom({ intercomId, match }: MappedRecord, { contact }: Bound, changes: readonly Change[]): Told[] {
	const number = changes.find(({ field, before }) => field === 'ContactNumber' && before !== '');
	if (!number) return [];
	const message = `"${contact.Name ?? ''}" went from Intercom record ${number.before} to ${match.name} (${intercomId}), into which that one was merged or which took its place.`;
	return [{ key: `mergedInIntercom ${contact.ContactID} ${intercomId}`, about: 'mergedInIntercom', message, nextStep: 'Nothing to do, if it is the same customer.', url: contactUrl(contact.ContactID) }];
}

function leftBehind({ intercomId, decision }: MappedRecord, { contact, leftBehind: left = [] }: Bound): Told[] {
	return left.map(({ ContactID, ContactNumber, Name = '' }) => ({
		key: `mergeInXero ${ContactID}`,
		about: 'mergeInXero',
		message: `${decision && ContactNumber?.toLowerCase() === intercomId.toLowerCase() ? 'A person decided for another contact than the one that was synced so far' : 'Two Intercom records were merged, and each has a contact in Xero'}: "${contact.Name ?? ''}" is kept the same, "${Name}" stays behind.`,
		nextStep: `Merge "${Name}" in Xero into "${contact.Name ?? ''}".`,
		url: contactUrl(ContactID),
	}));
}

/** A contact that carries nobody's number although it is the record's: only its history says so, which people do not read. */
function numberKept(record: MappedRecord, { contact }: Bound, view: ContactView): Told[] {
	const keeper = contact.ContactNumber ? undefined : numberKeeper(contact, record, view);
	if (keeper === undefined || isActive(keeper) || winnerOf(keeper, view).ContactID === contact.ContactID) return [];
	const message = `"${contact.Name ?? ''}" is kept the same as ${named(record)}, but cannot get its number (Contact Code): "${keeper.Name ?? ''}" (${keeper.ContactStatus ?? 'ACTIVE'}) has it, and Xero gives a number only once.`;
	return [{ key: `numberKept ${contact.ContactID} ${keeper.ContactID}`, about: 'numberKept', message, nextStep: wayOut(contact, keeper), url: contactUrl(keeper.ContactID) }];
}

/** Where the last sync left the very address that Intercom has, somebody changed it elsewhere. */
function addressChanged({ lastSync, xero }: MappedRecord, { contact, followedMerge }: Bound, changes: readonly Change[]): Told[] {
	const change = changes.find(({ field, before }) => field === 'EmailAddress' && before !== '');
	const isOld = lastSync?.values.EmailAddress !== undefined && lastSync.values.EmailAddress.toLowerCase() === xero.EmailAddress?.toLowerCase();
	if (!change || !(followedMerge || isOld)) return [];
	const message = `Invoices to "${contact.Name ?? ''}" went to ${change.before} and go to ${change.after || 'nobody'} now, although nobody changed the email in Intercom.`;
	return [{ key: `addressChanged ${contact.ContactID} ${change.after}`, about: 'addressChanged', message, nextStep: 'Look which of the two is right, and correct it in Intercom.', url: contactUrl(contact.ContactID) }];
}
