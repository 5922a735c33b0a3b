import { isRecord } from '../../http/isRecord';
import type { MappedField } from './record';

/** How a value must look, and what to say where it does not. */
interface Shape {
	fits(value: unknown): boolean;
	fault: string;
}

const TEXT: Shape = { fits: (value) => typeof value === 'string', fault: 'is not text' };

const listOf = (parts: Readonly<Record<string, (value: unknown) => boolean>>, fault: string): Shape => ({
	fits: (value) => Array.isArray(value) && value.every((entry) => hasParts(entry, parts)),
	fault,
});

const isTextOrAbsent = (value: unknown): boolean => value === undefined || typeof value === 'string';
const oneOf = (...values: string[]) => (value: unknown): boolean => typeof value === 'string' && values.includes(value);

const textParts = (...names: string[]) => Object.fromEntries(names.map((name) => [name, isTextOrAbsent]));

/**
 * Every field a mapped record may carry. Anything else is refused and never passed on: a ContactStatus or bank details
 * in an item would otherwise reach Xero with the next create.
 */
const FIELDS: Readonly<Record<MappedField, Shape>> = {
	Name: TEXT,
	AccountNumber: TEXT,
	FirstName: TEXT,
	LastName: TEXT,
	EmailAddress: TEXT,
	CompanyNumber: TEXT,
	TaxNumber: TEXT,
	DefaultCurrency: TEXT,
	SalesDefaultAccountCode: TEXT,
	PurchasesDefaultAccountCode: TEXT,
	AccountsReceivableTaxType: TEXT,
	AccountsPayableTaxType: TEXT,
	Phones: listOf(
		{
			PhoneType: oneOf('DEFAULT', 'DDI', 'MOBILE', 'FAX'),
			...textParts('PhoneNumber', 'PhoneAreaCode', 'PhoneCountryCode'),
		},
		'is not a list of phones, each with a PhoneType and texts',
	),
	Addresses: listOf(
		{
			AddressType: oneOf('POBOX', 'STREET'),
			...textParts('AddressLine1', 'AddressLine2', 'AddressLine3', 'AddressLine4'),
			...textParts('City', 'Region', 'PostalCode', 'Country', 'AttentionTo'),
		},
		'is not a list of addresses, each with an AddressType and texts',
	),
	ContactPersons: listOf(
		{
			...textParts('FirstName', 'LastName', 'EmailAddress'),
			IncludeInEmails: (value) => value === undefined || typeof value === 'boolean',
		},
		'is not a list of people, each with texts',
	),
};

/** What is wrong with the mapped fields: the field first, then the fault. Undefined where nothing is. Pure. */
export function fieldFault(xero: Readonly<Record<string, unknown>>): string | undefined {
	for (const [field, value] of Object.entries(xero)) {
		const shape = isField(field) ? FIELDS[field] : undefined;
		if (shape === undefined) return `xero.${field.slice(0, 50)} is not a field that this node writes`;
		if (!shape.fits(value)) return `xero.${field} ${shape.fault}`;
	}
	return typeof xero.Name === 'string' && xero.Name.trim() !== '' ? undefined : 'xero.Name is empty';
}

/** What is wrong with the update rules, said in the same way. Pure. */
export function rulesFault(rules: unknown): string | undefined {
	if (!isRecord(rules)) return 'rules is not an object';
	const bad = Object.entries(rules).find(([field, rule]) => !isField(field) || !isRule(rule));
	return bad && `rules.${bad[0].slice(0, 50)} is not a rule for a field that this node writes`;
}

function isField(name: string): name is MappedField {
	return Object.hasOwn(FIELDS, name);
}

function isRule(rule: unknown): boolean {
	return hasParts(rule, { update: oneOf('always', 'ifEmpty', 'onCreate'), clear: (value) => typeof value === 'boolean' });
}

function hasParts(value: unknown, parts: Readonly<Record<string, (value: unknown) => boolean>>): boolean {
	if (!isRecord(value)) return false;
	return Object.keys(value).every((name) => Object.hasOwn(parts, name)) && Object.entries(parts).every(([name, fits]) => fits(value[name]));
}
