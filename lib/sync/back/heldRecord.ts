import type { WorkspaceCompany } from '../../intercom/companies/companyEndpoints';
import { isSwitchedOff, xeroReferenceFrom } from '../../intercom/attributes/customAttributes';
import type { CustomAttributes, IntercomContact } from '../../intercom/profile/profile';

/** An Intercom record as it is compared with what comes back from Xero. */
export interface HeldRecord {
	id: string;
	role: 'user' | 'lead' | 'company';
	name: string;
	phone: string;
	email: string;
	website: string;
	attributes: CustomAttributes;
	/** Epoch seconds. */
	updatedAt: number;
	/** ContactID of the reference on it, in lower case, '' where it names none of this organisation. */
	named: string;
	/** A person took it out of the sync. */
	isOff: boolean;
}

/** Pure. */
export function heldContact(contact: IntercomContact, organisationId: string): HeldRecord {
	const { id, role, name, phone, email, custom_attributes: attributes, updated_at: updatedAt } = contact;
	return { id, role, name: name ?? '', phone: phone ?? '', email: email ?? '', website: '', attributes, updatedAt, named: namedIn(attributes, organisationId), isOff: isSwitchedOff(attributes) };
}

/** Pure. */
export function heldCompany({ id, name, website, custom_attributes: attributes, updated_at: updatedAt }: WorkspaceCompany, organisationId: string): HeldRecord {
	return { id, role: 'company', name: name ?? '', phone: '', email: '', website: website ?? '', attributes, updatedAt, named: namedIn(attributes, organisationId), isOff: isSwitchedOff(attributes) };
}

function namedIn(attributes: CustomAttributes, organisationId: string): string {
	const reference = xeroReferenceFrom(attributes);
	return reference?.xero_organisation_id?.toLowerCase() === organisationId.toLowerCase() ? reference.xero_contact_id.toLowerCase() : '';
}
