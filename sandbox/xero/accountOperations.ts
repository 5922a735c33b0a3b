import { randomUUID } from 'node:crypto';
import { ACCOUNT_CLASSES, type Account } from './accounts';
import { noData, notFound, validation, type Answer } from './answer';
import { xeroDate } from './dates';
import { elementsOf, envelope, type Operation, type XeroCall } from './operation';

const LIMITS = { Code: 10, Name: 150, Description: 4_000 } as const;

/** The chart of accounts; one account a write. @see https://developer.xero.com/documentation/api/accounting/accounts */
export const accountOperations: Operation[] = [
	{ name: 'getAccounts', method: 'GET', path: '/Accounts', scope: 'accounting.settings.read', act: getAccounts },
	{ name: 'getAccount', method: 'GET', path: '/Accounts/:id', scope: 'accounting.settings.read', act: getAccount },
	{ name: 'createAccount', method: 'PUT', path: '/Accounts', scope: 'accounting.settings', act: createAccount },
	{ name: 'updateAccount', method: 'POST', path: '/Accounts/:id', scope: 'accounting.settings', act: updateAccount },
];

function getAccounts(call: XeroCall): Answer {
	return envelope(call, { Accounts: call.organisation.accounts.map(view) });
}

function getAccount(call: XeroCall): Answer {
	const account = find(call);
	return account === undefined ? notFound() : envelope(call, { Accounts: [view(account)] });
}

function createAccount(call: XeroCall): Answer {
	const sent = onlyOne(call);
	if (sent === null) return noData();
	const account: Account = {
		AccountID: randomUUID(),
		Code: '',
		Name: '',
		Type: '',
		TaxType: 'NONE',
		Status: 'ACTIVE',
		updatedAt: call.kernel.clock.now(),
	};
	const becomes = applied(account, sent, call.kernel.clock.now());
	return store(call, becomes, () => void call.organisation.accounts.push(becomes));
}

function updateAccount(call: XeroCall): Answer {
	const account = find(call);
	const sent = onlyOne(call);
	if (account === undefined) return notFound();
	if (sent === null) return noData();
	const others = Object.keys(sent).filter((name) => name !== 'Status' && name !== 'AccountID');
	if (sent.Status === 'ARCHIVED' && others.length > 0) {
		return refusal(account, 'Status ARCHIVED must be sent without any other field.');
	}
	const becomes = applied(account, sent, call.kernel.clock.now());
	return store(call, becomes, () => void Object.assign(account, becomes));
}

function store(call: XeroCall, becomes: Account, keep: () => void): Answer {
	const problem = problemOf(call, becomes);
	if (problem !== null) return refusal(becomes, problem);
	keep();
	return envelope(call, { Accounts: [view(becomes)] });
}

function problemOf(call: XeroCall, becomes: Account): string | null {
	for (const [field, max] of Object.entries(LIMITS)) {
		const value = becomes[field as keyof typeof LIMITS] ?? '';
		if (value === '' && field !== 'Description') return `${field} is a required field.`;
		if (value.length > max) return `The field ${field} must be a string with a maximum length of ${max}.`;
	}
	if (ACCOUNT_CLASSES[becomes.Type] === undefined) return 'Type is not valid.';
	const others = call.organisation.accounts.filter((account) => account.AccountID !== becomes.AccountID);
	if (others.some((account) => account.Name.toLowerCase() === becomes.Name.toLowerCase())) return 'Please enter a unique Name.';
	return others.some((account) => account.Code === becomes.Code) ? 'Please enter a unique Code.' : null;
}

function applied(account: Account, sent: Record<string, unknown>, now: number): Account {
	const becomes: Account = { ...account, updatedAt: now };
	for (const field of ['Code', 'Name', 'Type', 'Description', 'TaxType'] as const) {
		if (typeof sent[field] === 'string') becomes[field] = sent[field];
	}
	if (sent.Status === 'ACTIVE' || sent.Status === 'ARCHIVED') becomes.Status = sent.Status;
	return becomes;
}

function onlyOne(call: XeroCall): Record<string, unknown> | null {
	const sent = elementsOf(call.body, 'Accounts');
	return sent?.length === 1 ? (sent[0] ?? null) : null;
}

function find(call: XeroCall): Account | undefined {
	return call.organisation.accounts.find((account) => account.AccountID === call.params.id?.toLowerCase());
}

function refusal(account: Account, Message: string): Answer {
	return validation([{ ...view(account), HasValidationErrors: true, ValidationErrors: [{ Message }] }]);
}

function view({ updatedAt, ...account }: Account): Record<string, unknown> {
	return {
		...account,
		Class: ACCOUNT_CLASSES[account.Type],
		EnablePaymentsToAccount: false,
		ShowInExpenseClaims: false,
		HasAttachments: false,
		AddToWatchlist: false,
		UpdatedDateUTC: xeroDate(updatedAt),
	};
}
