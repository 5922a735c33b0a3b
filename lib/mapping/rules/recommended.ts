import type { IntercomContact, Profile } from '../../intercom/profile/profile';
import type { PhoneType, WritableContact } from '../../xero/contact/contact';
import { cleanName } from '../values/cleanText';
import { chooseName, mendedEmail, type Draft, type DraftSettings } from './draft';
import { readEmail } from '../values/email';
import { isNameless, withoutUndefined } from '../person/nameless';
import { splitPersonName } from '../person/personName';
import { phoneSlot } from '../values/phone';

export type Preset = 'person' | 'literal';

export interface RecommendedSettings extends DraftSettings {
	/** `person`: Name is the whole name. `literal`: first_name to Name, last_name to FirstName, as some workspaces agreed. */
	preset: Preset;
	phoneSlot: Extract<PhoneType, 'DEFAULT' | 'MOBILE'>;
}

/**
 * The recommended mapping of a contact to a person: Name, FirstName, LastName, EmailAddress and one phone. Custom
 * attributes first_name and last_name win over splitting Intercom's one name. Pure, never throws.
 */
export function recommendedContact(profile: Profile, settings: RecommendedSettings): Draft {
	const { first, last, whole } = namesOf(profile.contact);
	const literal = settings.preset === 'literal';
	const { name, remarks } = chooseName(literal && first !== '' ? first : whole, profile);
	const email = emailOf(profile);
	const contact: WritableContact = {
		Name: name,
		...(literal ? { FirstName: last } : { FirstName: first, LastName: last }),
		EmailAddress: email.value,
	};
	return withPhone({ contact, problems: [], remarks: [...remarks, ...email.remarks] }, profile, settings);
}

/** First name, last name and the whole name of a contact: by its attributes first_name and last_name, else its name split. Pure. */
export function namesOf(contact: Pick<IntercomContact, 'name' | 'custom_attributes'>): { first: string; last: string; whole: string } {
	const split = splitPersonName(contact.name ?? '');
	const first = attribute(contact.custom_attributes.first_name) || split.first;
	const own = contact.custom_attributes.last_name;
	// Null is a family name, of people who have a first name.
	const last = (own === 'Null' && first !== '' ? own : attribute(own)) || split.last;
	const parts = `${first} ${last}`;
	const isNamed = !isNameless(cleanName(contact.name ?? '')) || isNameless(parts);
	return { first, last, whole: isNamed ? (contact.name ?? '') : parts };
}

/** `undefined` and its like are no name. */
function attribute(value: unknown): string {
	const name = typeof value === 'string' ? withoutUndefined(cleanName(value)) : '';
	return isNameless(name) ? '' : name;
}

/** An unusable email stays as it is: the checks reject it and say why. */
function emailOf({ contact }: Profile): { value: string; remarks: string[] } {
	const written = contact.email ?? '';
	const read = readEmail(written);
	if (read.kind === 'email') return { value: read.value, remarks: mendedEmail('Email', read, written) };
	return { value: read.kind === 'empty' ? '' : written.trim(), remarks: [] };
}

function withPhone(draft: Draft, { contact }: Profile, settings: RecommendedSettings): Draft {
	const slot = phoneSlot(contact.phone ?? '', settings.phoneSlot, settings);
	switch (slot.kind) {
		case 'slot':
			return { ...draft, contact: { ...draft.contact, Phones: [slot.phone] }, remarks: [...draft.remarks, ...(slot.remark === undefined ? [] : [slot.remark])] };
		case 'leftOut':
			return { ...draft, remarks: [...draft.remarks, slot.remark] };
		case 'rejected':
			return { ...draft, problems: [...draft.problems, slot.problem] };
	}
}
