import fc from 'fast-check';
import type { ReviewReason } from '../../../lib/sync/record/outcome';
import { identify } from '../../../lib/sync/identity/identify';
import type { Identity, IdentifyOptions, MatchKey } from '../../../lib/sync/identity/identity';
import { isOwnNumber } from '../../../lib/sync/identity/numberOwner';
import type { XeroContact } from '../../../lib/xero/contact/contact';
import { contactOf, id, ME, OPTIONS, ORGANISATION, recordOf, someContacts, someRecords, viewOf, type RecordParts } from './records';

const JANE = { EmailAddress: 'jane@example.com' };
/** As Xero gives it to the contact of the user who signs in: 50 hexadecimal digits. */
const OF_XERO = 'c0ffee0123'.repeat(5);
const here = (contactId: string) => ({ match: { contactId, organisationId: ORGANISATION } });
const who = (record: RecordParts, contacts: XeroContact[], options: Partial<IdentifyOptions> = {}) =>
	identify(recordOf(record), viewOf(...contacts), { ...OPTIONS, ...options });

describe('a record is bound', () => {
	test.each<[string, MatchKey, string, RecordParts, XeroContact[], Partial<IdentifyOptions>?]>([
		['by the stored reference, before any other key', 'reference', 'a', here('a'), [contactOf('a', { ContactNumber: ME }), contactOf('b', JANE)]],
		['by a reference in another case', 'reference', 'a', here('A'), [contactOf('a')]],
		['by a reference whose contact carries its number', 'reference', 'a', here('a'), [contactOf('a', { ContactNumber: ME })]],
		['by a reference whose contact carries an earlier id', 'reference', 'a', { ...here('a'), previousIds: [id(2)] }, [contactOf('a', { ContactNumber: id(2) })]],
		['by a reference that was merged, to the winner', 'reference', 'b', here('a'), [contactOf('a', { ContactStatus: 'ARCHIVED', MergedToContactID: 'b' }), contactOf('b')]],
		['by its number, before the email of another contact', 'contactNumber', 'a', {}, [contactOf('a', { ContactNumber: ME }), contactOf('b', JANE)]],
		['by its number in another case', 'contactNumber', 'a', {}, [contactOf('a', { ContactNumber: ME.toUpperCase() })]],
		['by the number of its earlier id', 'contactNumber', 'a', { previousIds: [id(2)] }, [contactOf('a', { ContactNumber: id(2) })]],
		['by its present number before an earlier one', 'contactNumber', 'a', { previousIds: [id(2)] }, [contactOf('b', { ContactNumber: id(2) }), contactOf('a', { ContactNumber: ME })]],
		['by its number, the archived double aside', 'contactNumber', 'a', {}, [contactOf('a', { ContactNumber: ME }), contactOf('b', { ContactNumber: ME, ContactStatus: 'ARCHIVED' })]],
		['by its number where two were merged into one', 'contactNumber', 'b', {}, [contactOf('a', { ContactNumber: ME, MergedToContactID: 'b', ContactStatus: 'ARCHIVED' }), contactOf('b')]],
		['by its number although it is a lead', 'contactNumber', 'a', { role: 'lead' }, [contactOf('a', { ...JANE, ContactNumber: ME })]],
		['by its email in another case', 'email', 'a', {}, [contactOf('a', { EmailAddress: 'Jane@Example.COM' })]],
		['by its email, the archived double aside', 'email', 'a', {}, [contactOf('a', JANE), contactOf('b', { ...JANE, ContactStatus: 'ARCHIVED' })]],
		['by the email of a contact of another system, where the user says so', 'email', 'a', {}, [contactOf('a', { ...JANE, ContactNumber: 'CRM-77' })], { numberOfAnotherSystem: 'bind' }],
		['by its email, where Xero itself gave the number, as if it were empty', 'email', 'a', {}, [contactOf('a', { ...JANE, ContactNumber: OF_XERO })]],
		['by a reference to the contact of the user who signs in', 'reference', 'a', here('a'), [contactOf('a', { ContactNumber: OF_XERO.toUpperCase() })]],
		['by its name, where the user says so', 'name', 'a', {}, [contactOf('a', { Name: 'JANE DOE' })], { matchByName: true }],
	])('%s', (_, by, contactId, record, contacts, options = {}) => {
		expect(who(record, contacts, options)).toMatchObject({ kind: 'bind', by, contact: { ContactID: contactId } });
	});
});

test.each([['by email', {}, JANE], ['by reference', here('a'), {}]])('a number that Xero gave is left alone, with a note: %s', (_, record, contact) => {
	expect(who(record, [contactOf('a', { ...contact, ContactNumber: OF_XERO })]).notes).toEqual([expect.stringContaining('Xero itself gave it')]);
});

describe('a record waits for a person', () => {
	const lead = { role: 'lead' } as const;
	test.each<[string, ReviewReason, string[], RecordParts, XeroContact[], Partial<IdentifyOptions>?]>([
		['the referenced contact is archived', 'archived', ['a'], here('a'), [contactOf('a', { ContactStatus: 'ARCHIVED' })]],
		['the referenced contact asked to be forgotten', 'archived', ['a'], here('a'), [contactOf('a', { ContactStatus: 'GDPRREQUEST' })]],
		['a status nobody knows is not active', 'archived', ['a'], here('a'), [contactOf('a', { ContactStatus: 'FROZEN' })]],
		['the reference names the contact of another Intercom record', 'keysDisagree', ['a', 'b'], here('a'), [contactOf('a', { ContactNumber: id(9) }), contactOf('b', { ContactNumber: ME })]],
		['the referenced contact belongs to another system', 'numberOfAnotherSystem', ['a'], here('a'), [contactOf('a', { ContactNumber: 'CRM-77' })]],
		['only an archived contact holds the number', 'archived', ['a'], {}, [contactOf('a', { ContactNumber: ME, ContactStatus: 'ARCHIVED' }), contactOf('b', JANE)]],
		['two contacts hold the number', 'ambiguous', ['a', 'b'], {}, [contactOf('a', { ContactNumber: ME }), contactOf('b', { ContactNumber: ME })]],
		['the number leads to a contact of another Intercom record', 'duplicateInIntercom', ['b'], {}, [contactOf('a', { ContactNumber: ME, MergedToContactID: 'b', ContactStatus: 'ARCHIVED' }), contactOf('b', { ContactNumber: id(9) })]],
		['the number leads to a contact of another system', 'numberOfAnotherSystem', ['b'], {}, [contactOf('a', { ContactNumber: ME, MergedToContactID: 'b', ContactStatus: 'ARCHIVED' }), contactOf('b', { ContactNumber: 'CRM-77' })]],
		['two contacts share the email', 'ambiguous', ['a', 'b'], {}, [contactOf('a', JANE), contactOf('b', JANE)]],
		['only an archived contact has the email', 'archived', ['a'], {}, [contactOf('a', { ...JANE, ContactStatus: 'ARCHIVED' })]],
		['the contact with the email is another Intercom record', 'duplicateInIntercom', ['a'], {}, [contactOf('a', { ...JANE, ContactNumber: id(9) })]],
		['an Intercom id is never another system, whatever the option', 'duplicateInIntercom', ['a'], {}, [contactOf('a', { ...JANE, ContactNumber: id(9) })], { numberOfAnotherSystem: 'bind' }],
		['49 digits are another system', 'numberOfAnotherSystem', ['a'], {}, [contactOf('a', { ...JANE, ContactNumber: OF_XERO.slice(1) })]],
		['the contact with the email belongs to another system', 'numberOfAnotherSystem', ['a'], {}, [contactOf('a', { ...JANE, ContactNumber: 'CRM-77' })]],
		['a lead gave the email of a contact', 'unverified', ['a'], lead, [contactOf('a', JANE)]],
		['a lead gave it, and the option binds numbers of other systems', 'unverified', ['a'], lead, [contactOf('a', { ...JANE, ContactNumber: 'CRM-77' })], { numberOfAnotherSystem: 'bind' }],
		['a lead gave the email of a customer who is another Intercom record', 'unverified', ['a'], lead, [contactOf('a', { ...JANE, ContactNumber: id(9) })]],
		['a lead gave the email of an archived contact', 'unverified', ['a'], lead, [contactOf('a', { ...JANE, ContactStatus: 'ARCHIVED' })]],
		['a lead gave the email of two contacts', 'unverified', ['a', 'b'], lead, [contactOf('a', JANE), contactOf('b', JANE)]],
		['a lead has the name of a contact', 'unverified', ['a'], lead, [contactOf('a', { Name: 'Jane Doe' })], { matchByName: true }],
		['two contacts share the name', 'ambiguous', ['a', 'b'], {}, [contactOf('a', { Name: 'Jane Doe' }), contactOf('b', { Name: 'jane doe' })], { matchByName: true }],
	])('%s', (_, because, candidates, record, contacts, options = {}) => {
		const identity = who(record, contacts, options);
		expect(identity).toMatchObject({ kind: 'review', because });
		expect((identity as Extract<Identity, { kind: 'review' }>).candidates.map(({ ContactID }) => ContactID).sort()).toEqual(candidates);
	});
});

describe('a record becomes a new contact', () => {
	test.each<[string, RecordParts, XeroContact[], Partial<IdentifyOptions>?, RegExp?]>([
		['where nobody fits', {}, [contactOf('a', { EmailAddress: 'bob@example.com' })]],
		['with a reference of another organisation, and a note', { match: { contactId: 'a', organisationId: 'org-2' } }, [contactOf('a')], {}, /another organisation/],
		['with a reference without an organisation, and a note', { match: { contactId: 'a' } }, [contactOf('a')], {}, /another organisation/],
		['with an unknown reference, and a note', here('zz'), [], {}, /zz is not known/],
		['without an email, whoever has none either', { match: { email: undefined } }, [contactOf('a', { EmailAddress: '' })]],
		['where only the name is the same', {}, [contactOf('a', { Name: 'Jane Doe' })]],
		['where the name is the same and the email another', {}, [contactOf('a', { Name: 'Jane Doe', EmailAddress: 'jane@other.example' })], { matchByName: true }],
		['where the name is the same and the number somebody else\'s', {}, [contactOf('a', { Name: 'Jane Doe', ContactNumber: id(9) })], { matchByName: true }],
		['where the one with the name is archived', {}, [contactOf('a', { Name: 'Jane Doe', ContactStatus: 'ARCHIVED' })], { matchByName: true }],
	])('%s', (_, record, contacts, options = {}, note = undefined) => {
		const identity = who(record, contacts, options);
		expect(identity.kind).toBe('create');
		if (note) expect(identity.notes.join()).toMatch(note);
	});
});

const someOptions = fc.record({ matchByName: fc.boolean(), numberOfAnotherSystem: fc.constantFrom('review' as const, 'bind' as const) });

test('the result does not depend on the order in which contacts were read', () => {
	const told = (identity: Identity) => {
		if (identity.kind !== 'review') return identity;
		return { ...identity, candidates: identity.candidates.map(({ ContactID }) => ContactID).sort() };
	};
	fc.assert(
		fc.property(someRecords, someContacts.chain((contacts) => fc.tuple(fc.constant(contacts), fc.shuffledSubarray(contacts, { minLength: contacts.length }))), someOptions, (record, [contacts, shuffled], more) => {
			const options = { ...OPTIONS, ...more };
			expect(told(identify(record, viewOf(...shuffled), options))).toEqual(told(identify(record, viewOf(...contacts), options)));
		}),
		{ numRuns: 500 },
	);
});

test('whatever the contacts: only an active one is bound, never one of another Intercom record, a lead never by email or name, and what a person decided or nothing', () => {
	let bound = 0;
	fc.assert(
		fc.property(someRecords, someContacts, someOptions, (record, contacts, more) => {
			const identity = identify(record, viewOf(...contacts), { ...OPTIONS, ...more });
			const { decision } = record;
			if (decision?.do === 'bind') expect(identity.kind === 'bind' ? identity.by : identity).toEqual(identity.kind === 'bind' ? 'decision' : expect.objectContaining({ kind: 'review', because: 'decisionRefused' }));
			if (identity.kind !== 'bind') return;
			bound += 1;
			if (decision?.do === 'create') expect(identity.by).toBe('contactNumber');
			const { contact, by } = identity;
			expect(contact.ContactStatus).toBe('ACTIVE');
			const number = contact.ContactNumber ?? '';
			expect(number === '' || isOwnNumber(number, record) || (number === 'CRM-77' && (more.numberOfAnotherSystem === 'bind' || identity.by === 'decision'))).toBe(true);
			if (record.role === 'lead') expect(['decision', 'reference', 'contactNumber']).toContain(by);
		}),
		{ numRuns: 1_000 },
	);
	expect(bound).toBeGreaterThan(50);
});
