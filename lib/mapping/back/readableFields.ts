import type { XeroContact } from '../../xero/contact/contact';
import { cleanText } from '../values/cleanText';
import { formFields, type FormTarget } from '../rules/formFields';
import { backPhone } from './backPhone';
import { joinedName } from './joinedName';
import type { ReadableContact } from './recommendedBack';

/** A field of a Xero contact that an attribute of Intercom may be filled from. */
export interface ReadableField {
	id: string;
	label: string;
	/** Xero's own name of what it is read from. */
	source: keyof XeroContact;
	/** Its text; `''` where it is empty. Pure, never throws. */
	read(contact: ReadableContact, country: string): string;
}

type TextSource = { [Field in keyof XeroContact]-?: XeroContact[Field] extends string | undefined ? Field : never }[keyof XeroContact];

/** What Xero shows of a contact and lets nobody write. */
const READ_ONLY: ReadonlyArray<readonly [TextSource, string]> = [['ContactNumber', 'Contact Number'], ['ContactStatus', 'Contact Status'], ['Website', 'Website']];

const GROUPS: ReadableField = {
	id: 'ContactGroups', label: 'Contact Groups', source: 'ContactGroups',
	read: ({ ContactGroups = [] }) => ContactGroups.map(({ Name }) => Name).sort().join(', '),
};

let fields: readonly ReadableField[] | undefined;

/** Every readable field, those that can be written too under the ids of the form of the other way. Pure. */
export function readableFields(): readonly ReadableField[] {
	fields ??= [...formFields().map(({ id, label, target }) => ({ id, label, ...readingOf(target) })), ...READ_ONLY.map(([id, label]) => ({ id, label, ...textOf(id) })), GROUPS];
	return fields;
}

function readingOf(target: FormTarget): Pick<ReadableField, 'source' | 'read'> {
	switch (target.kind) {
		case 'text':
			return textOf(target.field);
		case 'phone':
			return { source: 'Phones', read: ({ Phones = [] }, country) => backPhone(Phones, target.slot, country) };
		case 'address':
			return { source: 'Addresses', read: ({ Addresses = [] }) => cleanText(Addresses.find(({ AddressType }) => AddressType === target.slot)?.[target.part] ?? '') };
		case 'persons':
			return { source: 'ContactPersons', read: ({ ContactPersons = [] }) => ContactPersons.map(({ FirstName = '', LastName = '' }) => joinedName(FirstName, LastName)).filter((name) => name !== '').join(', ') };
	}
}

function textOf(source: TextSource): Pick<ReadableField, 'source' | 'read'> {
	return { source, read: (contact) => cleanText(contact[source] ?? '') };
}
