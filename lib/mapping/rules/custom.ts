import { isRecord } from '../../http/isRecord';
import type { Profile } from '../../intercom/profile/profile';
import type { AddressType, WritableContact, XeroContactPerson, XeroPhone } from '../../xero/contact/contact';
import { formatAbn, isBrokenAbn } from '../organisation/abn';
import { addressOf } from '../values/address';
import { cleanName, cleanText } from '../values/cleanText';
import { countryCode, countryName } from '../values/country';
import { chooseName, cleaned, mendedEmail, type Draft, type DraftSettings } from './draft';
import { readEmail } from '../values/email';
import { ADDRESS_SLOTS, type AddressPart, type TextField } from './fieldTable';
import { formFields, type FormField } from './formFields';
import { companyNumberOf, postcodeOf } from '../values/leadingZeros';
import { resolved } from './namedValues';
import { withoutUndefined } from '../person/nameless';
import { phoneSlot } from '../values/phone';
import { problem, shown, type Problem } from './problem';

/** Values of the form by its ids: a field that is absent is not mapped, null or `''` is mapped and empty; a value may be named, see namedValues.ts. */
export type CustomValues = Readonly<Record<string, unknown>>;

/** A form field that is mapped, with its text. */
interface Filled<T extends FormField['target']['kind']> {
	target: Extract<FormField['target'], { kind: T }>;
	text: string;
}

/**
 * Builds a contact from the custom mapping. The same transforms run as in the recommended mapping: names and emails are
 * cleaned, phones read, ABNs grouped, countries spelt as Xero wants them. Unknown ids are ignored. Pure, never throws.
 */
export function customContact(values: CustomValues, profile: Profile, settings: DraftSettings): Draft {
	const fields = formFields().filter(({ id }) => Object.hasOwn(values, id) && values[id] !== undefined);
	const problems: Problem[] = [];
	const texts = fields.map(({ id, label, target }) => ({ target, text: textOf(target, label, resolved(values[id], profile), problems) }));
	const plain = textFields(only(texts, 'text'), profile, settings, problems);
	const phones = phonesOf(only(texts, 'phone'), settings, problems);
	const remarks: string[] = [];
	const addresses = addressesOf(only(texts, 'address'), settings, remarks);
	const contact: WritableContact = {
		...plain.contact,
		...(phones.phones.length > 0 && { Phones: phones.phones }),
		...(addresses.length > 0 && { Addresses: addresses }),
		...(fields.some(({ target }) => target.kind === 'persons') && { ContactPersons: personsOf(values.ContactPersons, problems, remarks) }),
	};
	return { contact, problems, remarks: [...plain.remarks, ...phones.remarks, ...remarks] };
}

function only<T extends FormField['target']['kind']>(all: readonly { target: FormField['target']; text: string }[], kind: T): Filled<T>[] {
	return all.filter((filled): filled is Filled<T> => filled.target.kind === kind);
}

/** Every mapping has a Name, also one whose form leaves it out. */
function textFields(
	filled: readonly Filled<'text'>[],
	profile: Profile,
	settings: DraftSettings,
	problems: Problem[],
): Pick<Draft, 'contact' | 'remarks'> {
	const contact: WritableContact = {};
	const remarks: string[] = [];
	for (const { target, text } of filled.filter(({ target }) => target.field !== 'Name')) {
		const value = transform(target.field, text, settings, problems, remarks);
		contact[target.field] = value;
		if (!OWN_REMARKS.includes(target.field)) remarks.push(...cleaned(target.field, text, value));
	}
	const mapped = filled.find(({ target }) => target.field === 'Name')?.text ?? '';
	const { name, remarks: nameRemarks } = chooseName(mapped, profile);
	return { contact: { Name: name, ...contact }, remarks: [...nameRemarks, ...remarks] };
}

/** Fields whose transform says itself what it changed. */
const OWN_REMARKS: readonly TextField[] = ['EmailAddress', 'TaxNumber', 'CompanyNumber'];

function transform(field: TextField, text: string, settings: DraftSettings, problems: Problem[], remarks: string[]): string {
	switch (field) {
		case 'FirstName':
		case 'LastName':
			return withoutUndefined(cleanName(text));
		case 'EmailAddress':
			return usableEmail('Email', text, remarks);
		case 'CompanyNumber':
			return companyNumber(cleanText(text), settings, remarks);
		case 'DefaultCurrency':
			return cleanText(text).toUpperCase();
		case 'TaxNumber':
			return taxNumber(cleanText(text), settings, problems);
		default:
			return cleanText(text);
	}
}

/** In Australia eleven digits are an ABN, and a wrong one on an invoice costs the customer the deduction. */
function taxNumber(text: string, { defaultCountry }: DraftSettings, problems: Problem[]): string {
	if (defaultCountry.trim().toUpperCase() !== 'AU') return text;
	if (isBrokenAbn(text)) {
		const message = `Tax Number "${shown(text)}" is not an ABN: its check digits are wrong`;
		problems.push(problem('TaxNumber', 'abnCheckDigits', text, message, 'Correct the ABN in Intercom.'));
	}
	return formatAbn(text);
}

function companyNumber(written: string, { defaultCountry }: DraftSettings, remarks: string[]): string {
	const { text, remark } = companyNumberOf(written, defaultCountry.trim().toUpperCase());
	if (remark !== undefined) remarks.push(`Company Number: ${remark}`);
	return text;
}

function usableEmail(label: string, text: string, remarks: string[]): string {
	const read = readEmail(text);
	if (read.kind !== 'email') return read.kind === 'empty' ? '' : text.trim();
	remarks.push(...mendedEmail(label, read, text));
	return read.value;
}

function phonesOf(
	filled: readonly Filled<'phone'>[],
	settings: DraftSettings,
	problems: Problem[],
): { phones: XeroPhone[]; remarks: string[] } {
	const slots = filled.map(({ target, text }) => phoneSlot(text, target.slot, settings));
	problems.push(...slots.flatMap((slot) => (slot.kind === 'rejected' ? slot.problem : [])));
	return {
		phones: slots.flatMap((slot) => (slot.kind === 'slot' ? slot.phone : [])),
		remarks: slots.flatMap((slot) => (slot.kind === 'rejected' ? [] : (slot.remark ?? []))),
	};
}

function addressesOf(filled: readonly Filled<'address'>[], settings: DraftSettings, remarks: string[]): NonNullable<WritableContact['Addresses']> {
	const slots = [...new Set(filled.map(({ target }) => target.slot))];
	return slots.map((slot: AddressType) => {
		const parts = filled.filter(({ target }) => target.slot === slot).map(({ target, text }) => [target.part, text] as const);
		return addressOf(slot, mendedParts(slot, Object.fromEntries(parts), settings, remarks));
	});
}

type AddressTexts = Partial<Record<AddressPart, string>>;

/** A country that is none is told, and a postcode gets its lost zero back where the country leaves no doubt. */
function mendedParts(slot: AddressType, parts: AddressTexts, { defaultCountry }: DraftSettings, remarks: string[]): AddressTexts {
	const { Country: country = '', PostalCode: postcode } = parts;
	if (cleanText(country) !== '' && countryName(country) === '') {
		remarks.push(`${ADDRESS_SLOTS[slot]}: "${shown(country)}" is no country that Xero takes and was left out.`);
	}
	if (postcode === undefined) return parts;
	const { text, remark } = postcodeOf(postcode, cleanText(country) === '' ? defaultCountry.trim().toUpperCase() : countryCode(country));
	if (remark !== undefined) remarks.push(`${ADDRESS_SLOTS[slot]}: the postcode ${remark}`);
	return { ...parts, PostalCode: text };
}

/** A list of `{FirstName, LastName, EmailAddress}`; nobody gets invoices by email through the sync alone. */
function personsOf(value: unknown, problems: Problem[], remarks: string[]): XeroContactPerson[] {
	const entries = Array.isArray(value) ? value.filter(isRecord) : [];
	if (!isBlank(value) && (!Array.isArray(value) || entries.length !== value.length)) {
		problems.push(notUsable('ContactPersons', 'Contact Persons', 'a list of objects with FirstName, LastName and EmailAddress'));
	}
	const persons = entries.map((entry) => ({
		FirstName: withoutUndefined(cleanName(scalar(entry.FirstName) ?? '')),
		LastName: withoutUndefined(cleanName(scalar(entry.LastName) ?? '')),
		EmailAddress: usableEmail('Email of a contact person', scalar(entry.EmailAddress) ?? '', remarks),
		IncludeInEmails: false,
	}));
	return persons.filter(({ FirstName, LastName, EmailAddress }) => `${FirstName}${LastName}${EmailAddress}` !== '');
}

function textOf(target: FormField['target'], label: string, value: unknown, problems: Problem[]): string {
	if (target.kind === 'persons') return '';
	const text = scalar(value);
	if (text === undefined) problems.push(notUsable(fieldOf(target), label, 'text, a number or true and false'));
	return text ?? '';
}

/** undefined for lists and objects, which no field of text can hold. */
function scalar(value: unknown): string | undefined {
	if (isBlank(value)) return '';
	return ['string', 'number', 'boolean', 'bigint'].includes(typeof value) ? String(value) : undefined;
}

const isBlank = (value: unknown) => value === null || value === undefined || value === '';

function fieldOf(target: Exclude<FormField['target'], { kind: 'persons' }>): Problem['field'] {
	if (target.kind === 'text') return target.field;
	return target.kind === 'phone' ? `Phones.${target.slot}` : `Addresses.${target.slot}.${target.part}`;
}

function notUsable(field: Problem['field'], label: string, wanted: string): Problem {
	return problem(field, 'wrongType', '', `${label} is not ${wanted}`, 'Change the expression of this field in the mapper.');
}
