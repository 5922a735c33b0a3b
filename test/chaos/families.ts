import { BEFORE_MS, contact, referenceTo, user, type FamilyMaker, type Kind, type LaterChange, type NastyPerson } from './family';
import { otherCase } from './people';

const fresh: FamilyMaker = (people) => {
	const one = user(people);
	const change = people.pick([{ phone: people.readablePhone() }, { email: people.email() }, { name: people.name().whole }]);
	return { people: [one], xero: [], later: people.chance(0.15) ? [{ intercomId: one.id, change }] : [] };
};

/** Bound already: by its number, by the stored reference, or by both; in step with Intercom or not. */
const bound: FamilyMaker = (people, organisationId) => {
	const name = people.name();
	const one = user(people, { name: people.chance(0.7) ? name.whole : people.name().whole });
	const by = people.pick(['number', 'reference', 'both']);
	const held = contact(people, name, {
		EmailAddress: people.chance(0.7) ? one.email : people.email(),
		...(by !== 'reference' && { ContactNumber: one.id }),
		Phones: [{ PhoneType: 'DEFAULT', PhoneNumber: '93744000', PhoneAreaCode: '02', PhoneCountryCode: '' }],
		AccountNumber: 'A-1',
	});
	const custom = by === 'number' ? {} : referenceTo(held.ContactID, organisationId);
	const change = people.pick([{ phone: people.readablePhone() }, { name: people.name().whole }]);
	return { people: [{ ...one, custom }], xero: [held], later: people.chance(0.15) ? [{ intercomId: one.id, change }] : [] };
};

const sameEmailOtherCase: FamilyMaker = (people) => {
	const name = people.name();
	const one = user(people, { name: name.whole });
	return { people: [one], xero: [contact(people, name, { EmailAddress: otherCase(one.email) })] };
};

/** Renamed by an accountant, before the first sync or between two. */
const renamed: FamilyMaker = (people) => {
	const name = people.name();
	const one = user(people, { name: name.whole });
	const earlier = people.chance(0.5);
	const held = contact(people, name, { EmailAddress: one.email, ContactNumber: one.id, ...(earlier && { Name: `${name.last.toUpperCase()}, ${name.first} (VIP)` }) });
	const later: LaterChange[] = [
		{ xeroContactId: held.ContactID, change: { Name: `Debtor ${name.whole}` } },
		{ intercomId: one.id, change: { name: people.name().whole } },
	];
	return { people: [one], xero: [held], later: earlier ? later.slice(1) : later };
};

const organisation: FamilyMaker = (people) => {
	const one = user(people);
	const person = { FirstName: 'Jane', LastName: 'Doe', EmailAddress: one.email, IncludeInEmails: true };
	return { people: [one], xero: [{ ContactID: people.guid(), Name: `${people.word()} Pty Ltd`, EmailAddress: one.email, ContactPersons: [person] }] };
};

/** Two to four people of one name, some with a company, some meeting a namesake in Xero; now and then a very long name. */
const namesakes: FamilyMaker = (people) => {
	const name = people.name();
	const whole = people.chance(0.2) ? `${name.whole} ${'of the very long house '.repeat(11)}`.slice(0, 254).trim() : name.whole;
	const count = 2 + Math.floor(people.random() * 3);
	const all = Array.from({ length: count }, () => user(people, { name: whole, ...(people.chance(0.4) && { company: `${people.word()} Group` }) }));
	const inXero = people.chance(0.3) ? [contact(people, { ...name, whole }, { EmailAddress: people.email() })] : [];
	return { people: all, xero: inXero };
};

/** Two users, or a user and a lead, who share an email in different case. */
const sharedEmail: FamilyMaker = (people) => {
	const one = user(people);
	const other = user(people, { email: otherCase(one.email), role: people.pick(['user', 'lead']) });
	const name = people.name();
	return { people: people.chance(0.5) ? [one, other] : [other, one], xero: people.chance(0.3) ? [contact(people, name, { EmailAddress: one.email })] : [] };
};

const leadWithCustomersEmail: FamilyMaker = (people) => {
	const name = people.name();
	const one = user(people, { role: 'lead', name: people.chance(0.5) ? name.whole : 'Mallory Evil' });
	return { people: [one], xero: [contact(people, name, { EmailAddress: one.email })] };
};

const freshLead: FamilyMaker = (people) => ({ people: [user(people, { role: 'lead', ...(people.chance(0.3) && { name: null }) })], xero: [] });

const boundLead: FamilyMaker = (people) => {
	const name = people.name();
	const one = user(people, { role: 'lead' });
	return { people: [one], xero: [contact(people, name, { EmailAddress: people.email(), ContactNumber: one.id })] };
};

const archivedHolder: FamilyMaker = (people) => {
	const name = people.name();
	const one = user(people, { name: name.whole });
	const held = people.chance(0.5) ? { ContactNumber: one.id } : { EmailAddress: one.email };
	return { people: [one], xero: [contact(people, name, { ...held, ContactStatus: people.pick(['ARCHIVED', 'ARCHIVED', 'GDPRREQUEST']) })] };
};

const foreignNumber: FamilyMaker = (people) => {
	const name = people.name();
	const one = user(people, { name: name.whole });
	return { people: [one], xero: [contact(people, name, { EmailAddress: one.email, ContactNumber: `CRM-${people.hex(6)}` })] };
};

const twoInXero: FamilyMaker = (people) => {
	const one = user(people);
	return { people: [one], xero: [contact(people, people.name(), { EmailAddress: one.email }), contact(people, people.name(), { EmailAddress: otherCase(one.email) })] };
};

/** Merged in Xero, once or twice over; the reference or the number leads to the loser. */
const mergedInXero: FamilyMaker = (people, organisationId) => {
	const name = people.name();
	const one = user(people, { name: name.whole });
	const winner = contact(people, name, { EmailAddress: one.email });
	const middle = { ...contact(people, people.name()), ContactStatus: 'ARCHIVED', MergedToContactID: winner.ContactID };
	const target = people.chance(0.3) ? middle : winner;
	const loser = { ...contact(people, people.name(), { ContactNumber: one.id }), ContactStatus: 'ARCHIVED', MergedToContactID: target.ContactID };
	const custom = people.chance(0.5) ? referenceTo(loser.ContactID, organisationId) : {};
	return { people: [{ ...one, custom }], xero: [winner, loser, ...(target === middle ? [middle] : [])] };
};

/** A lead that became a user: Xero knows it under the lead's id, and the lead's id still stands in the queue. */
const mergedInIntercom: FamilyMaker = (people) => {
	const name = people.name();
	const lead = user(people, { role: 'lead' });
	const one = user(people, { name: name.whole, mergeHistory: [{ sourceId: lead.id, sourceRole: 'lead', mergedAt: BEFORE_MS }] });
	const held = contact(people, name, { EmailAddress: people.chance(0.5) ? one.email : lead.email, ContactNumber: lead.id });
	return { people: [one, { ...lead, state: 'merged', mergedInto: one.id }], xero: people.chance(0.8) ? [held] : [] };
};

/** A stored reference that means nothing here: another organisation's, an unknown one, somebody else's contact. */
const strayReference: FamilyMaker = (people, organisationId) => {
	const one = user(people);
	const other = contact(people, people.name(), { EmailAddress: people.email(), ContactNumber: people.id() });
	const custom = people.pick([
		referenceTo(other.ContactID, people.guid()),
		referenceTo(people.guid(), organisationId),
		referenceTo(other.ContactID, organisationId),
	]);
	return { people: [{ ...one, custom }], xero: [other] };
};

const oddText: FamilyMaker = (people) => {
	const name = people.name().whole;
	const text = people.pick([`<b>${name}</b>`, `  ${name.replace(' ', '   ')} `, `${name} 😀`, `${name} "Quote"`, `${name} & Sons`]);
	return { people: [user(people, { name: text })], xero: [] };
};

/** Nothing to name it by, a name beyond Xero's limit, an email Xero refuses: each waits for a person, alone. */
const unfit: FamilyMaker = (people) => {
	const more = people.pick<Partial<NastyPerson>>([{ name: null, email: null }, { name: `${people.word()} ${'x'.repeat(255)}` }, { email: `ü.${people.word()}@` }]);
	return { people: [user(people, more)], xero: [] };
};

const withoutEmail: FamilyMaker = (people) => ({ people: [user(people, { email: null, phone: people.phone() })], xero: [] });

/** What a workspace is made of. */
export const KINDS: readonly Kind[] = [
	{ kind: 'fresh', weight: 38, make: fresh },
	{ kind: 'bound', weight: 14, make: bound },
	{ kind: 'same email, other case', weight: 6, make: sameEmailOtherCase },
	{ kind: 'renamed by an accountant', weight: 4, make: renamed },
	{ kind: 'organisation with her email', weight: 3, make: organisation },
	{ kind: 'namesakes', weight: 6, make: namesakes },
	{ kind: 'shared email', weight: 4, make: sharedEmail },
	{ kind: "lead with a customer's email", weight: 4, make: leadWithCustomersEmail },
	{ kind: 'fresh lead', weight: 2, make: freshLead },
	{ kind: 'bound lead', weight: 2, make: boundLead },
	{ kind: 'archived holder', weight: 3, make: archivedHolder },
	{ kind: 'foreign number', weight: 3, make: foreignNumber },
	{ kind: 'two Xero contacts, one email', weight: 2, make: twoInXero },
	{ kind: 'merged in Xero', weight: 3, make: mergedInXero },
	{ kind: 'merged in Intercom', weight: 3, make: mergedInIntercom },
	{ kind: 'stray reference', weight: 3, make: strayReference },
	{ kind: 'odd text', weight: 2, make: oddText },
	{ kind: 'unfit', weight: 1, make: unfit },
	{ kind: 'no email', weight: 1, make: withoutEmail },
];
