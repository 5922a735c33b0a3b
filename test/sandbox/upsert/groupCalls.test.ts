import { NoAnswer } from '../../../lib/http/transport';
import { callsByName, contactIdOf, fieldChanges, groupsOf, tagged, afterRecord } from './afterScenes';
import { GROUPS, groupNames, inUi, later, organisation } from './groupScenes';
import { intercomId, recordOf } from './people';
import { openStage, type Stage } from './stage';

describe('groups and calls', () => {
	let stage: Stage;
	beforeAll(async () => {
		stage = await openStage();
	});
	beforeEach(() => stage.reset());
	afterAll(async () => await stage.stop());

	const people = (count: number) =>
		Array.from({ length: count }, (_, index) => ({ id: intercomId(), name: `Person ${[...String(index)].map((digit) => 'abcdefghij'[Number(digit)]).join('')}`, email: `p${index}@example.com` }));

	it('300 contacts into three groups: one list, three creates, fifty members a call; again: one look', async () => {
		const tags = (index: number) => ['VIP', ...(index % 2 ? ['Odd'] : []), ...(index % 3 ? [] : ['Third'])];
		const everybody = people(300);
		const calls = callsByName(stage);
		const outcomes = await stage.upsert(everybody.map((person, index) => tagged(person, tags(index))));
		expect(outcomes.every(({ outcome }) => outcome === 'created')).toBe(true);
		// 300, 150 and 100 members.
		expect(calls()).toEqual({ getContacts: 1, createContacts: 6, getContactGroups: 1, createContactGroup: 3, createContactGroupContacts: 6 + 3 + 2 });
		expect([...organisation(stage).groups.values()].map(({ members }) => members.size).sort()).toEqual([100, 150, 300]);
		const again = await stage.upsert(everybody.map((person, index) => tagged({ ...person, updatedAt: later(1) }, tags(index))));
		expect(again.every(({ outcome }) => outcome === 'unchanged')).toBe(true);
		expect(calls()).toEqual({ getContacts: 1 });
	});

	it('more than a thousand contacts in one run share the list, the users and the budget', async () => {
		const everybody = people(1_010);
		const calls = callsByName(stage);
		const records = everybody.map((person, index) => afterRecord(person, { groups: ['Tag: All'], groupPrefixes: ['Tag: '], owner: index === 1_009 ? { email: 'noah@harbourbooks.example', name: '' } : null }));
		await stage.upsert(records);
		expect(calls()).toMatchObject({ getContactGroups: 1, getUsers: 1, createContactGroup: 2, createContactGroupContacts: 20 + 1 + 1 });
		const without = everybody.map((person) => tagged({ ...person, updatedAt: later(1) }, []));
		const outcomes = await stage.upsert(without, { groupRemovals: 3 });
		expect(calls()).toMatchObject({ deleteContactGroupContact: 3 });
		expect(outcomes.filter(({ outcome }) => outcome === 'failed')).toHaveLength(1_007);
	}, 60_000);

	it('without groups, owner and notes nothing is asked that was not asked before', async () => {
		const calls = callsByName(stage);
		await stage.upsert([recordOf({})]);
		expect(calls()).toEqual({ getContacts: 1, createContacts: 1 });
	});

	it('of more groups than Xero allows those with the most members are made, the others are reported, and all are synced', async () => {
		for (let index = 0; index < 98; index++) inUi(stage, `Accountant ${index}`);
		const everybody = people(4);
		const outcomes = await stage.upsert(everybody.map((person, index) => tagged(person, ['A', `Own ${index}`, ...(index > 1 ? ['Two'] : [])])));
		expect(outcomes.every(({ outcome }) => outcome === 'created')).toBe(true);
		expect(groupNames(stage).filter((name) => name.startsWith('Tag: '))).toEqual(['Tag: A', 'Tag: Two']);
		expect(outcomes[0]!.notes).toEqual(['Not put into group "Tag: Own 0": Xero allows 100 contact groups, and all are taken.']);
	});

	it('the last room that others take meanwhile is reported as well', async () => {
		for (let index = 0; index < 99; index++) inUi(stage, `Accountant ${index}`);
		stage.before = ({ method, url }) => {
			if (method === 'PUT' && url.endsWith(GROUPS)) inUi(stage, 'Accountant 99');
		};
		const [outcome] = await stage.upsert([tagged({}, ['VIP'])]);
		expect(outcome).toMatchObject({ outcome: 'created', notes: [expect.stringContaining('100 contact groups')] });
	});

	it('removals over the budget leave by Failed, and the next runs do the rest', async () => {
		const everybody = people(5);
		const created = await stage.upsert(everybody.map((person) => tagged(person, ['VIP'])));
		const without = everybody.map((person) => tagged({ ...person, updatedAt: later(1) }, []));
		const first = await stage.upsert(without, { groupRemovals: 3 });
		expect(first.map(({ outcome }) => outcome)).toEqual(['updated', 'updated', 'updated', 'failed', 'failed']);
		expect(first[4]).toMatchObject({ reason: 'groupRemovalsSpent', failure: { class: 'transient', retryable: true, message: expect.stringMatching(/is written in Xero.*leaving group "Tag: VIP"/) }, xeroContactId: contactIdOf(created[4]) });
		const second = await stage.upsert(without, { groupRemovals: 3 });
		expect(second.map(({ reason }) => reason)).toEqual(['justWritten', 'justWritten', 'justWritten', 'groupsDiffer', 'groupsDiffer']);
		expect(created.flatMap((outcome) => groupsOf(stage, contactIdOf(outcome)))).toEqual([]);
	});

	it('a budget of nothing never takes anybody out and says so', async () => {
		const person = { id: intercomId() };
		const [created] = await stage.upsert([tagged(person, ['VIP'])]);
		const [outcome] = await stage.upsert([tagged({ ...person, updatedAt: later(1) }, [])], { groupRemovals: 0 });
		expect(outcome).toMatchObject({ outcome: 'unchanged', notes: [expect.stringContaining('Group Removals per Run is 0')] });
		expect(groupsOf(stage, contactIdOf(created))).toEqual(['Tag: VIP']);
	});

	it.each([['the list', 'GET', /ContactGroups$/], ['the members', 'PUT', /ContactGroups\/.*\/Contacts$/]])('a day limit at %s: the contacts are written, they leave by Failed, nothing more is sent, a retry does the rest', async (_what, method, path) => {
		stage.sandbox.faults.add({ vendor: 'xero', kind: 'empty429', headers: { 'retry-after': '40000', 'x-rate-limit-problem': 'day' }, method, path, times: 1 });
		const records = people(120).map((person) => tagged(person, ['VIP']));
		const outcomes = await stage.upsert(records);
		expect(outcomes.every((one) => one.outcome === 'failed' && one.failure.quota === 'day' && one.failure.retryAt !== undefined && one.xeroContactId !== '')).toBe(true);
		expect(stage.created()).toHaveLength(120);
		expect(stage.callsSpent()).toBeLessThan(1 + 3 + 1 + 1 + 2);
		stage.sandbox.clock.advance(41_000_000);
		stage.connect('accounting.contacts', 'accounting.settings.read');
		const retried = await stage.upsert(records);
		expect(retried.every(({ outcome, reason }) => outcome === 'updated' && reason === 'groupsDiffer')).toBe(true);
		expect([...organisation(stage).groups.values()].map(({ members }) => members.size)).toEqual([120]);
	});

	it('access that ends meanwhile causes no storm: one call finds out, for groups and notes together', async () => {
		stage.sandbox.faults.add({ vendor: 'xero', kind: 'status', status: 403, body: { detail: 'AuthenticationUnsuccessful' }, path: /ContactGroups\/|History/ });
		const outcomes = await stage.upsert(people(60).map((person) => tagged(person, ['VIP'], { notes: ['Signed up.'] })));
		expect(outcomes.every((one) => one.outcome === 'failed' && one.failure.class === 'auth' && one.failure.message.includes('group "Tag: VIP"'))).toBe(true);
		expect(stage.sandbox.journal.list({ vendor: 'xero' }).filter(({ path }) => /ContactGroups\/|History/.test(path))).toHaveLength(1);
	});

	it('an execution stopped after the write comes back to what is left', async () => {
		const record = tagged({}, ['VIP']);
		stage.before = ({ url }) => {
			if (url.includes(GROUPS)) throw new NoAnswer('cancelled', 'stopped');
		};
		await expect(stage.upsert([record])).rejects.toMatchObject({ kind: 'cancelled' });
		stage.before = undefined;
		const [outcome] = await stage.upsert([record]);
		expect(outcome).toMatchObject({ outcome: 'updated', reason: 'groupsDiffer' });
		expect(groupsOf(stage, contactIdOf(outcome))).toEqual(['Tag: VIP']);
	});

	it('a state that goes back while its groups are owed is not taken for the one before', async () => {
		const person = { id: intercomId() };
		const [created] = await stage.upsert([tagged(person, [])]);
		const lastSync = { fingerprint: tagged(person, []).fingerprint, xeroContactId: contactIdOf(created), sourceUpdatedAt: 1_760_000_000, xeroUpdatedAt: 0, values: {} };
		stage.before = ({ url }) => {
			if (url.includes(`${GROUPS}/`)) throw new NoAnswer('cancelled', 'stopped');
		};
		await expect(stage.upsert([tagged({ ...person, phone: '0412 345 678', updatedAt: later(1) }, ['VIP'], { lastSync })])).rejects.toBeInstanceOf(NoAnswer);
		stage.before = undefined;
		expect(await stage.upsert([tagged({ ...person, updatedAt: later(2) }, [], { lastSync })])).not.toMatchObject([{ reason: 'sameFingerprint' }]);
	});

	it('without the scope for users the contact is written, its tags are set, and the item says which scope is missing', async () => {
		stage.sandbox.faults.add({ vendor: 'xero', kind: 'status', status: 401, body: {}, headers: { 'www-authenticate': 'Bearer error="insufficient_scope"' }, path: '/Users' });
		const calls = callsByName(stage);
		const records = people(3).map((person) => tagged(person, ['VIP'], { owner: { email: 'olivia@harbourbooks.example', name: 'Liv' } }));
		const outcomes = await stage.upsert([...records, tagged({ name: 'No Owner', email: 'none@example.com' }, ['VIP'])]);
		expect(outcomes.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'failed', 'created']);
		expect(outcomes[0]).toMatchObject({ reason: 'xeroScopeMissing', failure: { class: 'auth', message: expect.stringMatching(/the owner group.*accounting\.settings\.read/) } });
		expect(calls()).toMatchObject({ getUsers: 1 });
		expect([...organisation(stage).groups.values()].map(({ members }) => members.size)).toEqual([4]);
	});

	it('Preview shows the change of groups and makes none', async () => {
		const person = { id: intercomId() };
		const [created] = await stage.upsert([tagged(person, ['Old'])]);
		const calls = callsByName(stage);
		const preview = await stage.upsert([tagged({ ...person, updatedAt: later(1) }, ['VIP']), tagged({ name: 'Bob Ray', email: 'bob@example.com' }, ['VIP'])], { preview: true });
		expect(preview).toMatchObject([{ outcome: 'preview', reason: 'wouldUpdate', changes: [{ before: 'Tag: Old', after: 'Tag: VIP' }] }, { outcome: 'preview', reason: 'wouldCreate' }]);
		expect(fieldChanges(preview[1], 'ContactGroups')).toMatchObject([{ before: '', after: 'Tag: VIP' }]);
		expect(calls()).toEqual({ getContacts: 1 });
		expect([groupsOf(stage, contactIdOf(created)), groupNames(stage)]).toEqual([['Tag: Old'], ['Tag: Old']]);
		expect(await stage.upsert([tagged({ ...person, updatedAt: later(1) }, ['VIP'])])).toMatchObject([{ changes: [{ before: 'Tag: Old', after: 'Tag: VIP' }] }]);
	});

	it('a group without a prefix of the mapping is not filled', async () => {
		const debtors = inUi(stage, 'Debtors');
		const [outcome] = await stage.upsert([afterRecord({}, { groups: ['Debtors', 'Tag: VIP'], groupPrefixes: ['Tag: '] })]);
		expect(outcome!.notes).toEqual([expect.stringContaining('"Debtors"')]);
		expect(organisation(stage).groups.get(debtors)!.members.size).toBe(0);
	});
});
