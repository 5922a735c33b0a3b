import { xeroDate } from './dates';
import {
	TEXT_FIELDS,
	type AddressSlot,
	type ContactRecord,
	type PhoneSlot,
	type TextField,
} from './contactRecord';

/**
 * Which fields are shown. `full`: a single or paged GET; `subset`: an unpaged GET; `summary`: summaryOnly;
 * `written`: the answer to a write, whose slots come in another order.
 */
export type ViewKind = 'full' | 'subset' | 'summary' | 'written';
export type ContactView = Record<string, unknown> & { ContactID: string; Name?: string };

const NOT_IN_SUBSET: readonly string[] = [
	'Balances',
	'ContactPersons',
	'MergedToContactID',
	'SalesDefaultAccountCode',
	'PurchasesDefaultAccountCode',
	'SalesTrackingCategories',
	'PurchasesTrackingCategories',
	'PaymentTerms',
	'ContactGroups',
	'Website',
	'BatchPayments',
	'Discount',
	'HasAttachments',
];

const NOT_IN_SUMMARY: readonly string[] = [
	'Addresses',
	'Balances',
	'ContactGroups',
	'ContactPersons',
	'IsCustomer',
	'IsSupplier',
	'SalesDefaultAccountCode',
	'PurchasesDefaultAccountCode',
	'SalesTrackingCategories',
	'PurchasesTrackingCategories',
];

const HIDDEN: Record<ViewKind, readonly string[]> = {
	full: [],
	subset: NOT_IN_SUBSET,
	summary: NOT_IN_SUMMARY,
	written: ['HasAttachments', 'Balances'],
};

const READ_ORDER: [PhoneSlot[], AddressSlot[]] = [
	['DDI', 'DEFAULT', 'FAX', 'MOBILE'],
	['POBOX', 'STREET'],
];
const WRITE_ORDER: [PhoneSlot[], AddressSlot[]] = [
	['DEFAULT', 'DDI', 'FAX', 'MOBILE'],
	['STREET', 'POBOX'],
];

interface Group {
	id: string;
	name: string;
}

/** A contact as Xero sends it: fields never set are absent, cleared ones ''; slots in the order of that answer. */
export function contactView(record: ContactRecord, groups: Group[], kind: ViewKind): ContactView {
	const [phoneOrder, addressOrder] = kind === 'written' ? WRITE_ORDER : READ_ORDER;
	const view: ContactView = {
		ContactID: record.id,
		ContactStatus: record.status,
		...textOf(record),
		Addresses: addressOrder.map((type) => addressView(type, record.addresses[type])),
		Phones: phoneOrder.map((type) => phoneView(type, record.phones[type])),
		UpdatedDateUTC: xeroDate(record.updatedAt),
		ContactGroups: groups.map((group) => groupView(group)),
		...record.readOnly,
		...record.nested,
		SalesTrackingCategories: record.nested.SalesTrackingCategories ?? [],
		PurchasesTrackingCategories: record.nested.PurchasesTrackingCategories ?? [],
		ContactPersons: record.persons.map((person) => ({ ...person })),
		...(record.balances === undefined ? {} : { Balances: record.balances }),
		...(record.mergedTo === undefined ? {} : { MergedToContactID: record.mergedTo }),
		HasAttachments: false,
		HasValidationErrors: false,
	};
	for (const field of HIDDEN[kind]) delete view[field];
	return view;
}

function textOf(record: ContactRecord): Partial<Record<TextField, string>> {
	const text: Partial<Record<TextField, string>> = {};
	for (const field of TEXT_FIELDS) if (record.text[field] !== undefined) text[field] = record.text[field];
	// Xero sends this one with a prefix, see XeroAPI/xero-ruby issue 351.
	if (text.TaxNumberType !== undefined) text.TaxNumberType = `TAXNUMBERTYPE/${text.TaxNumberType || 'NONE'}`;
	return text;
}

function phoneView(type: PhoneSlot, slot: ContactRecord['phones'][PhoneSlot]): Record<string, string> {
	return { PhoneType: type, PhoneNumber: '', PhoneAreaCode: '', PhoneCountryCode: '', ...slot };
}

function addressView(type: AddressSlot, slot: ContactRecord['addresses'][AddressSlot]): Record<string, string> {
	if (slot === undefined) return { AddressType: type };
	return { AddressType: type, City: '', Region: '', PostalCode: '', Country: '', ...slot };
}

function groupView(group: Group): Record<string, unknown> {
	return { ContactGroupID: group.id, Name: group.name, Status: 'ACTIVE', Contacts: [], HasValidationErrors: false };
}
