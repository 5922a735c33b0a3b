import type { WritableContact, XeroContact } from '../../xero/contact/contact';
import { flowingSides, flowOfSide, type FlowingSide } from './flowing';
import { mappedValues } from './mappedValues';
import type { MappedRecord } from './record';
import { whoChanged } from './threeWay';

/** How far the two sides of a contact have come to agree. */
export interface Agreement {
	/**
	 * What the next run has to know of the contact's values: those that Xero holds, but where the two sides have not come to
	 * agree (a change in Xero that was left there, or that still has to go to Intercom) what they agreed on before, or the next
	 * run would take Xero's change for what the sync wrote.
	 */
	values: WritableContact;
	/** Xero holds a change that Intercom lacks and is to have. */
	owesIntercom: boolean;
}

/** Pure. @param kept fields, as changes name them, in which Xero's own change was left */
export function agreementOn(record: MappedRecord, contact: XeroContact, kept: readonly string[] = []): Agreement {
	const held = mappedValues(record, contact);
	const open = flowingSides(record, contact).filter(({ values }) => values.intercom !== values.xero);
	if (open.length === 0 && kept.length === 0) return { values: held, owesIntercom: false };
	const owed = open.filter((side) => flowOfSide(side, record, contact) === 'toIntercom');
	const before = { ...record.lastSync?.values, ...givenUp(record, owed) };
	const fields = new Set([...open.flatMap(({ sources }) => sources), ...kept.map((field) => field.split('.')[0] as keyof WritableContact)]);
	const slots = new Set([...open.flatMap(({ slot }) => slot ?? []), ...kept.flatMap((field) => field.split('.')[1] ?? [])]);
	const restored = [...fields].map((field) => [field, valueBefore(field, held, before, slots)] as const);
	const values: WritableContact = Object.fromEntries(Object.entries({ ...held, ...Object.fromEntries(restored) }).filter(([, value]) => value !== undefined));
	return { values, owesIntercom: owed.length > 0 };
}

/**
 * Of what both sides changed and Xero's is to count: Intercom's, as if that had been agreed on. Then only Xero's is a change,
 * and it goes to Intercom whatever is decided or written until then.
 */
function givenUp(record: MappedRecord, owed: readonly FlowingSide[]): WritableContact {
	const lost = owed.filter(({ values }) => whoChanged(values) === 'both');
	const { FirstName = '', LastName = '', Phones, EmailAddress, Name } = record.xero;
	const person = record.kind === 'organisation' ? { Name } : { FirstName, LastName };
	const phones = mixed(record.lastSync?.values.Phones, Phones, ({ PhoneType }) => lost.some(({ slot }) => slot === String(PhoneType)));
	const values = { name: person, phone: { Phones: phones }, email: { EmailAddress } };
	return Object.assign({}, ...lost.map(({ field }) => values[field])) as WritableContact;
}

/** Of phones and addresses only the slots in question. */
function valueBefore(field: keyof WritableContact, held: WritableContact, before: WritableContact, slots: ReadonlySet<string>): unknown {
	if (field === 'Phones') return mixed(held.Phones, before.Phones, ({ PhoneType }) => slots.has(String(PhoneType)));
	if (field === 'Addresses') return mixed(held.Addresses, before.Addresses, ({ AddressType }) => slots.has(String(AddressType)));
	return before[field];
}

function mixed<Slot>(held: readonly Slot[] = [], before: readonly Slot[] = [], isOpen: (slot: Slot) => boolean): Slot[] | undefined {
	const slots = [...held.filter((slot) => !isOpen(slot)), ...before.filter(isOpen)];
	return slots.length === 0 ? undefined : slots;
}
