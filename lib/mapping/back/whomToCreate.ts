import { isPhone } from '../../intercom/contacts/phone';
import type { Creation } from '../../ledger/bothWays';
import type { XeroContact } from '../../xero/contact/contact';
import { cleanText } from '../values/cleanText';

/** Why a contact of Xero does not become a user in Intercom. */
export type NotCreated = 'createsNobody' | 'notChosen' | 'notActive' | 'noEmailAndNoPhone';

/**
 * Whether a contact of Xero that has nobody in Intercom becomes a user there: an active one that was chosen, and that somebody can
 * be reached by. A supplier counts where its group was chosen, and not as a customer. Pure.
 * @param creation null: nobody does
 * @param phone as it would go to Intercom
 * @returns why not; null: it does
 */
export function whyNotCreated(contact: XeroContact, creation: Creation | null, phone: string): NotCreated | null {
	if (creation === null) return 'createsNobody';
	if (contact.ContactStatus !== undefined && contact.ContactStatus !== 'ACTIVE') return 'notActive';
	if (!isChosen(contact, creation)) return 'notChosen';
	return cleanText(contact.EmailAddress ?? '') === '' && !isPhone(phone) ? 'noEmailAndNoPhone' : null;
}

function isChosen({ IsCustomer = false, ContactGroups = [] }: XeroContact, creation: Creation): boolean {
	if (creation.of === 'customers') return IsCustomer;
	const chosen = new Set(creation.groupIds.map((id) => id.toLowerCase()));
	return ContactGroups.some(({ ContactGroupID }) => chosen.has(ContactGroupID));
}
