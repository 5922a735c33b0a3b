import type { XeroReference } from '../profile/profile';

/** The two kinds of records that custom attributes belong to. */
export type AttributeModel = 'contact' | 'company';

/** The parts of a reference, by the names they have on contacts and everywhere in this package. */
export const REFERENCE_PARTS = ['xero_contact_id', 'xero_contact_url', 'xero_organisation_id'] as const satisfies ReadonlyArray<keyof XeroReference>;

/** Attribute with which a person takes a record out of the sync (value: off). */
export const SWITCH_PART = 'xero_sync';

type SyncAttribute = (typeof REFERENCE_PARTS)[number] | typeof SWITCH_PART;

/**
 * What the attributes of the sync are called in Intercom. On companies they need names of their own: Intercom allows a
 * name once over people and companies, and refuses the second with `parameter_invalid` ("You already have '...' in your
 * people data. To save this as new company data, use a different name.").
 * @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/data-attributes/createdataattribute
 */
export const ATTRIBUTE_NAMES: Readonly<Record<AttributeModel, Readonly<Record<SyncAttribute, string>>>> = {
	contact: {
		xero_contact_id: 'xero_contact_id',
		xero_contact_url: 'xero_contact_url',
		xero_organisation_id: 'xero_organisation_id',
		xero_sync: 'xero_sync',
	},
	company: {
		xero_contact_id: 'xero_company_contact_id',
		xero_contact_url: 'xero_company_contact_url',
		xero_organisation_id: 'xero_company_organisation_id',
		xero_sync: 'xero_company_sync',
	},
};

/** Whether an attribute, of either kind of record and in any case, says which Xero contact a record is, or takes it out of the sync. Pure. */
export function isOwnName(name: string): boolean {
	const folded = name.toLowerCase();
	return Object.values(ATTRIBUTE_NAMES).some((names) => Object.values(names).includes(folded));
}

/** What only Xero knows of a record, written by night for the people who answer it. */
export const KNOWN_PARTS = ['xero_outstanding', 'xero_overdue', 'xero_currency', 'xero_contact_status'] as const;

export type KnownPart = (typeof KNOWN_PARTS)[number];

/** What those are called in Intercom, by kind of record, for the same reason. */
export const KNOWN_NAMES: Readonly<Record<AttributeModel, Readonly<Record<KnownPart, string>>>> = {
	contact: { xero_outstanding: 'xero_outstanding', xero_overdue: 'xero_overdue', xero_currency: 'xero_currency', xero_contact_status: 'xero_contact_status' },
	company: { xero_outstanding: 'xero_company_outstanding', xero_overdue: 'xero_company_overdue', xero_currency: 'xero_company_currency', xero_contact_status: 'xero_company_contact_status' },
};

/** Whether an attribute, of either kind of record, is one of those: its change is the sync's own. Pure. */
export function isKnownName(name: string): boolean {
	return KNOWN_PARTS.some((part) => name === KNOWN_NAMES.contact[part] || name === KNOWN_NAMES.company[part]);
}
