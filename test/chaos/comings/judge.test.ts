import { newContact } from '../../../sandbox/intercom/contacts';
import type { ContactRecord } from '../../../sandbox/intercom/model';
import { Workspace } from '../../../sandbox/intercom/workspace';
import { emptyRecord, type ContactRecord as XeroRecord } from '../../../sandbox/xero/contactRecord';
import { faultOf, type Element } from './judge';
import type { Moment } from './moment';
import { verdictOf } from './verdict';

const ANN = 'a'.repeat(24);
const BEN = 'b'.repeat(24);
const OURS = '11111111-1111-4111-8111-111111111111';
const STRANGER = '22222222-2222-4222-8222-222222222222';
const workspace = new Workspace({ id: 'w', name: 'W', timezone: 'UTC', region: 'US' });

function person(id: string, name: string, more: Partial<ContactRecord> = {}): ContactRecord {
	return { ...newContact({ workspace, now: 0 }, { name, email: `${name.split(' ')[0]!.toLowerCase()}@example.com` }), id, ...more };
}

function contact(id: string, text: XeroRecord['text'], more: Partial<XeroRecord> = {}): XeroRecord {
	return { ...emptyRecord(id, 0), text, ...more };
}

const ann = person(ANN, 'Ann Lee');
const ben = person(BEN, 'Ben Orr');
const annsContact = contact(OURS, { Name: 'Ann Lee', EmailAddress: 'ann@example.com', ContactNumber: ANN });
const stranger = contact(STRANGER, { Name: 'Harbour Trading', EmailAddress: 'harbour@example.com' });

function moment(people: ContactRecord[], contacts: XeroRecord[], accountantsNames: string[] = []): Moment {
	return {
		organisationId: 'o',
		policy: { asksIntercom: true, goneRecords: 'review' },
		people: new Map(people.map((one) => [one.id, one])),
		companies: new Map(),
		contacts: new Map(contacts.map((one) => [one.id, one])),
		accountantsNames: new Set(accountantsNames),
	};
}

const update = (before: XeroRecord, element: Element, ...window: Moment[]) => faultOf({ contactId: before.id, element, before }, window);
const create = (element: Element, ...window: Moment[]) => faultOf({ contactId: 'new', element, before: null }, window);

test('a record may write its own contact, with what is its own', () => {
	const now = moment([ann, ben], [annsContact, stranger]);
	expect(update(annsContact, { EmailAddress: 'ann@example.com' }, now)).toBeUndefined();
	expect(update(annsContact, { EmailAddress: 'ben@example.com' }, now)).toMatch(/has no EmailAddress "ben@example.com"/);
	expect(update(annsContact, { ContactNumber: BEN }, now)).toMatch(/has no ContactNumber/);
	expect(update(stranger, { EmailAddress: 'ann@example.com' }, now)).toMatch(/nobody's contact/);
});

test('what was so when the execution began is as good as what is so when it writes', () => {
	const before = moment([ann], [annsContact]);
	const after = moment([{ ...ann, email: 'new@example.com' }], [annsContact]);
	expect(update(annsContact, { EmailAddress: 'ann@example.com' }, before, after)).toBeUndefined();
	expect(update(annsContact, { EmailAddress: 'ann@example.com' }, after)).toBeDefined();
});

test('a merge in Xero hands the contact on for as long as it stands', () => {
	const merged = { ...annsContact, status: 'ARCHIVED' as const, mergedTo: STRANGER };
	expect(update(stranger, { EmailAddress: 'ann@example.com' }, moment([ann], [merged, stranger]))).toBeUndefined();
	expect(update(stranger, { EmailAddress: 'ann@example.com' }, moment([ann], [{ ...merged, status: 'ACTIVE' }, stranger]))).toMatch(/nobody's contact/);
});

test('a user takes over the one contact with its email, a lead does not', () => {
	const free = contact(STRANGER, { Name: 'Ann', EmailAddress: 'Ann@example.com' });
	const twin = contact(OURS, { Name: 'Ann again', EmailAddress: 'ann@example.com' });
	expect(update(free, { ContactNumber: ANN }, moment([ann], [free]))).toBeUndefined();
	expect(update(free, { ContactNumber: ANN }, moment([ann], [free, twin]))).toMatch(/nobody's contact/);
	expect(update(free, { ContactNumber: ANN }, moment([{ ...ann, role: 'lead' }], [free]))).toMatch(/nobody's contact/);
	expect(update(annsContact, { Name: 'Ann Lee' }, moment([{ ...ann, role: 'lead' }], [annsContact]))).toMatch(/has no Name/);
});

test('what the accountant typed stays', () => {
	const renamed = contact(OURS, { ...annsContact.text, Name: 'Lee Holdings', AccountNumber: 'A-1' });
	const now = moment([ann], [renamed], [OURS]);
	expect(update(renamed, { Name: 'Ann Lee' }, now)).toMatch(/accountant's name/);
	expect(update(renamed, { FirstName: 'Ann' }, now)).toMatch(/accountant's name/);
	expect(update(renamed, { AccountNumber: 'c-7' }, now)).toMatch(/AccountNumber "A-1"/);
});

test('people of a contact stay, but for those whom another process added meanwhile', () => {
	const bens = { FirstName: 'Ben', LastName: 'Orr', EmailAddress: 'ben@example.com', IncludeInEmails: false };
	const peopled = { ...annsContact, persons: [bens] };
	const lost = /person ben@example.com was lost/;
	expect(update(peopled, { ContactPersons: [] }, moment([ann], [peopled]), moment([ann], [peopled]))).toMatch(lost);
	expect(update(peopled, { ContactPersons: [] }, moment([ann], [annsContact]), moment([ann], [peopled]))).not.toMatch(lost);
});

test('nobody gets a second contact, nor is an email made double', () => {
	const element = { ContactNumber: ANN, Name: 'Ann Lee', EmailAddress: 'ann@example.com' };
	expect(create(element, moment([ann], []))).toBeUndefined();
	expect(create(element, moment([ann], [annsContact]))).toMatch(/a second contact was created/);
	expect(create(element, moment([ann], [contact(STRANGER, { Name: 'A', EmailAddress: 'ann@example.com' })]))).toMatch(/a second contact with/);
	expect(create(element, moment([{ ...ann, state: 'deleted' }], []))).toMatch(/not in Intercom/);
	expect(create({ ...element, Name: 'Ben Orr' }, moment([ann, ben], []))).toMatch(/has no Name/);
});

test('at rest a record that nothing keeps from it is right, and what waits has its reason', () => {
	const now = moment([ann], [annsContact]);
	const waiting = { kind: 'rejected', reason: 'required' } as const;
	expect(verdictOf(now, ann, undefined, '')).toMatch(/^lost/);
	expect(verdictOf(now, ann, waiting, '')).toMatch(/nothing keeps it from being right/);
});
