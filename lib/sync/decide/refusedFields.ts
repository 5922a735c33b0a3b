import type { WritableContact } from '../../xero/contact/contact';
import type { Plan } from '../plan/plan';
import type { ContactBody } from '../record/createdFields';

type WritePlan = Extract<Plan, { kind: 'create' | 'update' }>;
type OptionalField = Exclude<keyof WritableContact, 'Name' | 'EmailAddress'>;

/**
 * What Xero's refusals say of the fields that a contact can do without; the first that fits counts. Xero gives no codes,
 * and its words are documented for few of them, so they are taken by their nouns.
 */
const ABOUT: readonly (readonly [RegExp, readonly OptionalField[]])[] = [
	[/account number/i, ['AccountNumber']],
	[/company number|registration number/i, ['CompanyNumber']],
	[/tax number|\b(?:abn|vat|gst)\b/i, ['TaxNumber']],
	[/contact persons?\b|additional people|primary person/i, ['ContactPersons']],
	[/phone|area code|country code|\bfax\b|\bmobile\b/i, ['Phones']],
	[/(?<!e-?mail )address(?!es? (?:must be|is not) valid)|country|postal|region|city/i, ['Addresses']],
	[/currency/i, ['DefaultCurrency']],
	[/tax ?type|tax rate/i, ['AccountsReceivableTaxType', 'AccountsPayableTaxType']],
	[/account code|default account|sales account|purchases? account/i, ['SalesDefaultAccountCode', 'PurchasesDefaultAccountCode']],
	[/first name|last name/i, ['FirstName', 'LastName']],
];
const OPTIONAL: readonly OptionalField[] = [...new Set(ABOUT.flatMap(([, fields]) => fields))];

/** A refusal over one of these is decided anew by looking up who has it; leaving something out does not help. */
const ABOUT_KEYS = /contact name|unique name|contact number|existing contact|archived/i;
const ABOUT_EMAIL = /e-?mail/i;

/** Fields to leave out, and what Xero said of them. */
export type LeftOut = Partial<Record<OptionalField, string>>;

/**
 * Which optional fields of a refused write to leave out next time.
 * @param messages Xero's words, of which each may be about another field
 * @param isSecond the same was refused before and nothing could be made of the words: then every optional field goes
 */
export function fieldsToLeaveOut(body: ContactBody, messages: readonly string[], isSecond: boolean): LeftOut {
	const named = messages.flatMap((message) => {
		const about = ABOUT.find(([words]) => words.test(message));
		return (about?.[1] ?? []).filter((field) => body[field] !== undefined).map((field) => [field, message] as const);
	});
	const isUnclear = named.length === 0 && !messages.some((message) => ABOUT_KEYS.test(message) || ABOUT_EMAIL.test(message));
	if (!isSecond || !isUnclear) return Object.fromEntries(named);
	const said = messages.join(' ');
	return Object.fromEntries(OPTIONAL.filter((field) => body[field] !== undefined).map((field) => [field, said]));
}

/** The plan without what Xero refused, with a note on each; an update of which nothing is left changes nothing. Pure. */
export function withoutRefused<P extends WritePlan>(plan: P, leftOut: LeftOut): P | Extract<Plan, { kind: 'unchanged' }> {
	const fields = OPTIONAL.filter((field) => leftOut[field] !== undefined && plan.body[field] !== undefined);
	if (fields.length === 0) return plan;
	const isLeft = (field: string) => !fields.some((one) => one === field.split('.')[0]);
	const body = Object.fromEntries(Object.entries(plan.body).filter(([field]) => isLeft(field))) as P['body'];
	const changes = plan.changes.filter(({ field }) => isLeft(field));
	const notes = [...plan.notes, ...fields.map((field) => `${field} left out: Xero refused it${saying(leftOut[field])}.`)];
	if (plan.kind === 'update' && changes.length === 0) return { kind: 'unchanged', contact: plan.contact, reason: 'nothingChanged', notes };
	return { ...plan, body, changes, notes };
}

/** Whether the same was refused before and there is nothing left to leave out; what there is goes into `leftOut`. */
export function isRefusedForGood(body: ContactBody, refused: { body: string; messages: readonly string[] } | undefined, leftOut: LeftOut): boolean {
	if (refused?.body !== JSON.stringify(body)) return false;
	const more = fieldsToLeaveOut(body, refused.messages, true);
	Object.assign(leftOut, more);
	return Object.keys(more).length === 0;
}

function saying(message = ''): string {
	return message === '' ? '' : ` ("${message.replace(/[.\s]+$/, '')}")`;
}
