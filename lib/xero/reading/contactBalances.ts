import { isRecord } from '../../http/isRecord';
import type { HttpResponse } from '../../http/transport';
import { isContactId } from '../contact/contactId';
import { contactFrom, contactList } from '../contact/contactFrom';
import { isLastPage, mapResult, paginationOf, send, type XeroClient, type XeroResult } from '../api/endpoints';
import { classifyContacts } from '../api/failures';
import { MAX_PAGE_SIZE } from '../pace/limits';

/** What only Xero knows of a contact. */
export interface ContactBalance {
	contactId: string;
	/** Of its sales invoices (AccountsReceivable), as Xero sums them. */
	outstanding: number;
	/** What of it is past its due date. */
	overdue: number;
	/** ISO code of its default currency; `''`: it has none of its own. */
	currency: string;
	/** Xero's ContactStatus. */
	status: string;
}

/** A balance that was put into words of JSON before, such as by the ledger; null: it is none. Pure, never throws. */
export function balanceIn(value: unknown): ContactBalance | null {
	if (!isRecord(value)) return null;
	const { contactId, outstanding, overdue, currency, status } = value;
	const isWhole = typeof contactId === 'string' && isContactId(contactId) && Number.isFinite(outstanding) && Number.isFinite(overdue) && typeof currency === 'string' && typeof status === 'string' && status !== '';
	return isWhole ? { contactId, outstanding: Number(outstanding), overdue: Number(overdue), currency, status } : null;
}

/**
 * What every contact owes, page by page in the order of ContactID, archived ones included: a list of 20,000 is 20 calls, and no more
 * than a page of 1,000 is held. Only full pages have Balances: summaryOnly leaves them out, and If-Modified-Since does
 * not tell of them. Ends with the last page, or with a failure.
 * @see https://developer.xero.com/documentation/api/accounting/contacts
 */
export async function* readBalances(client: XeroClient): AsyncGenerator<XeroResult<ContactBalance[]>> {
	let seen = 0;
	for (let page = 1; ; page++) {
		const result = await send(client, classifyContacts, {
			method: 'GET', path: '/api.xro/2.0/Contacts', query: { page, pageSize: MAX_PAGE_SIZE, includeArchived: true, order: 'ContactID' },
		});
		yield mapResult(result, balancesIn);
		if (!result.ok) return;
		const held = contactList(result.value.body)?.length ?? 0;
		seen += held;
		if (isLastPage({ ...paginationOf(result.value), held }, page, seen)) return;
	}
}

function balancesIn({ body }: HttpResponse): ContactBalance[] {
	return (contactList(body) ?? []).map(balanceOf).filter(({ contactId }) => isContactId(contactId));
}

/** A contact without invoices has no Balances at all. */
function balanceOf(element: unknown): ContactBalance {
	const { ContactID, DefaultCurrency = '', ContactStatus = 'ACTIVE' } = contactFrom(element);
	const balances = isRecord(element) && isRecord(element.Balances) ? element.Balances : {};
	const receivable = isRecord(balances.AccountsReceivable) ? balances.AccountsReceivable : {};
	return { contactId: ContactID, outstanding: amount(receivable.Outstanding), overdue: amount(receivable.Overdue), currency: DefaultCurrency.trim().toUpperCase(), status: ContactStatus };
}

/** In whole cents: sums of binary fractions are off by less. */
function amount(value: unknown): number {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) ? Math.round(number * 100) / 100 + 0 : 0;
}
