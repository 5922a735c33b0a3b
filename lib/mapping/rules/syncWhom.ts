import { SWITCH_PART } from '../../intercom/attributes/attributeNames';
import { isSwitchedOff } from '../../intercom/attributes/customAttributes';
import type { IntercomCompany, NamedRecord, Profile } from '../../intercom/profile/profile';
import { problem, type Problem } from './problem';

/** Whose records go to Xero. */
export type SyncWhom =
	| { who: 'usersWithEmail' }
	| { who: 'everyone' }
	| { who: 'tag' | 'segment'; names: readonly string[] }
	/** `value` empty: any value will do. */
	| { who: 'companyAttribute'; attribute: string; value: string };

export type SkipReason = 'switchedOff' | 'lead' | 'noEmail' | 'withoutTag' | 'outsideSegment' | 'companyAttribute' | 'noCompany' | 'neverSync';

export type SyncDecision =
	| { kind: 'sync' }
	| { kind: 'skip'; reason: SkipReason; message: string }
	/** Cannot be decided from this profile. */
	| { kind: 'undecided'; problem: Problem };

const SYNC: SyncDecision = { kind: 'sync' };

/** Decides whether a contact is synchronised at all. Tags, segments and values are compared in any case. Pure, never throws. */
export function whetherToSync(profile: Profile, whom: SyncWhom): SyncDecision {
	const { contact, tags, segments, companies } = profile;
	if (isSwitchedOff(contact.custom_attributes)) return skip('switchedOff', `${SWITCH_PART} of the contact is off.`);
	switch (whom.who) {
		case 'everyone':
			return SYNC;
		case 'usersWithEmail':
			return userWithEmail(profile);
		case 'tag':
			return named(tags, whom.names, 'tags') ?? skip('withoutTag', `The contact has none of the tags ${whom.names.join(', ')}.`);
		case 'segment':
			return named(segments, whom.names, 'segments') ?? skip('outsideSegment', `The contact is in none of the segments ${whom.names.join(', ')}.`);
		case 'companyAttribute':
			return byCompany(companies, whom.attribute, whom.value);
	}
}

/** A user with neither email nor anything to name her by is a mistake somebody should see, and is left to the checks. */
function userWithEmail({ contact, companies }: Profile): SyncDecision {
	if (contact.role === 'lead') return skip('lead', 'The contact is a lead; only users with an email are synchronised.');
	if (contact.email !== null) return SYNC;
	const nameless = contact.name === null && !(companies ?? []).some((company) => company.name !== null);
	return nameless ? SYNC : skip('noEmail', 'The contact has no email; only users with an email are synchronised.');
}

function named(records: readonly NamedRecord[] | null, names: readonly string[], what: 'tags' | 'segments'): SyncDecision | undefined {
	if (records === null) return undecided(what);
	return records.some((record) => names.some((name) => same(record.name, name))) ? SYNC : undefined;
}

function byCompany(companies: readonly IntercomCompany[] | null, attribute: string, value: string): SyncDecision {
	if (companies === null) return undecided('companies');
	const matches = companies.map((company) => valueOf(company, attribute)).some((found) => found !== '' && (value === '' || same(found, value)));
	const wanted = value === '' ? 'a value' : `the value ${value}`;
	return matches ? SYNC : skip('companyAttribute', `No company of the contact has ${wanted} in ${attribute}.`);
}

/** A custom attribute, else one of Intercom's own fields of a company (`plan`, `industry`). */
function valueOf(company: IntercomCompany, attribute: string): string {
	const { custom_attributes: custom, ...own } = company;
	const fields: Readonly<Record<string, unknown>> = own;
	const found = Object.hasOwn(custom, attribute) ? custom[attribute] : Object.hasOwn(fields, attribute) ? fields[attribute] : null;
	return ['string', 'number', 'boolean'].includes(typeof found) ? String(found).trim() : '';
}

function undecided(what: 'tags' | 'segments' | 'companies'): SyncDecision {
	const message = `Sync Whom asks for ${what}, and the profile was read without them`;
	return { kind: 'undecided', problem: problem('item', `${what}NotRead`, '', message, `Switch ${what} on in Intercom Contacts: Get Profile.`) };
}

const skip = (reason: SkipReason, message: string): SyncDecision => ({ kind: 'skip', reason, message });
const same = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();
