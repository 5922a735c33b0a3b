/** What flows back, under Intercom's own names. A field that is absent was not mapped; `''` was mapped and is empty in Xero. */
export interface BackValues {
	name?: string;
	/** As E.164 where it can be read as that, else as Xero holds it. */
	phone?: string;
	email?: string;
	/** Of a company only. */
	website?: string;
	/** By the name of the attribute; null: empty. */
	custom_attributes?: Readonly<Record<string, string | number | boolean | null>>;
}

/**
 * What the Xero to Intercom Mapper hands to the Intercom Contact Upsert: one Xero contact in Intercom's field names, checked
 * against Intercom's limits. Plain JSON, it travels between nodes as an item, under `back`.
 */
export interface BackRecord {
	/** Which kind of Intercom record it goes to: an organisation goes to a company, a person to a contact. */
	kind: 'contact' | 'company';
	xeroContactId: string;
	/** Its page in Xero. */
	xeroContactUrl: string;
	organisationId: string;
	/** Xero's Name, for people who read of it. */
	shownName: string;
	/** `''` where Xero holds none; the sync's own is an Intercom id. */
	contactNumber: string;
	/** For finding, whatever flows; `''` where Xero holds none. */
	email: string;
	status: 'ACTIVE' | 'ARCHIVED' | 'GDPRREQUEST';
	/** The contact that it was merged into, where Xero says so. */
	mergedTo?: string;
	/** Xero's UpdatedDateUTC, epoch ms. */
	xeroUpdatedAt: number;
	/** As Xero holds it now. */
	values: BackValues;
	/** As both sides last agreed on it: what the ledger remembers of Xero's fields through the same mapping. A field that is absent: nobody knows. Absent as a whole: no ledger. */
	base?: BackValues;
	/** What the fields of `values` are made of in Xero, so that the ledger can remember them: Xero's name of the field -> Xero's value, by flowing field. */
	sources: Readonly<Partial<Record<'name' | 'phone' | 'email' | 'website', Readonly<Record<string, unknown>>>>>;
	/** Country (ISO 3166-1 alpha-2) in which numbers without a prefix are read, for comparing phones; `''`: none. */
	country: string;
	/** What the mapping cleaned or left out, in words for the user. */
	remarks: string[];
}
