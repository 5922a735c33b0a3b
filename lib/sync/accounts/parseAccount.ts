import type { Failure } from '../../http/failure';
import { ACCOUNT_TYPES, MAX_ACCOUNT_CODE_CHARS, MAX_ACCOUNT_DESCRIPTION_CHARS, MAX_ACCOUNT_NAME_CHARS } from '../../xero/api/account';
import { INTERCOM_ID } from '../identity/numberOwner';
import { markedDescription, type AccountRequest } from './planAccount';

/** What the parameters of an item hold, before anybody looked at it. */
export interface AccountFields {
	companyId: unknown;
	code: unknown;
	name: unknown;
	type: unknown;
	description: unknown;
	taxType: unknown;
}

/** Reads one item's wish and checks Xero's limits before a call is made. Pure, never throws. */
export function parseAccount(fields: AccountFields): { ok: true; request: AccountRequest } | { ok: false; failure: Failure } {
	const [companyId, code, name] = [textOf(fields.companyId), textOf(fields.code), textOf(fields.name)];
	const [type, description, taxType] = [textOf(fields.type).toUpperCase(), textOf(fields.description), textOf(fields.taxType).toUpperCase()];
	if (!INTERCOM_ID.test(companyId)) {
		return refused('companyId', `"${companyId.slice(0, 60)}" is not the Intercom ID of a company (field Company ID)`, 'Give the ID as Intercom writes it, such as 6961d4041c1e12de4c5499cc.');
	}
	const problem =
		problemOf('code', 'Code', code, MAX_ACCOUNT_CODE_CHARS) ??
		problemOf('name', 'Name', name, MAX_ACCOUNT_NAME_CHARS) ??
		problemOf('description', 'Description', markedDescription(description, companyId), MAX_ACCOUNT_DESCRIPTION_CHARS);
	if (problem) return problem;
	if (!ACCOUNT_TYPES.some((known) => known === type)) {
		return refused('type', `"${type.slice(0, 60)}" is not a type of account that can be created here (field Type)`, 'Choose a type from the list.');
	}
	return { ok: true, request: { companyId, code, name, type, ...(description && { description }), ...(taxType && { taxType }) } };
}

/** An expression may give a number for a code. */
function textOf(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value).replace(/\s+/g, ' ').trim() : '';
}

function problemOf(field: string, label: string, value: string, max: number): { ok: false; failure: Failure } | undefined {
	if (value === '') return refused(field, `The account has no ${label} (field ${label})`, `Give it a ${label}, or leave this company out.`);
	if (value.length <= max) return undefined;
	const what = field === 'description' ? 'with the mark of the company it has' : 'it has';
	return refused(field, `The ${label} is too long for Xero: ${what} ${value.length} characters, and ${max} are allowed (field ${label})`, `Shorten the ${label}.`);
}

function refused(field: string, message: string, nextStep: string): { ok: false; failure: Failure } {
	return { ok: false, failure: { class: 'validation', reason: 'accountInvalid', message, nextStep, retryable: false, field } };
}
