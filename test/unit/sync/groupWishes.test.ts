import { groupWishes } from '../../../lib/sync/plan/groupWishes';
import { hasGroups } from '../../../lib/sync/record/afterWork';
import { mergeOrganisation } from '../../../lib/sync/identity/mergeOrganisation';
import { parseRecord } from '../../../lib/sync/record/parseRecord';
import { id, recordOf } from './records';

const USERS = [{ email: 'Ann@x.example', name: 'Ann Lee' }];

test('an owner is a group by the name of the Xero user with that email, in any case', () => {
	const record = recordOf({ groups: ['Tag: VIP'], groupPrefixes: ['Tag: '], owner: { email: 'ann@X.example', name: 'Annie' } });
	expect(groupWishes(record, USERS)).toEqual({ wanted: ['Tag: VIP', 'Owner: Ann Lee'], prefixes: ['Tag: ', 'Owner: '], facts: [] });
});

test('an owner whom Xero does not know is said, and the contact leaves the groups of earlier owners', () => {
	const wishes = groupWishes(recordOf({ owner: { email: 'bob@x.example', name: 'Bob' } }), USERS);
	expect(wishes).toMatchObject({ wanted: [], prefixes: ['Owner: '], facts: [expect.stringMatching(/no Xero user has the email bob@x.example .*Bob/)] });
	expect(groupWishes(recordOf({ owner: { email: '', name: 'Bob' } }), [{ email: '', name: 'Nobody' }].slice(1)).facts.join()).toContain('has no email');
});

test('without an owner the owner groups are left; where owners are not mapped or the users not known, they stay', () => {
	expect(groupWishes(recordOf({ owner: null }), USERS)).toEqual({ wanted: [], prefixes: ['Owner: '], facts: [] });
	expect(groupWishes(recordOf(), USERS).prefixes).toEqual([]);
	expect(groupWishes(recordOf({ owner: { email: 'ann@x.example', name: '' } }), undefined)).toEqual({ wanted: [], prefixes: [], facts: [] });
});

test.each([
	[{}, false],
	[{ groups: ['Tag: A'] }, true],
	[{ groupPrefixes: ['Tag: '] }, true],
	[{ owner: null }, true],
])('whether a record has to do with groups: %j', (parts, expected) => expect(hasGroups(recordOf(parts))).toBe(expected));

test('the items of a company are in the groups of all of them, whatever their order', () => {
	const item = (number: number, groups: string[], notes: string[]) =>
		recordOf({ kind: 'organisation', intercomId: id(9), staff: { intercomId: id(number) }, groups, groupPrefixes: ['Tag: '], notes });
	const items = [item(1, ['Tag: B'], ['one']), item(2, ['Tag: A', 'Tag: B'], ['two'])];
	const merged = mergeOrganisation(items[1]!, items);
	expect(merged).toMatchObject({ groups: ['Tag: A', 'Tag: B'], groupPrefixes: ['Tag: '], notes: ['two'] });
	expect(mergeOrganisation(items[1]!, [...items].reverse())).toEqual(merged);
});

const json = (more: object) => ({ ...recordOf(), ...more });

test.each([
	[{ owner: null, groupPrefixes: null, notesWhen: null, noteActions: null }, { owner: null }],
	[{ owner: { email: 'a@x.example', name: null } }, { owner: { email: 'a@x.example', name: '' } }],
	[{ groupPrefixes: ['Tag: '], notesWhen: 'change', noteActions: true }, { groupPrefixes: ['Tag: '], notesWhen: 'change', noteActions: true }],
])('what a Data Table makes of them is read: %j', (given, read) => {
	const result = parseRecord(json(given));
	expect(result).toMatchObject({ ok: true, record: read });
	if (result.ok && !('groupPrefixes' in read)) expect(Object.keys(result.record)).not.toContain('groupPrefixes');
});

test.each([
	[{ owner: 'Ann' }, 'owner'],
	[{ owner: { email: 5 } }, 'owner'],
	[{ groupPrefixes: 'Tag: ' }, 'groupPrefixes'],
	[{ groupPrefixes: [''] }, 'groupPrefixes'],
	[{ notesWhen: 'always' }, 'notesWhen'],
	[{ noteActions: 'yes' }, 'noteActions'],
])('anything else is named: %j', (given, field) => {
	expect(parseRecord(json(given))).toMatchObject({ ok: false, failure: { field, class: 'validation' } });
});
