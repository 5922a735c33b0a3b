import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { isRecord } from '../../lib/http/isRecord';
import type { WholeCompared } from '../../lib/ledger/events/carried';
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

/** Of a page whose job compares all with Xero, what its pages have in common; undefined: it is of none. Pure. */
export function wholeOf(items: readonly INodeExecutionData[]): WholeCompared | undefined {
	const wholes = items.flatMap(({ json: { ledger } }) => (isRecord(ledger) && isRecord(ledger.whole) ? [ledger.whole] : []));
	const { toCome, since } = wholes[0] ?? {};
	return typeof toCome === 'number' && typeof since === 'number' ? { toCome, since } : undefined;
}

function isContact(value: unknown): value is XeroContact {
	return isRecord(value) && typeof value.ContactID === 'string' && isContactId(value.ContactID);
}
