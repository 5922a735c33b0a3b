import { ZERO_GUID } from './answer';
import type { ContactInput } from './contactInput';
import { holdersOfNumber } from './contactRead';
import type { ContactRecord } from './contactRecord';
import type { XeroCall } from './operation';

export const ARCHIVED_TEXT =
	'The specified contact details matched an archived contact. Archived contacts cannot currently be edited via the API.';

/** The sent ContactID; undefined where there is none that means anything. */
export function sentId(input: ContactInput): string | undefined {
	const id = typeof input.ContactID === 'string' ? input.ContactID.toLowerCase() : '';
	return id === '' || id === ZERO_GUID ? undefined : id;
}

/** The contact a POST is about: ContactID, else ContactNumber or Name. Undefined: it creates one. */
export function targetOf(call: XeroCall, input: ContactInput): ContactRecord | undefined {
	const id = sentId(input);
	if (id !== undefined) return call.organisation.contacts.get(id);
	const byNumber = textOf(input.ContactNumber) === '' ? [] : holdersOfNumber(call, textOf(input.ContactNumber));
	const byName = holdersOfName(call, textOf(input.Name));
	const numberFirst = call.kernel.switches.get('xero.postMatchOrder') === 'numberThenName';
	return (numberFirst ? [...byNumber, ...byName] : [...byName, ...byNumber])[0];
}

/** What Xero says about keys that belong to another contact. */
export function clashes(call: XeroCall, before: ContactRecord | null, becomes: ContactRecord): string[] {
	if (becomes.status !== 'ACTIVE') return [];
	return [
		...nameClash(call, before, becomes),
		...numberClash(call, before, becomes),
		...accountNumberClash(call, before, becomes),
	];
}

function nameClash(call: XeroCall, before: ContactRecord | null, becomes: ContactRecord): string[] {
	const name = becomes.text.Name ?? '';
	const same = before?.text.Name?.toLowerCase() === name.toLowerCase();
	if (same || !othersOf(holdersOfName(call, name), becomes)) return [];
	if (before !== null && call.kernel.switches.get('xero.renameTakenText') === 'rename') {
		return [
			`The existing contact with name ${before.text.Name ?? ''} cannot be updated to use new name ${name}. There is an existing contact with that name.`,
		];
	}
	return [
		`The contact name ${name} is already assigned to another contact. The contact name must be unique across all active contacts.`,
	];
}

/** A number stays taken when its holder is archived. */
function numberClash(call: XeroCall, before: ContactRecord | null, becomes: ContactRecord): string[] {
	const number = becomes.text.ContactNumber ?? '';
	if (number === '' || before?.text.ContactNumber === number) return [];
	const others = holdersOfNumber(call, number).filter((record) => record.id !== becomes.id);
	if (others.length === 0) return [];
	const wording = call.kernel.switches.get('xero.numberTakenText');
	const archived = others.every((record) => record.status !== 'ACTIVE');
	if (wording === 'archivedWhereArchived' && archived) return [ARCHIVED_TEXT];
	return wording === 'generic'
		? ['The contact number must be unique across all contacts.']
		: [`The contact number ${number} is already assigned to another contact.`];
}

/** An archived contact, also one that was merged away, keeps its number. */
function accountNumberClash(call: XeroCall, before: ContactRecord | null, becomes: ContactRecord): string[] {
	const number = becomes.text.AccountNumber ?? '';
	if (number === '' || before?.text.AccountNumber === number) return [];
	const holders = call.organisation.contacts.having('AccountNumber', number);
	const keepsIt = call.kernel.switches.get('xero.archivedAccountNumber') === 'taken';
	return othersOf(holders.filter((record) => keepsIt || record.status === 'ACTIVE'), becomes)
		? ['The Account Number already exists. Please enter a different Account Number.']
		: [];
}

/** Active contacts of that name in any case; an archived contact has given its name up. */
function holdersOfName(call: XeroCall, name: string): ContactRecord[] {
	if (name === '') return [];
	return call.organisation.contacts
		.having('Name', name)
		.filter((record) => record.status === 'ACTIVE' && record.text.Name?.toLowerCase() === name.toLowerCase());
}

function othersOf(holders: ContactRecord[], becomes: ContactRecord): boolean {
	return holders.some((record) => record.id !== becomes.id);
}

function textOf(value: unknown): string {
	return value === undefined || value === null ? '' : String(value);
}
