/**
 * One Intercom contact with everything the mapping needs, read fresh from the API. Field names are Intercom's own;
 * all times are epoch seconds, ids strings, whatever the API version or channel sent.
 */
export interface Profile {
	contact: IntercomContact;
	/** Ids of contacts merged into this one, oldest first. */
	previousIds: string[];
	/** null: not read (switched off). */
	companies: IntercomCompany[] | null;
	tags: NamedRecord[] | null;
	segments: NamedRecord[] | null;
	/** null: no owner, or not read. */
	owner: { id: string; name: string; email: string } | null;
	conversations: ConversationSummary | null;
	/** The reference that an earlier sync stored on the contact. */
	xeroReference: XeroReference | null;
	workspaceId: string;
	/** Epoch ms by the clock of this worker at which the contact was asked for: Intercom's own times cannot tell two states of one second. */
	readAt?: number;
}

export type CustomAttributes = Record<string, string | number | boolean | null>;

export interface NamedRecord {
	id: string;
	name: string;
}

export interface IntercomContact {
	id: string;
	role: 'user' | 'lead';
	external_id: string | null;
	email: string | null;
	phone: string | null;
	/** Intercom has one name; splitting is the mapping's work. */
	name: string | null;
	owner_id: string | null;
	unsubscribed_from_emails: boolean;
	has_hard_bounced: boolean;
	created_at: number;
	updated_at: number;
	signed_up_at: number | null;
	last_seen_at: number | null;
	last_replied_at: number | null;
	last_contacted_at: number | null;
	location: { city: string | null; region: string | null; country: string | null; country_code: string | null };
	custom_attributes: CustomAttributes;
}

export interface IntercomCompany {
	id: string;
	/** The customer's own id of the company. */
	company_id: string;
	name: string | null;
	website: string | null;
	industry: string | null;
	size: number | null;
	monthly_spend: number | null;
	plan: string | null;
	created_at: number;
	updated_at: number;
	/**
	 * As Intercom has them; its reference and its switch also under the names they have on contacts (`xero_contact_id` for
	 * `xero_company_contact_id`), so that nobody else has to know that companies need names of their own.
	 */
	custom_attributes: CustomAttributes;
	tags: NamedRecord[];
}

export interface ConversationSummary {
	count: number;
	last: { id: string; state: string; subject: string; updated_at: number; url: string } | null;
}

export interface XeroReference {
	xero_contact_id: string;
	xero_contact_url: string | null;
	xero_organisation_id: string | null;
}
