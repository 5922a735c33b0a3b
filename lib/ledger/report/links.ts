import { intercomHost, pageUrl } from '../../intercom/hosts';
import type { Binding } from '../rows/facts';
import type { Subject } from '../rows/subject';

/** Where a person may be led: the web apps of the two vendors. */
const HOSTS: ReadonlySet<string> = new Set(['go.xero.com', ...(['us', 'eu', 'au'] as const).map((region) => new URL(intercomHost(region, null).app).host)]);

/** The address if it leads to one of the vendors over https, else '': what stands in a row came through a workflow. Pure. */
export function vendorUrl(address: string): string {
	if (!URL.canParse(address)) return '';
	const url = new URL(address);
	return url.protocol === 'https:' && HOSTS.has(url.host) && url.username === '' && url.password === '' ? url.href : '';
}

/** Where a person opens the record in Intercom; '' before the ledger is bound. Pure. */
export function intercomUrl(binding: Pick<Binding, 'workspaceId' | 'region'> | null, { kind, id }: Subject): string {
	if (binding === null) return '';
	return vendorUrl(pageUrl(binding, encodeURIComponent(binding.workspaceId), kind === 'company' ? 'companies' : 'users', encodeURIComponent(id)));
}

/** As Xero makes its ids. */
const XERO_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a Xero contact can be named by it. Pure. */
export function isXeroId(id: string): boolean {
	return XERO_ID.test(id);
}

/** Where a person opens the contact in Xero; '' for what is no id of one. Pure. */
export function xeroUrl(xeroContactId: string | null): string {
	return xeroContactId !== null && isXeroId(xeroContactId) ? `https://go.xero.com/Contacts/View/${xeroContactId}` : '';
}
