import { ACCOUNTANTS_FIELDS } from './accountantsFields';
import type { XeroContact } from './contact';
import { xeroTime } from './xeroTime';

/** One-line fields in their places, those that most contacts have first: what is empty at the end takes no room. */
const FIELDS = ['UpdatedDateUTC', 'Name', 'ContactNumber', 'EmailAddress', 'FirstName', 'LastName', 'ContactStatus', 'Phones', 'ContactGroups', 'Addresses', 'Website', 'ContactPersons', 'MergedToContactID', ...ACCOUNTANTS_FIELDS] as const;

/** Fields of the entries of a list, in their places. What else an entry holds goes after them as it is. */
const ENTRY_FIELDS: Record<string, readonly string[]> = {
	Phones: ['PhoneType', 'PhoneNumber', 'PhoneAreaCode', 'PhoneCountryCode'],
	ContactGroups: ['Name', 'ContactGroupID'],
	Addresses: ['AddressType', 'AddressLine1', 'AddressLine2', 'AddressLine3', 'AddressLine4', 'City', 'Region', 'PostalCode', 'Country', 'AttentionTo'],
	ContactPersons: ['FirstName', 'LastName', 'EmailAddress', 'IncludeInEmails'],
};

/** Stands where a field is absent: no field of Xero's is a number here, except a time (see {@link packed}). */
const ABSENT = 0;

type Fields = Record<string, unknown>;

/**
 * What a directory keeps of a contact as one text without the names of fields and without its ContactID, which is a fifth of what the object takes. Xero's time
 * stands as its milliseconds. {@link unpacked} makes an equal contact of it. Pure.
 */
export function packed(contact: XeroContact): string {
	const fields = contact as unknown as Fields;
	return JSON.stringify(
		placed(FIELDS, fields, (name, value) => {
			if (name === 'UpdatedDateUTC') return millisecondsOf(String(value)) ?? value;
			return ENTRY_FIELDS[name] === undefined ? value : (value as Fields[]).map((entry) => packedEntry(ENTRY_FIELDS[name]!, entry));
		}),
	);
}

/** Pure. */
export function unpacked(contactId: string, text: string): XeroContact {
	const values = JSON.parse(text) as unknown[];
	const contact: Fields = { ContactID: contactId };
	FIELDS.forEach((name, place) => {
		const value = values[place] ?? ABSENT;
		if (value === ABSENT) return;
		if (typeof value === 'number') contact[name] = xeroDate(value);
		else contact[name] = ENTRY_FIELDS[name] === undefined ? value : (value as unknown[][]).map((entry) => unpackedEntry(ENTRY_FIELDS[name]!, entry));
	});
	return contact as unknown as XeroContact;
}

/** Epoch ms of the contact's UpdatedDateUTC, where it is a time as Xero writes it; found without unpacking. Pure. */
export function packedTime(text: string): number | undefined {
	const time = Number.parseInt(text.slice(1), 10);
	return Number.isNaN(time) || time === ABSENT ? undefined : time;
}

function packedEntry(names: readonly string[], entry: Fields): unknown[] {
	const others = Object.entries(entry).filter(([name]) => !names.includes(name));
	return placed([...names, ...(others.length > 0 ? ['rest'] : [])], { ...entry, ...(others.length > 0 && { rest: Object.fromEntries(others) }) }, (_, value) => value);
}

function unpackedEntry(names: readonly string[], values: readonly unknown[]): Fields {
	const given = names.flatMap((name, place) => ((values[place] ?? ABSENT) === ABSENT ? [] : [[name, values[place]] as const]));
	return { ...Object.fromEntries(given), ...(values[names.length] as Fields | undefined) };
}

function placed(names: readonly string[], fields: Fields, value: (name: string, value: unknown) => unknown): unknown[] {
	const values = names.map((name) => (fields[name] === undefined ? ABSENT : value(name, fields[name])));
	return values.slice(0, values.findLastIndex((one) => one !== ABSENT) + 1);
}

/** Only where the text can be made of it again. */
function millisecondsOf(date: string): number | undefined {
	const time = xeroTime(date);
	return time !== ABSENT && date === xeroDate(time) ? time : undefined;
}

function xeroDate(time: number): string {
	return `/Date(${time}+0000)/`;
}
