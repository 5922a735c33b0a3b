import type { BackRecord, BackValues } from '../../sync/record/backRecord';
import type { PhoneType, XeroContact } from '../../xero/contact/contact';
import { formatAbn } from '../organisation/abn';
import { cleanText } from '../values/cleanText';
import { backPhone } from './backPhone';
import { organisationsBackName, personsBackName, type NameSettings } from './backName';

/** A contact of Xero, or what the ledger remembers of one. */
export type ReadableContact = Readonly<Partial<XeroContact>>;

export interface RecommendedBackSettings extends NameSettings {
	kind: BackRecord['kind'];
	/** ISO code of the country of numbers without one. */
	country: string;
	/** The slot of the phone, see chosenSlot. */
	slot: PhoneType;
	/** The attribute of companies that holds the ABN; `''`: none. */
	abnAttribute: string;
}

/** Xero's fields that each of Intercom's is made of, by kind. */
const SOURCES = {
	contact: { name: ['FirstName', 'LastName', 'Name'], phone: ['Phones'], email: ['EmailAddress'] },
	company: { name: ['Name'], website: ['Website'] },
} as const satisfies Readonly<Record<BackRecord['kind'], Partial<Record<keyof BackValues, readonly (keyof XeroContact)[]>>>>;

/**
 * The recommended mapping back: of a person name, phone and email, of an organisation name, website and the attribute of the
 * ABN. A contact that was read has every field, what Xero leaves out is empty. Pure, never throws.
 */
export function recommendedBack(contact: ReadableContact, settings: RecommendedBackSettings): BackValues {
	const { kind, country, slot, abnAttribute } = settings;
	if (kind === 'contact') {
		return { name: personsBackName(contact, settings), phone: backPhone(contact.Phones ?? [], slot, country), email: cleanText(contact.EmailAddress ?? '') };
	}
	const abn = formatAbn(cleanText(contact.TaxNumber ?? ''));
	return {
		name: organisationsBackName(contact, settings), website: cleanText(contact.Website ?? ''),
		...(abnAttribute !== '' && { custom_attributes: { [abnAttribute]: abn === '' ? null : abn } }),
	};
}

/**
 * The same of what the ledger remembers: a field of which it remembers nothing is absent. Pure, never throws.
 * @param now the contact as it is read now: where it names a person and the ledger remembers a Name alone, nobody knows
 *   whether the person came later or was never mapped
 */
export function agreedValues(remembered: ReadableContact, now: ReadableContact, settings: RecommendedBackSettings): BackValues {
	const whole = recommendedBack(remembered, settings);
	const { kind, slot, abnAttribute } = settings;
	const sources: Partial<Record<keyof BackValues, readonly (keyof XeroContact)[]>> = SOURCES[kind];
	const has = (field: keyof BackValues) => sources[field]?.some((source) => remembered[source] !== undefined) === true;
	const knowsSlot = remembered.Phones?.some(({ PhoneType }) => PhoneType === slot) === true;
	return {
		...(has('name') && !isNamedSince(remembered, now, settings) && { name: whole.name }),
		...(knowsSlot && has('phone') && { phone: whole.phone }),
		...(has('email') && { email: whole.email }),
		...(has('website') && { website: whole.website }),
		...(kind === 'company' && abnAttribute !== '' && remembered.TaxNumber !== undefined && { custom_attributes: whole.custom_attributes }),
	};
}

function isNamedSince(remembered: ReadableContact, now: ReadableContact, { kind, names }: RecommendedBackSettings): boolean {
	if (kind === 'company' || names === 'literal') return false;
	const isPerson = ({ FirstName, LastName }: ReadableContact) => FirstName !== undefined || LastName !== undefined;
	return !isPerson(remembered) && isPerson(now) && `${now.FirstName ?? ''}${now.LastName ?? ''}`.trim() !== '';
}
