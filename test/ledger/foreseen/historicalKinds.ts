import { KINDS } from '../../chaos/families';
import { contact, user, type FamilyMaker, type Kind } from '../../chaos/family';

/** Names that are no names to a browser, or to a reader's eye. */
const hostileName: FamilyMaker = (people) => {
	const word = people.word();
	const name = people.pick([`<script>alert("${word}")</script>`, `\u202e${word} evoli\u202c`, `\u05de\u05e9\u05d4 ${word}`, `${word} "); DROP TABLE`, `=cmd|'/C calc'!${word}`, `${word}\u0000\u0007 Bell`]);
	return { people: [user(people, { name })], xero: [] };
};

const phoneNobodyCanCall: FamilyMaker = (people) => ({ people: [user(people, { phone: people.pick(['0', '12', '+', 'ask Bob', '+61 2 9374', '1'.repeat(60)]) })], xero: [] });

const switchedOff: FamilyMaker = (people) => {
	const name = people.name();
	const one = user(people, { name: name.whole, custom: { xero_sync: people.pick(['off', 'OFF']) } });
	return { people: [one], xero: people.chance(0.5) ? [contact(people, name, { EmailAddress: one.email })] : [] };
};

/** Several people with one email, users and leads, of whatever names. */
const manyOfOneEmail: FamilyMaker = (people) => {
	const first = user(people);
	const others = Array.from({ length: 1 + Math.floor(people.random() * 4) }, () => user(people, { email: first.email, role: people.pick(['user', 'user', 'lead']) }));
	return { people: [first, ...others], xero: [] };
};

/** The name is taken in Xero by somebody else, active or archived, whose email is none or another's. */
const nameTaken: FamilyMaker = (people) => {
	const name = people.name();
	const holder = contact(people, name, { ...(people.chance(0.5) && { EmailAddress: people.email() }), ...(people.chance(0.3) && { ContactStatus: 'ARCHIVED' }) });
	return { people: [user(people, { name: people.chance(0.5) ? name.whole : name.whole.toUpperCase() })], xero: [holder] };
};

/** Also the name with the email behind it, by which it would be made unique. */
const suffixTaken: FamilyMaker = (people) => {
	const name = people.name();
	const one = user(people, { name: name.whole });
	return { people: [one], xero: [contact(people, name), { ContactID: people.guid(), Name: `${name.whole} (${one.email})` }] };
};

/** Bound to a contact that is somebody else's by all that it holds, or that two records claim. */
const boundWrongly: FamilyMaker = (people, organisationId) => {
	const [one, other, name] = [user(people), user(people), people.name()];
	const held = contact(people, name, { EmailAddress: other.email, ContactNumber: one.id });
	const custom = { xero_contact_id: held.ContactID, xero_organisation_id: organisationId };
	return { people: [{ ...one, custom }, { ...other, custom: people.chance(0.5) ? custom : {} }], xero: [held] };
};

const archivedInIntercom: FamilyMaker = (people) => ({ people: [user(people, { state: 'archived' })], xero: [] });

/** More tags in all than Xero has room for groups. */
const tagged: FamilyMaker = (people) => {
	const tags = Array.from({ length: 1 + Math.floor(people.random() * 2) }, () => `T${Math.floor(people.random() * 130)}`);
	return { people: [user(people, { tagNames: [...new Set(tags)] })], xero: [] };
};

/** What years of a workspace hold besides what {@link KINDS} has: the weights are shares of those hundred. */
export const HISTORICAL_KINDS: readonly Kind[] = [
	...KINDS,
	{ kind: 'hostile name', weight: 3, make: hostileName },
	{ kind: 'phone nobody can call', weight: 3, make: phoneNobodyCanCall },
	{ kind: 'switched off', weight: 2, make: switchedOff },
	{ kind: 'many of one email', weight: 2, make: manyOfOneEmail },
	{ kind: 'name taken in Xero', weight: 3, make: nameTaken },
	{ kind: 'name with suffix taken', weight: 1, make: suffixTaken },
	{ kind: 'bound wrongly', weight: 2, make: boundWrongly },
	{ kind: 'archived in Intercom', weight: 1, make: archivedInIntercom },
];

/** With tags, of which the mapper makes contact groups. */
export const TAGGED_KINDS: readonly Kind[] = [...HISTORICAL_KINDS, { kind: 'tagged', weight: 30, make: tagged }];
