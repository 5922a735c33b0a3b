import type { Switches } from '../switches/switches';
import { TAX_TYPES } from './accounts';
import { isObject, list, type ContactInput } from './contactInput';
import { ADDRESS_LIMITS, PHONE_LIMITS, TEXT_FIELDS, TEXT_LIMITS, type ContactRecord } from './contactRecord';
import type { XeroOrganisation } from './organisation';

/** What is wrong with an element; `slots` are told again inside the phone or address they are about. */
export interface Problems {
	messages: string[];
	slots: Map<unknown, string[]>;
}

const MAX_PERSONS = 5;
// Deliberately narrow: Xero refuses letters outside ASCII in emails.
const EMAIL = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;
const TERM_TYPES = ['DAYSAFTERBILLDATE', 'DAYSAFTERBILLMONTH', 'OFCURRENTMONTH', 'OFFOLLOWINGMONTH'];

/** Everything Xero checks in a sent contact and in the record it would become, other contacts aside. */
export function checkContact(
	input: ContactInput,
	becomes: ContactRecord,
	organisation: XeroOrganisation,
	switches: Switches,
): Problems {
	const slots = new Map<unknown, string[]>();
	const messages = [
		...checkName(becomes.text.Name ?? '', switches),
		...checkLengths(input),
		...checkEmail(becomes.text.EmailAddress ?? '', 'Email address must be valid.'),
		...checkCodes(input, organisation),
		...checkPersons(input, becomes, switches),
		...checkTerms(input.PaymentTerms),
		...checkTracking(input),
	];
	checkSlots(list(input.Phones), PHONE_LIMITS, slots);
	checkSlots(list(input.Addresses), ADDRESS_LIMITS, slots);
	checkCountries(list(input.Addresses), slots, switches);
	if (input.ContactStatus !== undefined && !['ACTIVE', 'ARCHIVED'].includes(String(input.ContactStatus))) {
		messages.push('The ContactStatus is not valid.');
	}
	messages.push(...[...slots.values()].flat());
	return { messages, slots };
}

function checkName(name: string, switches: Switches): string[] {
	if (name.trim() === '') return ['Contact Name cannot be empty.'];
	if (/[<>]/.test(name)) return ['The Contact Name contains invalid characters.'];
	const untidy = name !== name.trim() || /\s{2}/.test(name);
	return untidy && switches.get('xero.blanksInName') === 'refused'
		? ['The Contact Name must not begin or end with a blank or contain repeated blanks.']
		: [];
}

function checkLengths(input: ContactInput): string[] {
	return TEXT_FIELDS.filter((field) => String(input[field] ?? '').length > TEXT_LIMITS[field]).map((field) =>
		tooLong(field, TEXT_LIMITS[field]),
	);
}

function tooLong(field: string, max: number): string {
	return `The field ${field} must be a string with a maximum length of ${max}.`;
}

function checkEmail(email: string, message: string): string[] {
	return email === '' || EMAIL.test(email) ? [] : [message];
}

function checkCodes(input: ContactInput, organisation: XeroOrganisation): string[] {
	const messages: string[] = [];
	const currency = String(input.DefaultCurrency ?? '');
	if (currency !== '' && !organisation.currencies.includes(currency)) {
		messages.push(`Organisation is not subscribed to currency ${currency}`);
	}
	for (const field of ['SalesDefaultAccountCode', 'PurchasesDefaultAccountCode']) {
		const code = String(input[field] ?? '');
		const known = organisation.accounts.some((account) => account.Code === code && account.Status === 'ACTIVE');
		if (code !== '' && !known) messages.push(`Account code '${code}' is not a valid code.`);
	}
	for (const field of ['AccountsReceivableTaxType', 'AccountsPayableTaxType']) {
		const code = String(input[field] ?? '');
		if (code !== '' && !TAX_TYPES.includes(code)) messages.push(`The TaxType code '${code}' does not exist or cannot be used.`);
	}
	const bank = String(input.BankAccountDetails ?? '') + (list(input.BatchPayments).length > 0 || isObject(input.BatchPayments) ? 'x' : '');
	if (bank !== '' && organisation.seed.bankAccountAdmin !== true) {
		messages.push('You do not have permission to change bank account details.');
	}
	return messages;
}

function checkPersons(input: ContactInput, becomes: ContactRecord, switches: Switches): string[] {
	const persons = list(input.ContactPersons).filter(isObject);
	const messages = persons.flatMap((person) =>
		checkEmail(String(person.EmailAddress ?? ''), 'Contact person email address must be valid.'),
	);
	if (persons.length > MAX_PERSONS && switches.get('xero.sixthPerson') === 'refused') {
		messages.push(`A contact can have no more than ${MAX_PERSONS} contact persons.`);
	}
	const emailMissing = (becomes.text.EmailAddress ?? '') === '' && becomes.persons.length > 0;
	if (emailMissing && switches.get('xero.personsNeedEmail') === 'refused') {
		messages.push('A primary person with an email address is needed before additional people.');
	}
	return messages;
}

function checkTerms(terms: unknown): string[] {
	if (!isObject(terms)) return [];
	return [terms.Bills, terms.Sales].filter(isObject).flatMap((term) => {
		const day = Number(term.Day);
		const dayWrong = !Number.isInteger(day) || day < 0 || day > 31;
		return dayWrong || !TERM_TYPES.includes(String(term.Type)) ? ['Payment terms are not valid.'] : [];
	});
}

function checkTracking(input: ContactInput): string[] {
	return ['SalesTrackingCategories', 'PurchasesTrackingCategories']
		.filter((field) => list(input[field]).length > 2)
		.map((field) => `${field} may hold two categories at most.`);
}

function checkSlots(sent: unknown[], limits: Readonly<Record<string, number>>, slots: Map<unknown, string[]>): void {
	for (const slot of sent.filter(isObject)) {
		for (const [part, max] of Object.entries(limits)) {
			if (String(slot[part] ?? '').length > max) note(slots, slot, tooLong(part, max));
		}
	}
}

function checkCountries(sent: unknown[], slots: Map<unknown, string[]>, switches: Switches): void {
	if (switches.get('xero.countryLetters') === 'accepted') return;
	for (const slot of sent.filter(isObject)) {
		if (!/^[A-Za-z ]*$/.test(String(slot.Country ?? ''))) note(slots, slot, 'The Country may hold letters only.');
	}
}

function note(slots: Map<unknown, string[]>, slot: unknown, message: string): void {
	slots.set(slot, [...(slots.get(slot) ?? []), message]);
}
