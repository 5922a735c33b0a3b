import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../../lib/http/isRecord';

/**
 * The workspace of a record that carried no Xero reference when it was read for this sync, so that it need not be read again
 * before one is stored; undefined where the item does not say so. Of a company's staff it is the company that is mapped. Pure.
 */
export function shownWithoutReference({ intercomId, ledger, record }: IDataObject, id: string): string | undefined {
	if (!isRecord(ledger) || typeof ledger.workspaceId !== 'string' || ledger.workspaceId === '') return undefined;
	if (!isRecord(record) || record.staff !== undefined || record.intercomId !== id || intercomId !== id || !isRecord(record.match)) return undefined;
	return record.match.contactId === undefined && record.match.organisationId === undefined ? ledger.workspaceId : undefined;
}
