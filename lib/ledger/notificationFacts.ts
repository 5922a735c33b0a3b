import { companyFrom } from '../intercom/companies/companyFrom';
import { contactFrom } from '../intercom/contacts/contactFrom';
import type { IntercomNotification } from '../intercom/notifications/notification';
import { xeroReferenceFrom } from '../intercom/attributes/customAttributes';
import type { CustomAttributes } from '../intercom/profile/profile';
import type { NotificationFacts } from './events/notification';
import { shownCompany, shownContact } from './shownState';

/**
 * What a signed notification tells the ledger: about its contact, else about its company. A conversation or a tag says
 * which contact, and shows nothing of it.
 * @returns null for what is about no record, such as a ping. Pure.
 */
export function notificationFacts({ topic, occurredAt, kind, contactId, companyId, previousIds, payload }: IntercomNotification): NotificationFacts | null {
	const told = { topic, occurredAtSeconds: occurredAt, mergedIds: previousIds };
	if (contactId !== undefined) {
		const read = kind === 'contact' ? contactFrom(payload) : null;
		const contact = read?.contact.id === contactId ? read.contact : null;
		const shown = contact === null ? NOTHING_SHOWN : { updatedAtSeconds: contact.updated_at || null, shown: shownContact(contact), reference: referenceIn(contact.custom_attributes) };
		return { ...told, subject: { kind: 'contact', id: contactId }, ...shown };
	}
	if (companyId === undefined) return null;
	const company = companyFrom(payload);
	const shown = company?.id === companyId ? { updatedAtSeconds: company.updated_at || null, shown: shownCompany(company), reference: referenceIn(company.custom_attributes) } : NOTHING_SHOWN;
	return { ...told, subject: { kind: 'company', id: companyId }, ...shown };
}

const NOTHING_SHOWN = { updatedAtSeconds: null, shown: null, reference: null };

function referenceIn(attributes: CustomAttributes): NotificationFacts['reference'] {
	const reference = xeroReferenceFrom(attributes);
	return { xeroContactId: reference?.xero_contact_id ?? '', organisationId: reference?.xero_organisation_id ?? '' };
}
