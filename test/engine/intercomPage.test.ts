import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { checkEntries } from '../../sandbox/kernel/specCheck';
import { allPages, calls, doneOf, run } from './contactPages';
import { idsOf, intercom, jsons, standsIntercom } from './intercomStage';

/** Get Page of contacts, whom it reads and what it hides, in n8n's engine against the stand-in. */
jest.setTimeout(120_000);
standsIntercom({ timezone: 'Australia/Sydney' });

const count = (route: string) => calls().filter((call) => call === route).length;

test('1,500 contacts are ten calls, those of 100,000 are 667; what is edited, tagged or made meanwhile hides nobody and brings nobody twice', async () => {
	const ids = intercom.world.seedContacts(1_500, { leads: 0.2 });
	const people = intercom.world.people();
	const made: string[] = [];
	const seen = await allPages({}, {}, (page) => {
		// Those that are read already and those that are not: both move to the front of a list by the last change.
		for (const index of [page * 100, 1_499 - page * 10, 1_400 - page * 10]) people.updateContact(ids[index] ?? '', { name: `Edited ${page}` });
		people.tag(ids[1_300] ?? '', `Tag ${page}`);
		if (page === 3) made.push(people.createContact({ email: 'late@example.com' }).id);
	});
	expect(idsOf(seen)).toEqual([...ids, ...made]);
	// The one that came meanwhile is on a page of its own.
	expect(calls()).toEqual(Array.from({ length: 11 }, () => 'POST /contacts/search'));
	expect(Math.ceil(100_000 / 150)).toBe(667);
	expect(seen.map(({ total }) => total)).toEqual([...Array.from({ length: 600 }, () => 1_500), ...Array.from({ length: 901 }, () => 1_501)]);
});

describe('whom to read', () => {
	/** Ten people, one an hour, the newest now; even ones are users, the first six VIPs, the last six Paying. */
	function tenPeople(): string[] {
		const ids = intercom.world.seedContacts(10, { spacingMs: 3_600_000 });
		const people = intercom.world.people();
		ids.forEach((id, index) => {
			if (index < 6) people.tag(id, 'VIP & Co');
			if (index >= 4) people.addToSegment(id, 'Paying');
		});
		return ids;
	}
	const hoursAgo = (hours: number) => new Date(intercom.kernel.clock.now() - hours * 3_600_000).toISOString();
	const indexesOf = (ids: string[], items: IDataObject[]) => items.map(({ contactId }) => ids.indexOf(String(contactId)));

	test('from an item that says no page size, or a role that nobody knows, nobody is read', async () => {
		tenPeople();
		const { outputs } = await run({ valuesFrom: 'item' }, [{ selection: {} }, { pageSize: 2, selection: { role: 'admin' } }]);
		expect(outputs.map((left) => left.map(({ json }) => json.reason))).toEqual([[], [], ['numberInvalid', 'roleInvalid']]);
	});

	test.each(['day', 'second'])('where Intercom compares times by %s: tag, segment and time together, by fields or by the item', async (precision) => {
		intercom.kernel.switches.set('intercom.searchPrecision', precision as never);
		const ids = tenPeople();
		const of = async (parameters: INodeParameters, input?: IDataObject) => indexesOf(ids, await allPages({ pageSize: 2, ...parameters }, input));
		expect(await of({ tag: 'vip & co' })).toEqual([0, 1, 2, 3, 4, 5]);
		expect(await of({ segment: 'Paying' })).toEqual([4, 5, 6, 7, 8, 9]);
		expect(await of({ segment: 'Paying', tag: 'VIP & Co' })).toEqual([4, 5]);
		expect(await of({ createdSince: hoursAgo(2.5) })).toEqual([7, 8, 9]);
		expect(await of({ createdSince: hoursAgo(5.5), tag: 'VIP & Co' })).toEqual([4, 5]);
		// Tagging is a change: the first six are of now.
		expect(await of({ changedSince: hoursAgo(0.5) })).toEqual([0, 1, 2, 3, 4, 5, 9]);
		expect(await of({}, { selection: { segment: 'paying', tag: 'VIP & Co', role: 'lead' } })).toEqual([4, 5]);
		expect(await of({}, { selection: { createdSince: hoursAgo(2.5), tag: '', segment: null } })).toEqual([7, 8, 9]);
		expect(await of({ role: '={{ $json.selection?.role }}' }, { selection: { role: 'lead' } })).toEqual([]);
		expect(await of({ role: '={{ $json.selection?.role }}' })).toHaveLength(10);
		const item = { valuesFrom: 'item', role: 'lead', tag: 'nobody', pageSize: 1 };
		expect(await of(item, { pageSize: 2, selection: { segment: 'paying', tag: 'VIP & Co', role: 'user' } })).toEqual([4, 5]);
		expect(await of(item, { pageSize: 4, selection: { role: 'lead' } })).toEqual([]);
		expect(await of(item, { pageSize: 3, selection: { role: null, createdSince: hoursAgo(2.5), tag: null } })).toEqual([7, 8, 9]);
		expect(checkEntries(intercom.kernel.journal.list({ vendor: 'intercom' }))).toEqual([]);
	});

	test.each([['all', 4], ['user', 3], ['lead', 1], ['Both', 4], ['', 4]])('role %j', async (role, found) => {
		intercom.world.seedContacts(4, { leads: 0.25 });
		expect(await doneOf({ role })).toHaveLength(found);
	});

	test('tag, segment and time zone are asked once, not once a page', async () => {
		tenPeople();
		await allPages({ pageSize: 1, tag: 'VIP & Co', segment: 'Paying', createdSince: hoursAgo(200) });
		expect([count('GET /tags'), count('GET /segments'), count('GET /me'), count('POST /contacts/search')]).toEqual([1, 1, 1, 2]);
		// The next reading asks anew.
		await allPages({ pageSize: 1, tag: 'VIP & Co', segment: 'Paying', createdSince: hoursAgo(200) });
		expect(count('GET /tags')).toBe(2);
	});

	test('a tag or segment that nobody has is a failure that names it, also where it goes while the pages are read', async () => {
		tenPeople();
		const failure = async (parameters: INodeParameters, input: IDataObject = {}) => (await run(parameters, [input])).outputs.map(jsons)[2];
		expect(await failure({ tag: 'Gone' })).toMatchObject([{ reason: 'tagUnknown', message: 'Intercom has no tag called "Gone" (field Tag).', contactId: null }]);
		expect(await failure({ segment: 'Gone' })).toMatchObject([{ reason: 'segmentUnknown', message: 'Intercom has no segment called "Gone" (field Segment).' }]);
		const [first] = await doneOf({ segment: 'Paying', pageSize: 2 });
		const { segments, contacts } = intercom.world.workspace();
		segments.clear();
		for (const contact of contacts.values()) intercom.world.workspace().put({ ...contact, segmentIds: [] });
		expect(await failure({ segment: 'Paying', pageSize: 2 }, { cursor: first?.nextCursor })).toMatchObject([{ reason: 'segmentUnknown' }]);
	});

	test.each<[INodeParameters, string, string]>([
		[{ role: 'visitor' }, 'roleInvalid', '"visitor" is no role (field Role)'],
		[{ role: '={{ "constructor" }}' }, 'roleInvalid', '"constructor" is no role'],
		[{ role: '={{ { a: 1 } }}' }, 'roleInvalid', 'The value is no role'],
		[{ tag: '={{ 7 }}' }, 'tagInvalid', 'field Tag'],
		[{ segment: '={{ ["Paying"] }}' }, 'segmentInvalid', 'field Segment'],
		[{ createdSince: 'last year' }, 'createdSinceInvalid', '"last year" is not a time (field Created Since)'],
		[{ changedSince: '2199-01-01' }, 'changedSinceInFuture', 'lies in the future (field Changed Since)'],
	])('%j is refused before any call and does not stand for everybody', async (parameters, reason, message) => {
		intercom.world.seedContacts(2);
		const { outputs } = await run(parameters);
		expect(outputs.map(({ length }) => length)).toEqual([0, 0, 1]);
		expect(jsons(outputs[2])).toMatchObject([{ class: 'validation', reason, message: expect.stringContaining(message), retryable: false }]);
		expect(calls()).toEqual([]);
	});
});

describe('where nothing is found', () => {
	test('of IDs nothing goes on, or one item that says so; of profiles always the one', async () => {
		const said = { nothingFound: true, nextCursor: null, isLast: true, total: 0 };
		expect(await doneOf({})).toEqual([]);
		expect(await doneOf({ whenNothingFound: 'oneItem' })).toEqual([said]);
		expect(await doneOf({ output: 'profiles' })).toEqual([said]);
		const [id = ''] = intercom.world.seedContacts(1, { spacingMs: 1 });
		expect(await doneOf({ output: 'profiles', createdSince: new Date(intercom.kernel.clock.now() + 60_000).toISOString() })).toMatchObject([{ ...said, total: expect.any(Number) }]);
		expect(await doneOf({ output: 'profiles' })).toMatchObject([{ contact: { id } }]);
	});
});
