import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { isRecord } from '../../lib/http/isRecord';
import type { Series } from '../../lib/sync/write/run';
import type { Rehearsal } from '../../lib/sync/write/rehearsal';
import type { XeroContact } from '../../lib/xero/contact/contact';
import { isContactId } from '../../lib/xero/contact/contactId';

/** Of which dry run the items are, and what Recall Forecasts added to them; undefined where they are of none. Pure. */
export function rehearsalOf(items: readonly INodeExecutionData[]): Rehearsal | undefined {
	const parts = items.flatMap(({ json }) => (isRecord(json.rehearsal) && typeof json.rehearsal.name === 'string' ? [json.rehearsal] : []));
	const name = parts[0]?.name;
	if (typeof name !== 'string') return undefined;
	return { name, contacts: parts.flatMap(({ contacts }) => (Array.isArray(contacts) ? contacts.filter(isContact) : [])) };
}

/** Of which job the items are pages: pages follow each other; undefined where one of them is of none, or of another. Pure. */
export function seriesOf(items: readonly INodeExecutionData[]): Series | undefined {
	const [name, ...others] = [...new Set(items.map(({ json }) => nameOf(json)))];
	if (name === undefined || others.length > 0) return undefined;
	const whole = wholeOf(items);
	return { name, isLast: items.some(({ json: { ledger } }) => isRecord(ledger) && ledger.isLastPage === true), ...(whole && { whole }) };
}

function nameOf({ ledger }: IDataObject): string | undefined {
	const isOfPage = isRecord(ledger) && typeof ledger.reserve === 'number';
	return isOfPage && typeof ledger.name === 'string' && typeof ledger.jobId === 'string' ? JSON.stringify([ledger.name, ledger.jobId]) : undefined;
}

/** Where the job compares all with Xero, what its pages have in common. */
function wholeOf(items: readonly INodeExecutionData[]): Series['whole'] {
	const wholes = items.flatMap(({ json: { ledger } }) => (isRecord(ledger) && isRecord(ledger.whole) ? [ledger.whole] : []));
	const { toCome, since } = wholes[0] ?? {};
	return typeof toCome === 'number' && typeof since === 'number' ? { toCome, since } : undefined;
}

function isContact(value: unknown): value is XeroContact {
	return isRecord(value) && typeof value.ContactID === 'string' && isContactId(value.ContactID);
}
