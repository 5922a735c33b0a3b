import type { HttpRequest } from '../../../lib/http/transport';
import { bothWaysFrom, DEFAULT_BOTH_WAYS, type BothWays } from '../../../lib/ledger/bothWays';
import { KNOWN_NAMES } from '../../../lib/intercom/attributes/attributeNames';
import type { IntercomConnection } from '../../../lib/intercom/api/request';
import { backRecord } from '../../../lib/mapping/back/backRecord';
import { backDeps } from '../../../lib/sync/back/backDeps';
import type { BackItem, BackOptions } from '../../../lib/sync/back/backItem';
import type { BackOutcome, FailedBack, ToldOutcome } from '../../../lib/sync/back/backOutcome';
import { parseBack } from '../../../lib/sync/back/parseBack';
import type { TellItem } from '../../../lib/sync/back/tellBalance';
import { tellAll, upsertBack } from '../../../lib/sync/back/upsertBack';
import { KeyedLock } from '../../../lib/sync/write/keyedLock';
import type { WritableContact, XeroContact } from '../../../lib/xero/contact/contact';
import type { ContactBalance } from '../../../lib/xero/reading/contactBalances';
import { contactFrom } from '../../../lib/xero/contact/contactFrom';
import { backWords } from '../../../nodes/IntercomContactUpsert/backWords';
import { startIntercomAlone, type Answer, type IntercomAlone } from '../intercom/intercomOnly';

export const ORGANISATION = 'b1f0c2ad-0000-4000-8000-000000000009';
export const XERO_ID = '6f1c2ad0-0000-4000-8000-000000000001';
const ATTRIBUTES = ['xero_contact_id', 'xero_contact_url', 'xero_organisation_id', 'xero_sync', 'xero_contact_status', 'first_name', 'last_name'];

export const phone = (PhoneNumber: string): Pick<WritableContact, 'Phones'> => ({ Phones: [{ PhoneType: 'DEFAULT', PhoneCountryCode: '61', PhoneAreaCode: '', PhoneNumber }] });
/** Jane Doe, as both sides agreed on her. */
export const BASE: WritableContact = { Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@acme.example', ...phone('412 345 678') };
export const JANE = { role: 'user' as const, name: 'Jane Doe', email: 'jane@acme.example', phone: '+61412345678' };
export const REFERENCE = { xero_contact_id: XERO_ID, xero_organisation_id: ORGANISATION };

export interface Wanted {
	/** '' where it has to be found. */
	intercomId?: string;
	/** null: no ledger. */
	base?: WritableContact | null;
	bothWays?: Partial<BothWays>;
	kind?: 'contact' | 'company';
}

/** The Intercom stand-in, and what brings contacts of Xero there. */
export class Stage {
	/** What is done between the node and the vendor. */
	onTheWay: (request: HttpRequest, send: () => Promise<Answer>) => Promise<Answer> = async (_, send) => await send();
	private readonly locks = new KeyedLock();

	private constructor(readonly intercom: IntercomAlone) {}

	static async open(): Promise<Stage> {
		return new Stage(await startIntercomAlone());
	}

	async reset(): Promise<void> {
		this.intercom.world.reset();
		this.intercom.kernel.switches.reset();
		this.onTheWay = async (_, send) => await send();
		for (const name of ATTRIBUTES) await this.intercom.call('POST', '/data_attributes', { name, model: 'contact', data_type: 'string', messenger_writable: false });
		for (const name of ['abn', 'xero_company_contact_status']) await this.intercom.call('POST', '/data_attributes', { name, model: 'company', data_type: 'string' });
	}

	get people() {
		return this.intercom.world.people();
	}

	item(xero: Partial<XeroContact>, { intercomId = '', base = BASE, bothWays = {}, kind = 'contact' }: Wanted = {}): BackItem {
		const contact = contactFrom({ ContactID: XERO_ID, ContactStatus: 'ACTIVE', UpdatedDateUTC: '/Date(1768018948000+0000)/', ...BASE, ...xero });
		const ledger = base && { kind, id: intercomId, organisationId: ORGANISATION, lastSync: { values: base } };
		const result = backRecord(contact, ledger, ORGANISATION, { kind, country: 'AU', names: 'person', phoneSlot: 'auto', abnAttribute: 'abn', assignments: [], unusableValue: 'leaveOut' });
		const parsed = parseBack(JSON.parse(JSON.stringify(result.kind === 'mapped' ? result.record : result)));
		if (!parsed.ok) throw new Error(parsed.failure.message);
		return { back: parsed.back, intercomId, bothWays: bothWaysFrom({ ...DEFAULT_BOTH_WAYS, ...bothWays })!, ...(base && { lastSync: { values: base, sourceUpdatedAt: 1 } }) };
	}

	/** A contact of Xero that nobody in Intercom is bound to, as the mapper lets it pass. */
	newcomer(xero: Partial<XeroContact>, despiteAlike = false, hasLeft = false): BackItem {
		const contact = contactFrom({ ContactID: XERO_ID, ContactStatus: 'ACTIVE', UpdatedDateUTC: '/Date(1768018948000+0000)/', IsCustomer: true, ...xero });
		const ledger = { kind: 'xeroContact', id: contact.ContactID, organisationId: ORGANISATION, billTo: 'person', bothWays: { ...DEFAULT_BOTH_WAYS, creation: { of: 'customers' } } };
		const result = backRecord(contact, ledger, ORGANISATION, { kind: 'ledger', country: 'AU', names: 'person', phoneSlot: 'auto', abnAttribute: '', assignments: [], unusableValue: 'leaveOut' });
		const parsed = parseBack(JSON.parse(JSON.stringify(result.kind === 'mapped' ? result.record : result)));
		if (!parsed.ok) throw new Error(parsed.failure.message);
		return { back: parsed.back, intercomId: '', bothWays: DEFAULT_BOTH_WAYS, creates: { despiteAlike, hasLeft } };
	}

	/** Brings items, and tells what was called and what was written. */
	async bring(items: readonly BackItem[], options: Partial<BackOptions> = {}): Promise<{ outcomes: BackOutcome[]; calls: number; writes: number }> {
		const sent: string[] = [];
		const outcomes = await upsertBack(items, backDeps({ connection: this.connection(sent), words: backWords, locks: this.locks }), { preview: false, withoutBase: 'fillEmpty', ...options });
		return { outcomes, calls: sent.length, writes: sent.filter((one) => !one.startsWith('GET') && !one.endsWith('/contacts/search')).length };
	}

	/** Makes the attributes of what only Xero knows, as Prepare does. */
	async prepareKnown(): Promise<void> {
		for (const model of ['contact', 'company'] as const) {
			const { xero_outstanding, xero_overdue, xero_currency } = KNOWN_NAMES[model];
			for (const name of [xero_outstanding, xero_overdue]) await this.intercom.call('POST', '/data_attributes', { name, model, data_type: 'float' });
			await this.intercom.call('POST', '/data_attributes', { name: xero_currency, model, data_type: 'string' });
		}
	}

	/** What a night found of the contact of a record. */
	tells(intercomId: string, balance: Partial<ContactBalance> = {}, more: { kind?: 'contact' | 'company'; marks?: boolean } = {}): TellItem {
		const back = { kind: more.kind ?? ('contact' as const), xeroContactId: XERO_ID, xeroContactUrl: 'https://go.xero.com/1', organisationId: ORGANISATION };
		return { back, intercomId, balance: { contactId: XERO_ID, outstanding: 120.5, overdue: 20, currency: 'AUD', status: 'ACTIVE', ...balance }, marks: more.marks ?? false };
	}

	/** Tells them, and what was called. */
	async tell(items: readonly TellItem[], preview = false): Promise<{ outcomes: (ToldOutcome | FailedBack)[]; sent: string[] }> {
		const sent: string[] = [];
		const outcomes = await tellAll(items, backDeps({ connection: this.connection(sent), words: backWords, locks: this.locks }), { preview });
		return { outcomes, sent };
	}

	private connection(sent: string[]): IntercomConnection {
		const { intercom } = this;
		return {
			region: 'us', simulatorUrl: intercom.url, clock: { now: () => intercom.kernel.clock.now(), random: () => 0.5, sleep: async () => await Promise.resolve() },
			transport: async (request: HttpRequest) => {
				const path = request.url.slice(intercom.url.length);
				sent.push(`${request.method} ${path}`);
				const query = new URLSearchParams(Object.entries(request.query ?? {}).map(([key, value]): [string, string] => [key, String(value)])).toString();
				return await this.onTheWay(request, async () => await intercom.call(request.method, query === '' ? path : `${path}?${query}`, request.body));
			},
		};
	}
}
