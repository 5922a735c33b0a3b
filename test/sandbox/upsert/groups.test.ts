import { checkEntries } from '../../../sandbox/kernel/specCheck';
import { callsByName, contactIdOf, fieldChanges, groupsOf, MISHAPS, tagged, WORLDS, afterRecord } from './afterScenes';
import { GROUPS, groupNames, inUi, later, organisation } from './groupScenes';
import { intercomId, recordOf } from './people';
import { openStage, type Stage } from './stage';

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
