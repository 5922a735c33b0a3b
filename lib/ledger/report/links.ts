import { intercomHost, pageUrl } from '../../intercom/api/hosts';
import { contactUrl, isContactId } from '../../xero/contact/contactId';
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

/** What links need of whose ledger it is; null: nobody's yet. */
export type Whose = Pick<Binding, 'workspaceId' | 'region' | 'simulators'> | null;

/** What no address can hold: an id came through a workflow, and may be anything. */
const HALF_A_CHARACTER = /\p{Cs}/gu;

/** Where a person opens the record in Intercom; '' before the ledger is bound, and of what is in Xero alone. Pure. */
export function intercomUrl(whose: Whose, { kind, id }: Subject): string {
	if (whose === null || kind === 'xeroContact') return '';
	const { workspaceId, region, simulators } = whose;
	return pageUrl({ region, simulatorUrl: simulators?.intercom }, encodeURIComponent(workspaceId), kind === 'company' ? 'companies' : 'users', encodeURIComponent(id.replace(HALF_A_CHARACTER, '\ufffd')));
}

/** Where a person opens the contact in Xero; '' for what is no id of one. Pure. */
export function xeroUrl(whose: Whose, xeroContactId: string | null): string {
	return xeroContactId !== null && isContactId(xeroContactId) ? contactUrl(xeroContactId, whose?.simulators?.xero) : '';
}
