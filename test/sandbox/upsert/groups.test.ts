import { checkEntries } from '../../../sandbox/kernel/specCheck';
import { NoAnswer } from '../../../lib/http/transport';
import { callsByName, contactIdOf, fieldChanges, groupsOf, MISHAPS, tagged, WORLDS, afterRecord } from './afterScenes';
import { intercomId, recordOf } from './people';
import { openStage, type Stage } from './stage';

const GROUPS = '/ContactGroups';
const later = (days: number) => 1_760_000_000 + days * 86_400;
const organisation = (stage: Stage) => stage.sandbox.xero.organisation();
const groupNames = (stage: Stage) => [...organisation(stage).groups.values()].map(({ name }) => name).sort();
const inUi = (stage: Stage, name: string, ...members: string[]) => {
	const id = `9${String(organisation(stage).groups.size).padStart(7, '0')}-0000-4000-8000-000000000000`;
	organisation(stage).groups.set(id, { id, name, members: new Set(members) });
	return id;
};

describe.each(WORLDS)('$world', ({ switches }) => {
	let stage: Stage;
	beforeAll(async () => {
		stage = await openStage({ switches });
	});
	beforeEach(() => stage.reset());
	afterEach(() => expect(checkEntries(stage.sandbox.journal.list({ vendor: 'xero' }))).toEqual([]));
	afterAll(async () => await stage.stop());

	it('a contact is put into its groups, leaves those it lost, and keeps everybody else\'s', async () => {
		const person = { id: intercomId() };
		const [created] = await stage.upsert([tagged(person, ['VIP', 'New'])]);
		const contactId = contactIdOf(created);
		expect(created).toMatchObject({ outcome: 'created', reason: 'noCandidate' });
		expect(fieldChanges(created, 'ContactGroups')).toEqual([{ field: 'ContactGroups', before: '', after: 'Tag: New, Tag: VIP' }]);
		expect(groupsOf(stage, contactId)).toEqual(['Tag: New', 'Tag: VIP']);
		inUi(stage, 'Debtors', contactId);
		inUi(stage, 'Segment: Paying', contactId);
		stage.forget();
		const [updated] = await stage.upsert([tagged({ ...person, updatedAt: later(1) }, ['VIP', 'Old'])]);
		expect(updated).toMatchObject({ outcome: 'updated', reason: 'groupsDiffer', changes: [{ before: 'Tag: New, Tag: VIP', after: 'Tag: Old, Tag: VIP' }] });
		expect(groupsOf(stage, contactId)).toEqual(['Debtors', 'Segment: Paying', 'Tag: Old', 'Tag: VIP']);
	});

	it('what is in its groups already is unchanged and costs nothing more than looking', async () => {
		const person = { id: intercomId() };
		await stage.upsert([tagged(person, ['VIP'])]);
		stage.callsSpent();
		expect(await stage.upsert([tagged({ ...person, updatedAt: later(1) }, ['VIP'])])).toMatchObject([{ outcome: 'unchanged', changes: [] }]);
		expect(stage.callsSpent()).toBe(1);
		expect(await stage.upsert([tagged({ ...person, updatedAt: later(1) }, ['VIP'])])).toMatchObject([{ reason: 'justWritten' }]);
		expect(stage.callsSpent()).toBe(0);
	});

	it('a write does not make the process forget the groups', async () => {
		const person = { id: intercomId() };
		const [created] = await stage.upsert([tagged(person, ['VIP'])]);
		const calls = callsByName(stage);
		await stage.upsert([tagged({ ...person, phone: '0412 345 678', updatedAt: later(1) }, ['VIP'])]);
		expect(calls()).toEqual({ getContacts: 1, updateOrCreateContacts: 1 });
		await stage.upsert([tagged({ ...person, phone: '0412 345 678', updatedAt: later(2) }, [])]);
		expect(calls()).toEqual({ getContacts: 1, deleteContactGroupContact: 1 });
		expect(groupsOf(stage, contactIdOf(created))).toEqual([]);
	});

	it('what another worker did to the groups since this one looked is seen where nothing else explains the change', async () => {
		const person = { id: intercomId() };
		const [created] = await stage.upsert([tagged(person, ['VIP'])]);
		const contactId = contactIdOf(created);
		const lastSync = (tags: string[]) => ({ fingerprint: tagged(person, tags).fingerprint, xeroContactId: contactId, sourceUpdatedAt: 1_760_000_000, xeroUpdatedAt: 0, values: {} });
		const { members } = [...organisation(stage).groups.values()][0]!;
		stage.sandbox.clock.advance(60_000);
		await stage.upsert([recordOf({ name: 'Bob Ray', email: 'bob@example.com' })]);
		stage.sandbox.clock.advance(60_000);
		members.clear();
		const calls = callsByName(stage);
		const [back] = await stage.upsert([tagged({ ...person, updatedAt: later(1) }, ['VIP'], { lastSync: lastSync([]) })]);
		expect(back).toMatchObject({ outcome: 'updated', reason: 'groupsDiffer' });
		expect(groupsOf(stage, contactId)).toEqual(['Tag: VIP']);
		expect(calls()).toEqual({ getContacts: 1, createContactGroupContacts: 1 });
		await stage.upsert([tagged({ ...person, updatedAt: later(2) }, [], { lastSync: lastSync(['VIP']) })]);
		expect(calls()).toEqual({ getContacts: 1, deleteContactGroupContact: 1 });
		members.add(contactId);
		await stage.upsert([tagged({ ...person, updatedAt: later(3) }, [], { lastSync: lastSync(['VIP']) })]);
		expect(groupsOf(stage, contactId)).toEqual([]);
	});

	it('one that was archived meanwhile does not keep the others out, and says so', async () => {
		const people = Array.from({ length: 5 }, (_, index) => ({ id: intercomId(), name: `Person ${'abcde'[index]}`, email: `p${index}@example.com` }));
		const ids = stage.seed(...people.map(({ id, name, email }) => ({ Name: name, EmailAddress: email, ContactNumber: id })));
		stage.before = ({ method, url }) => {
			if (method === 'PUT' && url.endsWith('/Contacts') && url.includes(GROUPS)) organisation(stage).archiveInUi(ids[2]!);
		};
		const outcomes = await stage.upsert(people.map((person) => tagged(person, ['VIP'])));
		expect(outcomes.every(({ outcome }) => ['updated', 'unchanged'].includes(outcome))).toBe(true);
		expect(ids.map((id) => groupsOf(stage, id).length)).toEqual([1, 1, 0, 1, 1]);
		expect(outcomes[2]!.notes.join()).toContain('archived in Xero');
	});

	it('one that a person put into the group meanwhile counts as put there', async () => {
		const people = Array.from({ length: 3 }, (_, index) => ({ id: intercomId(), name: `Person ${'abc'[index]}`, email: `p${index}@example.com` }));
		const ids = stage.seed(...people.map(({ id, name, email }) => ({ Name: name, EmailAddress: email, ContactNumber: id })));
		inUi(stage, 'Tag: VIP');
		stage.before = ({ method, url }) => {
			if (method === 'PUT' && url.includes(GROUPS)) [...organisation(stage).groups.values()][0]!.members.add(ids[1]!);
		};
		const outcomes = await stage.upsert(people.map((person) => tagged(person, ['vip'])));
		expect(outcomes.every(({ outcome }) => outcome === 'updated')).toBe(true);
		expect(outcomes.map((outcome) => fieldChanges(outcome, 'ContactGroups').length)).toEqual([1, 1, 1]);
		expect(ids.map((id) => groupsOf(stage, id))).toEqual(Array(3).fill(['Tag: VIP']));
	});

	it('a group that a person made or deleted since the list was read is used, or made anew', async () => {
		stage.before = ({ method, url }) => {
			if (method !== 'PUT' || !url.endsWith(GROUPS)) return;
			stage.before = undefined;
			inUi(stage, 'Tag: VIP');
		};
		const [first] = await stage.upsert([tagged({ name: 'Ann Lee', email: 'ann@example.com' }, ['VIP'])]);
		expect(groupsOf(stage, contactIdOf(first))).toEqual(['Tag: VIP']);
		organisation(stage).groups.clear();
		const [second] = await stage.upsert([tagged({ name: 'Bob Ray', email: 'bob@example.com' }, ['VIP'])]);
		expect(second).toMatchObject({ outcome: 'created' });
		expect(groupsOf(stage, contactIdOf(second))).toEqual(['Tag: VIP']);
		expect(groupNames(stage)).toEqual(['Tag: VIP']);
	});

	it('several executions with one change ask Xero once: who waited for the lock finds it written', async () => {
		const record = tagged({ name: 'Ann Lee', email: 'ann@example.com' }, ['VIP']);
		const calls = callsByName(stage);
		const outcomes = (await Promise.all([1, 2, 3].map(async () => await stage.upsert([structuredClone(record)])))).flat();
		expect(outcomes.map(({ outcome, reason }) => `${outcome} ${reason}`)).toEqual(['created noCandidate', 'unchanged justWritten', 'unchanged justWritten']);
		expect(calls()).toMatchObject({ getContacts: 1, createContacts: 1, getContactGroups: 1, createContactGroup: 1, createContactGroupContacts: 1 });
	});

	it('two workers that need the same new group at once make one', async () => {
		const one = stage.upsert([tagged({ name: 'Ann Lee', email: 'ann@example.com' }, ['VIP'])]);
		stage.forget();
		const other = stage.upsert([tagged({ name: 'Bob Ray', email: 'bob@example.com' }, ['VIP'])]);
		const outcomes = (await Promise.all([one, other])).flat();
		expect(outcomes.map(contactIdOf).map((id) => groupsOf(stage, id))).toEqual([['Tag: VIP'], ['Tag: VIP']]);
		expect(groupNames(stage)).toEqual(['Tag: VIP']);
	});

	it('an owner becomes a group by the Xero user\'s name; one whom Xero does not know is reported', async () => {
		const id = intercomId();
		let day = 0;
		const owner = (email: string) => afterRecord({ id, updatedAt: later(day++) }, { owner: { email, name: 'Liv' } });
		const calls = callsByName(stage);
		const [created] = await stage.upsert([owner('OLIVIA@harbourbooks.example')]);
		expect(groupsOf(stage, contactIdOf(created))).toEqual(['Owner: Olivia Owner']);
		expect(calls()).toMatchObject({ getUsers: 1, getContactGroups: 1, createContactGroup: 1, createContactGroupContacts: 1 });
		const [changed] = await stage.upsert([owner('noah@harbourbooks.example')]);
		expect(changed).toMatchObject({ changes: [{ before: 'Owner: Olivia Owner', after: 'Owner: Noah Adviser' }] });
		const [unknown] = await stage.upsert([owner('nobody@elsewhere.example.com')]);
		expect(unknown).toMatchObject({ outcome: 'updated', notes: [expect.stringContaining('nobody@elsewhere.example.com')] });
		expect(groupsOf(stage, contactIdOf(created))).toEqual([]);
		expect(calls()).toMatchObject({ createContactGroup: 1, createContactGroupContacts: 1, deleteContactGroupContact: 2 });
	});

	describe.each<[string, string, RegExp]>([
		['the list of groups', 'GET', /ContactGroups$/],
		['the new group', 'PUT', /ContactGroups$/],
		['the members', 'PUT', /ContactGroups\/.*\/Contacts$/],
		['the removal', 'DELETE', /ContactGroups/],
	])('%s', (_what, method, path) => {
		it.each(MISHAPS)('%s changes nothing in the end', async (_mishap, fault) => {
			const person = { id: intercomId(), name: 'Jane Doe', email: 'jane@example.com' };
			const [contactId] = stage.seed({ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@example.com' });
			inUi(stage, 'Tag: Old', contactId!);
			stage.sandbox.faults.add({ ...fault, vendor: 'xero', method, path, times: 1 });
			const outcomes = await stage.upsert([tagged(person, ['VIP']), tagged({ name: 'Bob Ray', email: 'bob@example.com' }, ['VIP'])]);
			expect(outcomes.map(({ outcome }) => outcome)).toEqual(['updated', 'created']);
			expect(outcomes.map(contactIdOf).map((id) => groupsOf(stage, id))).toEqual([['Tag: VIP'], ['Tag: VIP']]);
			expect(groupNames(stage)).toEqual(['Tag: Old', 'Tag: VIP']);
		});
	});
});

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
