import type { Profile } from '../intercom/profile';
import type { PhoneType, WritableContact } from '../xero/contact';
import { cleanName, isNameless } from './cleanText';
import { chooseName, type Draft, type DraftSettings } from './draft';
import { readEmail } from './email';
import { splitPersonName } from './personName';
import { phoneSlot } from './phone';

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
	const { first, last, whole } = namesOf(profile);
	const literal = settings.preset === 'literal';
	const { name, remarks } = chooseName(literal && first !== '' ? first : whole, profile);
	const contact: WritableContact = {
		Name: name,
		...(literal ? { FirstName: last } : { FirstName: first, LastName: last }),
		EmailAddress: emailOf(profile),
	};
	return withPhone({ contact, problems: [], remarks }, profile, settings);
}

/** First name, last name and the whole name of a contact. */
function namesOf({ contact }: Profile): { first: string; last: string; whole: string } {
	const split = splitPersonName(contact.name ?? '');
	const first = attribute(contact.custom_attributes.first_name) || split.first;
	const last = attribute(contact.custom_attributes.last_name) || split.last;
	const whole = isNameless(cleanName(contact.name ?? '')) ? `${first} ${last}` : (contact.name ?? '');
	return { first, last, whole };
}

function attribute(value: unknown): string {
	return typeof value === 'string' ? cleanName(value) : '';
}

/** An unusable email stays as it is: the checks reject it and say why. */
function emailOf({ contact }: Profile): string {
	const read = readEmail(contact.email ?? '');
	return read.kind === 'email' ? read.value : (contact.email ?? '').trim();
}

function withPhone(draft: Draft, { contact }: Profile, settings: RecommendedSettings): Draft {
	const slot = phoneSlot(contact.phone ?? '', settings.phoneSlot, settings);
	switch (slot.kind) {
		case 'slot':
			return { ...draft, contact: { ...draft.contact, Phones: [slot.phone] } };
		case 'leftOut':
			return { ...draft, remarks: [...draft.remarks, slot.remark] };
		case 'rejected':
			return { ...draft, problems: [...draft.problems, slot.problem] };
	}
}
