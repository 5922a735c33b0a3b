import Ajv from 'ajv';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { MappedRecord } from '../../../lib/sync/record/record';

/**
 * What Xero's pages say of a contact, written down again and not taken from the code under test.
 * https://developer.xero.com/documentation/api/accounting/contacts and .../types, read 2026-11.
 */
const MAX_CHARS: Readonly<Record<string, number>> = {
	Name: 255,
	FirstName: 255,
	LastName: 255,
	EmailAddress: 255,
	AccountNumber: 50,
	CompanyNumber: 50,
	TaxNumber: 50,
	PhoneNumber: 50,
	PhoneAreaCode: 10,
	PhoneCountryCode: 20,
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
const PHONE_TYPES = ['DEFAULT', 'DDI', 'MOBILE', 'FAX'];
const READ_ONLY = ['IsCustomer', 'IsSupplier', 'Website', 'Discount', 'UpdatedDateUTC', 'Balances', 'ContactGroups', 'ContactStatus', 'ContactID'];
const NEVER_FROM_A_CRM = ['BankAccountDetails', 'BatchPayments', 'XeroNetworkKey'];

/** What Xero would object to in a mapped record, by its documentation; empty if nothing. */
export function objectionsTo({ xero, match, kind }: MappedRecord): string[] {
	const texts = flatTexts(xero);
	return [
		...texts.filter(([name, text]) => text.length > (MAX_CHARS[name] ?? Infinity)).map(([name]) => `${name} is too long`),
		...texts.filter(([, text]) => /\p{Cc}|\p{Surrogate}/u.test(text)).map(([name]) => `${name} is no line of text`),
		...(/^[^<>\s]+( [^<>\s]+)*$/.test(xero.Name ?? '') ? [] : ['Name is empty, has brackets, or blanks at an end or in a row']),
		...texts.filter(([name, text]) => name === 'EmailAddress' && text !== '' && !/^[!-?A-~]+@[!-?A-~]+\.[!-?A-~]+$/.test(text)).map(() => 'EmailAddress is not valid'),
		...texts.filter(([name, text]) => name === 'Country' && !/^[A-Za-z ]*$/.test(text)).map(() => 'Country has other than letters'),
		...(match.contactNumber.length > 50 ? ['ContactNumber is too long'] : []),
		...[...READ_ONLY, ...NEVER_FROM_A_CRM].filter((name) => name in xero).map((name) => `${name} may not be sent`),
		...slotFaults((xero.Phones ?? []).map(({ PhoneType }) => PhoneType), PHONE_TYPES, 'Phones'),
		...slotFaults((xero.Addresses ?? []).map(({ AddressType }) => AddressType), ['POBOX', 'STREET'], 'Addresses'),
		...((xero.ContactPersons ?? []).length > 5 ? ['ContactPersons are more than five'] : []),
		...((xero.ContactPersons ?? []).some(({ IncludeInEmails }) => IncludeInEmails !== false) ? [`a ${kind} would be mailed invoices by the sync`] : []),
	];
}

function slotFaults(types: readonly string[], known: readonly string[], what: string): string[] {
	const unknown = types.filter((type) => !known.includes(type)).map((type) => `${what} have no slot ${type}`);
	return new Set(types).size === types.length ? unknown : [...unknown, `${what} fill a slot twice`];
}

function flatTexts(value: unknown, name = ''): [string, string][] {
	if (typeof value === 'string') return [[name, value]];
	if (Array.isArray(value)) return value.flatMap((entry) => flatTexts(entry, name));
	return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, entry]) => flatTexts(entry, key)) : [];
}

const SPEC = join(__dirname, '../../../../shared/specs/xero_accounting.yaml');

/** Faults of a contact by Xero's own OpenAPI description; null, said aloud, where the description is not at hand. */
export function specificationCheck(): ((contact: unknown) => string[]) | null {
	if (!existsSync(SPEC)) {
		console.warn(`\n*** NOT CHECKED: ${SPEC} is absent, mapped contacts were not compared with Xero's description ***\n`);
		return null;
	}
	const { components } = parse(readFileSync(SPEC, 'utf8')) as { components: { schemas: { Contact: { properties: object } } } };
	const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
	// Fields that the description does not know are silently dropped by Xero, so they count as faults.
	components.schemas.Contact = { ...components.schemas.Contact, additionalProperties: false } as (typeof components)['schemas']['Contact'];
	ajv.addSchema({ components }, 'xero');
	const validate = ajv.compile({ $ref: 'xero#/components/schemas/Contact' });
	return (contact) => (validate(contact) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`));
}
