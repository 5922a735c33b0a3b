import type { FieldRule, MappedField, UpdateRule } from '../../sync/record/record';
import type { AddressType, PhoneType, XeroAddress, XeroContactPerson, XeroPhone } from '../../xero/contact/contact';
import { MAX_CONTACT_PERSONS, MAX_NAME_CHARS } from '../../xero/pace/limits';

/** Limits and meanings of the fields of a contact; read 2026-11. */
export const CONTACTS_PAGE = 'https://developer.xero.com/documentation/api/accounting/contacts';
/** Limits of phones and addresses; read 2026-11. */
export const TYPES_PAGE = 'https://developer.xero.com/documentation/api/accounting/types';

/** Characters of an EmailAddress ({@link CONTACTS_PAGE}). */
export const MAX_EMAIL_CHARS = 255;
/** Characters of a ContactNumber, which holds the Intercom id ({@link CONTACTS_PAGE}). */
export const MAX_CONTACT_NUMBER_CHARS = 50;

export type TextField = Exclude<MappedField, 'Phones' | 'Addresses' | 'ContactPersons'>;
export type PhonePart = Exclude<keyof XeroPhone, 'PhoneType'>;
export type AddressPart = Exclude<keyof XeroAddress, 'AddressType'>;
export type PersonPart = Exclude<keyof XeroContactPerson, 'IncludeInEmails'>;

/** What the product knows about one writable Xero field; checks, the form and the docs are made from it. */
export interface XeroField {
	label: string;
	/** What the field is for, as the form shows it. */
	description: string;
	/** Longest text in UTF-16 units; null where Xero documents none or the parts have their own. */
	maxChars: number | null;
	/** Where the recommended mapping takes it from; null if it does not fill the field. */
	source: string | null;
	/** How the field may change an existing contact unless the user decides otherwise. */
	update: UpdateRule;
	docUrl: string;
}

/**
 * Every Xero field a mapping may fill. Bank details, batch payments and the Xero network key are not among them: a CRM
 * must not be able to redirect a payment. Fields that the accountant owns are filled once and then left alone.
 */
export const XERO_FIELDS: Record<MappedField, XeroField> = {
	Name: field('Name', 'Name of the contact, as invoices show it. Unique among active contacts.', MAX_NAME_CHARS, 'name, else company, else email'),
	FirstName: field('First Name', 'First name of the primary person, used in greetings', 255, 'name, split'),
	LastName: field('Last Name', 'Last name of the primary person', 255, 'name, split'),
	EmailAddress: field('Email', 'Where Xero sends invoices, and the main key by which contacts are found', MAX_EMAIL_CHARS, 'email'),
	Phones: field('Phones', 'Phone numbers by slot', null, 'phone', 'always', TYPES_PAGE),
	Addresses: field('Addresses', 'Street and postal address', null, null, 'always', TYPES_PAGE),
	ContactPersons: field('Contact Persons', `Further people, at most ${MAX_CONTACT_PERSONS}; new ones do not get invoices by email`, null, null),
	TaxNumber: field('Tax Number', 'ABN in Australia, GST or VAT number elsewhere', 50, null, 'ifEmpty'),
	CompanyNumber: field('Company Number', 'Registration number, in Australia the ACN', 50, null, 'ifEmpty'),
	AccountNumber: field('Account Number', 'Your own number for the contact, unique in Xero', 50, null, 'ifEmpty'),
	DefaultCurrency: field('Default Currency', 'ISO code, such as AUD; the organisation must use it', 3, null, 'ifEmpty'),
	SalesDefaultAccountCode: field('Sales Account Code', 'Account that sales to the contact are posted to', 10, null, 'ifEmpty'),
	PurchasesDefaultAccountCode: field('Purchases Account Code', 'Account that purchases are posted to', 10, null, 'ifEmpty'),
	AccountsReceivableTaxType: field('Sales Tax Type', 'Tax type of sales, such as OUTPUT', null, null, 'ifEmpty'),
	AccountsPayableTaxType: field('Purchases Tax Type', 'Tax type of purchases, such as INPUT', null, null, 'ifEmpty'),
};

function field(
	label: string,
	description: string,
	maxChars: number | null,
	source: string | null,
	update: UpdateRule = 'always',
	docUrl = CONTACTS_PAGE,
): XeroField {
	return { label, description, maxChars, source, update, docUrl };
}

/** Characters a part of a phone may have ({@link TYPES_PAGE}). */
export const PHONE_PART_MAX_CHARS: Record<PhonePart, number> = { PhoneNumber: 50, PhoneAreaCode: 10, PhoneCountryCode: 20 };

/** Characters a part of an address may have ({@link TYPES_PAGE}). */
export const ADDRESS_PART_MAX_CHARS: Record<AddressPart, number> = {
	AttentionTo: 255,
	AddressLine1: 500,
	AddressLine2: 500,
	AddressLine3: 500,
	AddressLine4: 500,
	City: 255,
	Region: 255,
	PostalCode: 50,
	Country: 50,
};

/** Xero documents no limits for further people; those of the primary person hold for them too. */
export const PERSON_PART_MAX_CHARS: Record<PersonPart, number> = { FirstName: 255, LastName: 255, EmailAddress: MAX_EMAIL_CHARS };

export const PHONE_SLOTS: Record<PhoneType, string> = { DEFAULT: 'Phone', MOBILE: 'Mobile', DDI: 'Direct Dial', FAX: 'Fax' };
export const ADDRESS_SLOTS: Record<AddressType, string> = { STREET: 'Street Address', POBOX: 'Postal Address' };

/** Names of all mapped fields, in the order of the table. Pure. */
export function mappedFields(): MappedField[] {
	return Object.keys(XERO_FIELDS) as MappedField[];
}

export function isMappedField(name: unknown): name is MappedField {
	return typeof name === 'string' && Object.hasOwn(XERO_FIELDS, name);
}

/**
 * The rules of one record: every rule the user set for its fields, also one that says what holds anyway, and the
 * table's own where they differ from the general rule (always, never clear). Pure.
 */
export function rulesFor(
	fields: readonly MappedField[],
	chosen: Readonly<Partial<Record<MappedField, FieldRule>>>,
): Partial<Record<MappedField, FieldRule>> {
	const rules: Partial<Record<MappedField, FieldRule>> = {};
	for (const name of fields) {
		const { update } = XERO_FIELDS[name];
		const rule = chosen[name] ?? (update === 'always' ? undefined : { update, clear: false });
		if (rule !== undefined) rules[name] = rule;
	}
	return rules;
}
