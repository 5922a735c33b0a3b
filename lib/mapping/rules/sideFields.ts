import type { WritableContact } from '../../xero/contact/contact';
import { MAX_CONTACT_PERSONS } from '../../xero/pace/limits';
import type { Draft, DraftSettings } from './draft';
import type { Problem } from './problem';

/** What a record is about; a fault in one of these keeps it out of Xero. */
const CORE: ReadonlySet<string> = new Set(['Name', 'FirstName', 'LastName', 'EmailAddress', 'ContactNumber', 'item']);

/**
 * Leaves out what Xero would refuse in any other field, with a remark: a bad phone, tax number or address keeps nobody
 * out. What the user wants rejected stays a problem, and so does a field that is mapped wrongly, for every record. Pure.
 * @param found what the checks say of the draft's contact
 */
export function withoutUnusable(draft: Draft, found: readonly Problem[], settings: DraftSettings): Draft {
	if (draft.problems.length === 0 && found.length === 0) return draft;
	const all = [...draft.problems, ...found];
	const left = all.filter((problem) => isLeftOut(problem, settings));
	if (left.length === 0) return { ...draft, problems: all };
	return {
		contact: left.reduce((contact, { field }) => withoutField(contact, field), draft.contact),
		problems: all.filter((problem) => !left.includes(problem)),
		remarks: [...draft.remarks, ...new Set(left.map(({ message }) => `${message}, so it was left out.`))],
	};
}

function isLeftOut({ field, rule }: Problem, { unreadablePhone, invalidAbn = 'leaveOut', unusableValue = 'leaveOut' }: DraftSettings): boolean {
	if (CORE.has(field) || rule === 'wrongType') return false;
	if (field.startsWith('Phones')) return unreadablePhone === 'leaveOut';
	return (field === 'TaxNumber' || field === 'CompanyNumber' ? invalidAbn : unusableValue) === 'leaveOut';
}

/** A phone goes whole; of an address and of a person only the part. */
function withoutField(contact: WritableContact, path: string): WritableContact {
	const [field = '', slot = '', part = ''] = path.split('.');
	const { Phones, Addresses, ContactPersons } = contact;
	switch (field) {
		case 'Phones':
			return { ...contact, Phones: Phones?.filter(({ PhoneType }) => PhoneType !== slot) };
		case 'Addresses':
			return { ...contact, Addresses: Addresses?.map((one) => (one.AddressType === slot ? without(one, part) : one)) };
		case 'ContactPersons':
			if (slot === '') return { ...contact, ContactPersons: ContactPersons?.slice(0, MAX_CONTACT_PERSONS) };
			return { ...contact, ContactPersons: ContactPersons?.map((one, index) => (index === Number(slot) - 1 ? { ...one, [part]: '' } : one)) };
		default:
			return without(contact, field);
	}
}

function without<T extends object>(whole: T, name: string): T {
	return Object.fromEntries(Object.entries(whole).filter(([key]) => key !== name)) as T;
}
