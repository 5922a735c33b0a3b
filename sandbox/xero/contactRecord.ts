/** Text fields an API client may write, with their longest value. @see https://developer.xero.com/documentation/api/accounting/contacts */
export const TEXT_LIMITS = {
	Name: 255,
	ContactNumber: 50,
	AccountNumber: 50,
	FirstName: 255,
	LastName: 255,
	EmailAddress: 255,
	CompanyNumber: 50,
	TaxNumber: 50,
	TaxNumberType: 50,
	BankAccountDetails: 255,
	AccountsReceivableTaxType: 50,
	AccountsPayableTaxType: 50,
	DefaultCurrency: 3,
	SalesDefaultAccountCode: 50,
	PurchasesDefaultAccountCode: 50,
	XeroNetworkKey: 255,
} as const;

export const PHONE_LIMITS = { PhoneNumber: 50, PhoneAreaCode: 10, PhoneCountryCode: 20 } as const;

export const ADDRESS_LIMITS = {
	AddressLine1: 500,
	AddressLine2: 500,
	AddressLine3: 500,
	AddressLine4: 500,
	City: 255,
	Region: 255,
	PostalCode: 50,
	Country: 50,
	AttentionTo: 255,
} as const;

export const PHONE_TYPES = ['DDI', 'DEFAULT', 'FAX', 'MOBILE'] as const;
export const ADDRESS_TYPES = ['POBOX', 'STREET'] as const;

export type TextField = keyof typeof TEXT_LIMITS;
export type PhonePart = keyof typeof PHONE_LIMITS;
export type AddressPart = keyof typeof ADDRESS_LIMITS;
export type PhoneSlot = (typeof PHONE_TYPES)[number];
export type AddressSlot = (typeof ADDRESS_TYPES)[number];
export const TEXT_FIELDS = Object.keys(TEXT_LIMITS) as TextField[];

export interface Person {
	FirstName: string;
	LastName: string;
	EmailAddress: string;
	IncludeInEmails: boolean;
}

/** A contact as the sandbox keeps it. A key that is absent was never set. */
export interface ContactRecord {
	id: string;
	status: 'ACTIVE' | 'ARCHIVED' | 'GDPRREQUEST';
	mergedTo?: string;
	/** Epoch ms. */
	updatedAt: number;
	text: Partial<Record<TextField, string>>;
	phones: Partial<Record<PhoneSlot, Partial<Record<PhonePart, string>>>>;
	addresses: Partial<Record<AddressSlot, Partial<Record<AddressPart, string>>>>;
	persons: Person[];
	/** PaymentTerms, tracking categories and BatchPayments, kept as they were sent. */
	nested: Record<string, unknown>;
	/** What only Xero itself sets. */
	readOnly: { IsCustomer: boolean; IsSupplier: boolean; Website?: string; Discount?: number };
	/** Of its invoices and bills; absent: it never had any. Moves no UpdatedDateUTC. */
	balances?: Balances;
}

export interface Balance {
	Outstanding: number;
	Overdue: number;
}

export interface Balances {
	AccountsReceivable: Balance;
	AccountsPayable: Balance;
}

export const NESTED_FIELDS = [
	'PaymentTerms',
	'SalesTrackingCategories',
	'PurchasesTrackingCategories',
	'BatchPayments',
] as const;

export function emptyRecord(id: string, now: number): ContactRecord {
	return {
		id,
		status: 'ACTIVE',
		updatedAt: now,
		text: {},
		phones: {},
		addresses: {},
		persons: [],
		nested: {},
		readOnly: { IsCustomer: false, IsSupplier: false },
	};
}

export function copyRecord(record: ContactRecord): ContactRecord {
	return structuredClone(record);
}

/** All values by path (`Name`, `Phones.MOBILE.PhoneNumber`, `ContactPersons`); empty ones left out, absent equals ''. */
export function flatten(record: ContactRecord): Record<string, string> {
	const flat: Record<string, string> = { ContactStatus: record.status };
	addAll(flat, '', record.text);
	for (const [type, slot] of Object.entries(record.phones)) addAll(flat, `Phones.${type}.`, slot);
	for (const [type, slot] of Object.entries(record.addresses)) addAll(flat, `Addresses.${type}.`, slot);
	if (record.persons.length > 0) flat.ContactPersons = JSON.stringify(record.persons);
	if (record.mergedTo !== undefined) flat.MergedToContactID = record.mergedTo;
	for (const [name, value] of Object.entries(record.nested)) flat[name] = JSON.stringify(value);
	for (const [name, value] of Object.entries(record.readOnly)) flat[name] = String(value);
	return flat;
}

function addAll(flat: Record<string, string>, prefix: string, values: Partial<Record<string, string>>): void {
	for (const [name, value] of Object.entries(values)) if (value !== undefined && value !== '') flat[prefix + name] = value;
}

/** All numbers in one line, as a person reads them. */
export function phonesInWords({ phones }: ContactRecord): string {
	const slots = Object.values(phones).map((slot) => [slot?.PhoneCountryCode, slot?.PhoneAreaCode, slot?.PhoneNumber].filter((part) => part).join(' '));
	return slots.filter((text) => text !== '').join(', ');
}
