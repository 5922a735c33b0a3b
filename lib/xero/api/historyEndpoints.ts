import { isRecord } from '../../http/isRecord';
import type { HttpResponse } from '../../http/transport';
import { mapResult, send, type XeroClient, type XeroResult } from './endpoints';
import { classifyList } from './failures';
import { WRITE_TIMEOUT_MS } from '../pace/limits';

/** @see https://developer.xero.com/documentation/api/accounting/historyandnotes */
const pathOf = (contactId: string) => `/api.xro/2.0/Contacts/${contactId}/History`;

/** The texts of a contact's history, Xero's own entries included. */
export async function getHistory(client: XeroClient, contactId: string): Promise<XeroResult<string[]>> {
	return mapResult(await send(client, classifyList('HistoryRecords', true), { method: 'GET', path: pathOf(contactId) }), toTexts);
}

/**
 * Adds notes to a contact's history, all in one call. Notes can neither be changed nor deleted: a lost answer is
 * `uncertain`, and the history tells whether they arrived.
 */
export async function addHistory(
	client: XeroClient,
	contactId: string,
	texts: readonly string[],
	idempotencyKey: string,
): Promise<XeroResult<void>> {
	const result = await send(client, classifyList('HistoryRecords', false), {
		method: 'PUT',
		path: pathOf(contactId),
		headers: { 'Idempotency-Key': idempotencyKey },
		body: { HistoryRecords: texts.map((Details) => ({ Details })) },
		timeoutMs: WRITE_TIMEOUT_MS,
	});
	return mapResult(result, () => undefined);
}

function toTexts({ body }: HttpResponse): string[] {
	const list = isRecord(body) && Array.isArray(body.HistoryRecords) ? body.HistoryRecords : [];
	return list.flatMap((entry) => (isRecord(entry) && typeof entry.Details === 'string' ? [entry.Details] : []));
}
