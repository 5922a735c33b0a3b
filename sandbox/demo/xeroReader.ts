import type { Sandbox } from '../kernel/sandbox';
import { XERO_READER } from './apps';

/** The few fields the demo shows, as Xero's API names them. */
export interface XeroContactRead {
	ContactID: string;
	ContactNumber?: string;
	Name: string;
	EmailAddress?: string;
	Phones?: Array<{ PhoneType: string; PhoneNumber?: string; PhoneAreaCode?: string; PhoneCountryCode?: string }>;
}

/** Reads contacts back through Xero's API, as another app of the same organisation would. */
export class XeroReader {
	private readonly token: string;

	constructor(private readonly sandbox: Sandbox) {
		const organisation = sandbox.xero.organisation().id;
		this.token = sandbox.xero.authority.issueFor(XERO_READER.clientId, ['accounting.contacts'], [organisation]).access_token;
	}

	/** The contact whose ContactNumber is this Intercom id. */
	async byNumber(intercomId: string): Promise<XeroContactRead | undefined> {
		return await this.first(`?where=${encodeURIComponent(`ContactNumber=="${intercomId}"`)}`);
	}

	async byId(contactId: string): Promise<XeroContactRead | undefined> {
		return await this.first(`/${contactId}`);
	}

	private async first(rest: string): Promise<XeroContactRead | undefined> {
		const response = await fetch(`${this.sandbox.xeroUrl}/api.xro/2.0/Contacts${rest}`, {
			headers: {
				authorization: `Bearer ${this.token}`,
				'xero-tenant-id': this.sandbox.xero.organisation().id,
				accept: 'application/json',
			},
		});
		if (!response.ok) throw new Error(`Xero's stand-in answered ${response.status}: ${await response.text()}`);
		return ((await response.json()) as { Contacts: XeroContactRead[] }).Contacts[0];
	}
}

/** `+61 2 98765432`, the first number there is. */
export function phoneOf(contact: XeroContactRead): string {
	const phone = contact.Phones?.find(({ PhoneNumber }) => PhoneNumber);
	if (!phone) return '';
	const { PhoneCountryCode: country, PhoneAreaCode: area, PhoneNumber: number } = phone;
	return [country && `+${country}`, area, number].filter(Boolean).join(' ');
}
