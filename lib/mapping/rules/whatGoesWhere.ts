import type { CompanyAttributes } from '../organisation/organisationDraft';
import type { Preset } from './recommended';

/** One line of a ready mapping, as the panel shows it: where a value comes from in Intercom, and which field of Xero it fills. */
export interface Goes {
	from: string;
	/** As Xero's fields are called in the field table. */
	to: string;
	/** Absent: whenever it differs. */
	when?: string;
}

const ONLY_IF_EMPTY = 'only if empty in Xero';
const EMAIL_AND_PHONE: readonly Goes[] = [{ from: 'email', to: 'Email' }, { from: 'phone, read into country, area and number', to: 'Phone' }];

/** The recommended mapping of a contact to a person. */
export const PERSON_GOES: Readonly<Record<Preset, readonly Goes[]>> = {
	person: [
		{ from: 'name, else the company, else the email', to: 'Name' },
		{ from: 'the first part of the name', to: 'First Name' },
		{ from: 'the last part of the name, "van der Berg" as one', to: 'Last Name' },
		...EMAIL_AND_PHONE,
	],
	literal: [{ from: 'first name, else the company, else the email', to: 'Name' }, { from: 'last name', to: 'First Name' }, ...EMAIL_AND_PHONE],
};

/** The mapping of a company to an organisation, with attributes called as they are unless somebody says otherwise. */
export const COMPANY_ATTRIBUTES: Readonly<Omit<CompanyAttributes, 'fields'>> = { abn: 'abn', acn: 'acn', billingEmail: 'billing_email', domain: 'domain' };

export const ORGANISATION_GOES: readonly Goes[] = [
	{ from: 'name of the company', to: 'Name' },
	{ from: `attribute ${COMPANY_ATTRIBUTES.abn}`, to: 'Tax Number', when: ONLY_IF_EMPTY },
	{ from: `attribute ${COMPANY_ATTRIBUTES.acn}`, to: 'Company Number', when: ONLY_IF_EMPTY },
	{ from: 'company_id', to: 'Account Number', when: ONLY_IF_EMPTY },
	{ from: `attribute ${COMPANY_ATTRIBUTES.billingEmail}`, to: 'Email', when: ONLY_IF_EMPTY },
];

/** The contact through whom a company was mapped. */
export const STAFF_GOES: readonly Goes[] = [...ORGANISATION_GOES, { from: 'name and email of the contact', to: 'Contact Persons', when: 'added to those that Xero has' }];
