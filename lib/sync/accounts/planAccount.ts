import type { AccountBody, XeroAccount } from '../../xero/api/account';
import type { Change } from '../record/outcome';

/** The entry of the chart of accounts that a company should have. */
export interface AccountRequest {
	/** Intercom id of the company. */
	companyId: string;
	code: string;
	name: string;
	/** Set when the entry is created; afterwards it is the accountant's. */
	type: string;
	/** Absent: whatever Xero has stays. */
	description?: string;
	/** Like `type`; absent: Xero's default for the type. */
	taxType?: string;
}

export type AccountReview = 'accountNotOurs' | 'ambiguous' | 'archived';

/** What to do with one company's entry. */
export type AccountPlan =
	| { kind: 'create'; body: AccountBody; changes: Change[] }
	| { kind: 'update'; account: XeroAccount; body: AccountBody; changes: Change[]; notes: string[] }
	| { kind: 'unchanged'; account: XeroAccount; notes: string[] }
	| { kind: 'review'; because: AccountReview; accounts: readonly XeroAccount[] };

/**
 * Decides what becomes of a company's entry in the chart of accounts. An entry is ours where its description ends with
 * the company's mark; no other entry is ever changed, whatever its code and name.
 * @param accounts the whole chart, archived entries included
 * @returns the plan with its reason. Pure, never throws.
 */
export function planAccount(request: AccountRequest, accounts: readonly XeroAccount[]): AccountPlan {
	const ours = accounts.filter((account) => isOurs(account, request.companyId));
	const [account, ...others] = ours;
	if (others.length > 0) return { kind: 'review', because: 'ambiguous', accounts: ours };
	if (account && isArchived(account)) return { kind: 'review', because: 'archived', accounts: ours };
	const taken = accounts.filter((one) => one !== account && clashes(one, request, account));
	if (taken.length > 0) return { kind: 'review', because: 'accountNotOurs', accounts: taken };
	return account ? planUpdate(request, account) : planCreate(request);
}

/** `[Intercom company 6961d4041c1e12de4c5499cc]`, at the end of the description of every entry that is ours. */
export function accountMark(companyId: string): string {
	return `[Intercom company ${companyId}]`;
}

/** The description as it is sent: the text, if any, and the mark. */
export function markedDescription(description: string, companyId: string): string {
	return `${description.trim()} ${accountMark(companyId)}`.trim();
}

/** Whether an entry carries the mark of any company. Pure. */
export function belongsToCompany({ Description = '' }: XeroAccount): boolean {
	return /\[intercom company [^\]\s]+\]$/i.test(Description.trimEnd());
}

function isOurs({ Description = '' }: XeroAccount, companyId: string): boolean {
	return Description.trimEnd().toLowerCase().endsWith(accountMark(companyId).toLowerCase());
}

function isArchived({ Status = 'ACTIVE' }: XeroAccount): boolean {
	return Status !== 'ACTIVE';
}

/** Code and Name are unique in Xero, archived entries included; only those that would be written can clash. */
function clashes(other: XeroAccount, { code, name }: AccountRequest, present: XeroAccount | undefined): boolean {
	const takesCode = !same(present?.Code, code) && same(other.Code, code);
	return takesCode || (!same(present?.Name, name) && same(other.Name, name));
}

function same(a: string | undefined, b: string): boolean {
	return a !== undefined && a.trim().toLowerCase() === b.trim().toLowerCase();
}

function planCreate({ companyId, code, name, type, description = '', taxType }: AccountRequest): AccountPlan {
	const body = { Code: code, Name: name, Type: type, Description: markedDescription(description, companyId), ...(taxType !== undefined && { TaxType: taxType }) };
	return { kind: 'create', body, changes: Object.entries(body).map(([field, after]) => ({ field, before: '', after })) };
}

function planUpdate({ companyId, code, name, type, description, taxType }: AccountRequest, account: XeroAccount): AccountPlan {
	const wanted: AccountBody = { Code: code, Name: name, ...(description !== undefined && { Description: markedDescription(description, companyId) }) };
	const changes = (Object.keys(wanted) as (keyof AccountBody)[])
		.map((field): Change => ({ field, before: account[field] ?? '', after: wanted[field] ?? '' }))
		.filter(({ before, after }) => before.trim() !== after);
	const notes = [...keptNote('Type', type, account.Type), ...keptNote('TaxType', taxType, account.TaxType)];
	if (changes.length === 0) return { kind: 'unchanged', account, notes };
	const body: AccountBody = Object.fromEntries(changes.map(({ field, after }) => [field, after]));
	return { kind: 'update', account, body, changes, notes };
}

/** What decides how an entry is reported and taxed is set once; then the accountant's word counts. */
function keptNote(field: string, wanted: string | undefined, present: string | undefined): string[] {
	if (wanted === undefined || present === undefined || wanted === present) return [];
	return [`${field} kept: Xero has ${present}, and it is set only when the entry is created.`];
}
