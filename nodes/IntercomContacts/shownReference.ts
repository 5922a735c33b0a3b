import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../../lib/http/isRecord';
import type { ShownReference } from '../../lib/intercom/attributes/xeroReference';

/**
 * The Xero reference that a record carried when it was read for this sync, so that it need not be read again; undefined
 * where the item does not say so. Of a company's staff it is the company that is mapped. Pure.
 */
export function shownReference({ intercomId, ledger, record }: IDataObject, id: string): ShownReference | undefined {
	if (!isRecord(ledger) || typeof ledger.workspaceId !== 'string' || ledger.workspaceId === '') return undefined;
	if (!isRecord(record) || record.staff !== undefined || record.intercomId !== id || intercomId !== id || !isRecord(record.match)) return undefined;
	const { contactId, organisationId } = record.match;
	return { workspaceId: ledger.workspaceId, contactId: textOrNull(contactId), organisationId: textOrNull(organisationId) };
}

function textOrNull(value: unknown): string | null {
	return typeof value === 'string' ? value : null;
}
