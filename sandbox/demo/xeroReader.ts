import type { Sandbox } from '../sandbox';
import { XERO_READER } from './apps';

/** The fields that are read back, as Xero's API names them; a search leaves out people and groups, {@link XeroReader.byId} does not. */
export interface XeroContactRead {
	ContactID: string;
	ContactNumber?: string;
	Name: string;
	FirstName?: string;
	LastName?: string;
	EmailAddress?: string;
	TaxNumber?: string;
	AccountNumber?: string;
	SalesDefaultAccountCode?: string;
	Phones?: Array<{ PhoneType: string; PhoneNumber?: string; PhoneAreaCode?: string; PhoneCountryCode?: string }>;
	Addresses?: Array<Record<string, string> & { AddressType: string }>;
	ContactPersons?: Array<{ FirstName?: string; LastName?: string; EmailAddress?: string; IncludeInEmails?: boolean }>;
	ContactGroups?: Array<{ Name: string }>;
}

/** An entry of the chart of accounts. */
export interface XeroAccountRead {
	AccountID: string;
	Code: string;
	Name: string;
	Type: string;
	Description?: string;
}

const READER_SCOPES = ['accounting.contacts', 'accounting.settings.read'];

/** Reads contacts back through Xero's API, as another app of the same organisation would. */
export class XeroReader {
	private readonly token: string;

	constructor(private readonly sandbox: Sandbox) {
		const organisation = sandbox.xero.organisation().id;
		this.token = sandbox.xero.authority.issueFor(XERO_READER.clientId, READER_SCOPES, [organisation]).access_token;
	}

	/** The contact whose ContactNumber is this Intercom id. */
	async byNumber(intercomId: string): Promise<XeroContactRead | undefined> {
		return await this.first(`?where=${encodeURIComponent(`ContactNumber=="${intercomId}"`)}`);
	}

	async byId(contactId: string): Promise<XeroContactRead | undefined> {
		return await this.first(`/${contactId}`);
	}

	/** Every active contact, without people and groups. */
	async all(): Promise<XeroContactRead[]> {
		return (await this.get<{ Contacts: XeroContactRead[] }>('/Contacts')).Contacts;
	}

	/** The history notes of a contact, newest first. */
	async notes(contactId: string): Promise<string[]> {
		const { HistoryRecords } = await this.get<{ HistoryRecords: Array<{ Details: string }> }>(`/Contacts/${contactId}/History`);
		return HistoryRecords.map(({ Details }) => Details);
	}

	/** The chart of accounts. */
	async accounts(): Promise<XeroAccountRead[]> {
		return (await this.get<{ Accounts: XeroAccountRead[] }>('/Accounts')).Accounts;
	}

	private async first(rest: string): Promise<XeroContactRead | undefined> {
		return (await this.get<{ Contacts: XeroContactRead[] }>(`/Contacts${rest}`)).Contacts[0];
	}

	private async get<T>(path: string): Promise<T> {
		const response = await fetch(`${this.sandbox.xeroUrl}/api.xro/2.0${path}`, {
			headers: {
				authorization: `Bearer ${this.token}`,
				'xero-tenant-id': this.sandbox.xero.organisation().id,
				accept: 'application/json',
			},
		});
		if (!response.ok) throw new Error(`Xero's stand-in answered ${response.status}: ${await response.text()}`);
		return (await response.json()) as T;
	}
}

/** `+61 2 98765432`, the first number there is. */
export function phoneOf(contact: XeroContactRead): string {
	const phone = contact.Phones?.find(({ PhoneNumber }) => PhoneNumber);
	if (!phone) return '';
	const { PhoneCountryCode: country, PhoneAreaCode: area, PhoneNumber: number } = phone;
	return [country && `+${country}`, area, number].filter(Boolean).join(' ');
}
