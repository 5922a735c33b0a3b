import type { Address, Contact, ContactPerson, Phone } from 'xero-node';

/** A model of xero-node (camelCase, Date, numeric enums) as it looks on the wire (PascalCase, strings). */
type Wire<T, K extends keyof T> = { [P in K as Capitalize<string & P>]?: string };

export type PhoneType = 'DEFAULT' | 'DDI' | 'MOBILE' | 'FAX';
export type AddressType = 'POBOX' | 'STREET';
export type ContactStatus = 'ACTIVE' | 'ARCHIVED' | 'GDPRREQUEST';

export type XeroPhone = Wire<Phone, 'phoneNumber' | 'phoneAreaCode' | 'phoneCountryCode'> & { PhoneType: PhoneType };

export type XeroAddress = Wire<
	Address,
	| 'addressLine1'
	| 'addressLine2'
	| 'addressLine3'
	| 'addressLine4'
	| 'city'
	| 'region'
	| 'postalCode'
	| 'country'
	| 'attentionTo'
> & { AddressType: AddressType };

export type XeroContactPerson = Wire<ContactPerson, 'firstName' | 'lastName' | 'emailAddress'> & {
	IncludeInEmails?: boolean;
};

type TextFields = Wire<
	Contact,
	| 'name'
	| 'contactNumber'
	| 'accountNumber'
	| 'firstName'
	| 'lastName'
	| 'emailAddress'
	| 'companyNumber'
	| 'taxNumber'
	| 'defaultCurrency'
	| 'salesDefaultAccountCode'
	| 'purchasesDefaultAccountCode'
	| 'accountsReceivableTaxType'
	| 'accountsPayableTaxType'
>;

/**
 * The contact fields a sync may write.
 * @see https://developer.xero.com/documentation/api/accounting/contacts
 */
export interface WritableContact extends Omit<TextFields, 'ContactNumber'> {
	Phones?: XeroPhone[];
	Addresses?: XeroAddress[];
	ContactPersons?: XeroContactPerson[];
}

/**
 * A group of contacts, without its members.
 * @see https://developer.xero.com/documentation/api/accounting/contactgroups
 */
export interface XeroContactGroup {
	ContactGroupID: string;
	Name: string;
}

/** A contact as Xero sends it; fields never set are absent, cleared ones `''`. */
export interface XeroContact extends WritableContact {
	ContactID: string;
	ContactNumber?: string;
	ContactStatus?: ContactStatus | string;
	/** The winner of a merge in Xero; only present with paging or on a single GET. */
	MergedToContactID?: string;
	/** `/Date(ms+0000)/` */
	UpdatedDateUTC?: string;
	Website?: string;
	/** Read-only: Xero sets it with the first sales document. */
	IsCustomer?: boolean;
	/** The groups the contact is in, by the last read: answers to writes need not tell. */
	ContactGroups?: XeroContactGroup[];
	HasValidationErrors?: boolean;
	StatusAttributeString?: 'OK' | 'WARNING' | 'ERROR' | string;
	ValidationErrors?: XeroMessage[];
	Warnings?: XeroMessage[];
}

/** Xero's pages show both spellings. */
export interface XeroMessage {
	Message?: string;
	Description?: string;
}
