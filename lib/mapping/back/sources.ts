import type { BackRecord } from '../../sync/record/backRecord';
import { sameName } from '../../sync/record/contactName';
import type { XeroContact, XeroPhone } from '../../xero/contact/contact';
import { joinedName } from './joinedName';
import type { ReadableContact, RecommendedBackSettings } from './recommendedBack';

/**
 * What Xero holds in the fields that the values are made of, for the ledger to remember once both sides agree on them.
 * Of phones the slot in question alone: on the others nobody agreed. Of a person the Name goes along where it is
 * the person's own; what an accountant named otherwise would else count as written by the sync, and be replaced. Pure.
 */
export function sourcesOf(contact: XeroContact, remembered: ReadableContact, settings: RecommendedBackSettings): BackRecord['sources'] {
	if (settings.kind === 'company') return { name: { Name: contact.Name ?? '' }, website: { Website: contact.Website ?? '' } };
	return { name: nameSource(contact, remembered, settings), phone: { Phones: [slotOf(contact, settings)] }, email: { EmailAddress: contact.EmailAddress ?? '' } };
}

function nameSource({ Name = '', FirstName = '', LastName = '' }: XeroContact, remembered: ReadableContact, { names }: RecommendedBackSettings): Readonly<Record<string, unknown>> {
	if (names === 'literal') return { Name, FirstName };
	const person = joinedName(FirstName, LastName);
	const isOwn = person === '' || sameName(Name, `${FirstName} ${LastName}`) || sameName(Name, person) || (remembered.Name !== undefined && sameName(Name, remembered.Name));
	return { FirstName, LastName, ...(isOwn && { Name }) };
}

function slotOf({ Phones = [] }: XeroContact, { slot }: RecommendedBackSettings): XeroPhone {
	return Phones.find(({ PhoneType }) => PhoneType === slot) ?? { PhoneType: slot, PhoneCountryCode: '', PhoneAreaCode: '', PhoneNumber: '' };
}
