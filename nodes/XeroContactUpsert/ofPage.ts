import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { isRecord } from '../../lib/http/isRecord';
import type { Rehearsal } from '../../lib/sync/write/rehearsal';
import type { XeroContact } from '../../lib/xero/contact';
import { isContactId } from '../../lib/xero/contactId';

/** Of which dry run the items are, and what Recall Forecasts added to them; undefined where they are of none. Pure. */
export function rehearsalOf(items: readonly INodeExecutionData[]): Rehearsal | undefined {
	const parts = items.flatMap(({ json }) => (isRecord(json.rehearsal) && typeof json.rehearsal.name === 'string' ? [json.rehearsal] : []));
	const name = parts[0]?.name;
	if (typeof name !== 'string') return undefined;
	return { name, contacts: parts.flatMap(({ contacts }) => (Array.isArray(contacts) ? contacts.filter(isContact) : [])) };
}

/** Whether an item is of a page that a job took: the next page follows it. Pure. */
export function isOfPage({ ledger }: IDataObject): boolean {
	return isRecord(ledger) && typeof ledger.reserve === 'number';
}

/** Contacts that later pages of the job will compare with Xero. Pure. */
export function toComeAfter(items: readonly INodeExecutionData[]): number {
	return Math.max(0, ...items.map(({ json: { ledger } }) => (isRecord(ledger) && typeof ledger.toCome === 'number' ? ledger.toCome : 0)));
}

function isContact(value: unknown): value is XeroContact {
	return isRecord(value) && typeof value.ContactID === 'string' && isContactId(value.ContactID);
}
