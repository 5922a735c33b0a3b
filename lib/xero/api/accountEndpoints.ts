import type { Failure } from '../../http/failure';
import { isRecord } from '../../http/isRecord';
import type { HttpResponse } from '../../http/transport';
import type { AccountBody, XeroAccount } from './account';
import { mapResult, send, type XeroClient, type XeroResult } from './endpoints';
import { classifyList } from './failures';
import { WRITE_TIMEOUT_MS } from '../pace/limits';

const PATH = '/api.xro/2.0/Accounts';
const FIELDS = ['AccountID', 'Code', 'Name', 'Type', 'Status', 'Description', 'TaxType'] as const;

/**
 * The whole chart of accounts, archived entries included; Xero does not page it.
 * @see https://developer.xero.com/documentation/api/accounting/accounts
 */
export async function getAccounts(client: XeroClient): Promise<XeroResult<XeroAccount[]>> {
	return withScope(mapResult(await send(client, classifyList('Accounts', true), { method: 'GET', path: PATH }), toAccounts));
}

/** Creates one entry; Xero takes one a call, and refuses a taken Code or Name. A lost answer is `uncertain`. */
export async function createAccount(client: XeroClient, account: AccountBody, idempotencyKey: string): Promise<XeroResult<XeroAccount | undefined>> {
	const result = await send(client, classifyList('Accounts', false), {
		method: 'PUT',
		path: PATH,
		headers: { 'Idempotency-Key': idempotencyKey },
		body: account,
		timeoutMs: WRITE_TIMEOUT_MS,
	});
	return withScope(mapResult(result, theOne));
}

/** Changes some fields of one entry; to send it again is safe. */
export async function updateAccount(client: XeroClient, accountId: string, fields: AccountBody): Promise<XeroResult<XeroAccount | undefined>> {
	const result = await send(client, classifyList('Accounts', true), {
		method: 'POST',
		path: `${PATH}/${accountId}`,
		body: fields,
		timeoutMs: WRITE_TIMEOUT_MS,
	});
	return withScope(mapResult(result, theOne));
}

function theOne(response: HttpResponse): XeroAccount | undefined {
	return toAccounts(response)[0];
}

/** Values of another type than documented count as absent, entries without an id as none. */
function toAccounts({ body }: HttpResponse): XeroAccount[] {
	const list = isRecord(body) && Array.isArray(body.Accounts) ? body.Accounts : [];
	return list.filter(isRecord).flatMap((element) => {
		const texts = Object.fromEntries(FIELDS.flatMap((field) => (typeof element[field] === 'string' ? [[field, element[field]]] : [])));
		return typeof texts.AccountID === 'string' && texts.AccountID !== '' ? [{ ...texts, AccountID: texts.AccountID }] : [];
	});
}

/** The credential asks for less by default: a refusal names the scope that is missing. */
function withScope<T>(result: XeroResult<T>): XeroResult<T> {
	return result.ok || result.failure.class !== 'auth' ? result : { ...result, failure: naming(result.failure) };
}

function naming(failure: Failure): Failure {
	if (failure.reason === 'xeroScopeMissing') return { ...failure, message: `${failure.message}: accounting.settings`, nextStep: ADD_SCOPE };
	return { ...failure, nextStep: `${failure.nextStep} The chart of accounts needs the scope accounting.settings.` };
}

const ADD_SCOPE = 'Add accounting.settings to the scope of the Xero credential, save it, then press Switch account (or Connect) in it.';
