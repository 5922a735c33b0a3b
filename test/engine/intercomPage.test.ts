import { omit } from 'es-toolkit';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { checkEntries } from '../../sandbox/kernel/specCheck';
import { startIntercomAlone, type IntercomAlone } from '../sandbox/intercom/intercomOnly';
import { runNode } from './runWorkflow';

/** Get Page of contacts, chosen and as profiles, in n8n's engine against the stand-in. */
let intercom: IntercomAlone;

jest.setTimeout(120_000);

const ZONE = 'Australia/Sydney';

beforeAll(async () => {
	intercom = await startIntercomAlone({ timezone: ZONE });
});
afterAll(async () => {
	intercom.world.reset();
	await intercom.stop();
});
beforeEach(() => {
	intercom.world.reset();
	intercom.kernel.switches.reset();
	intercom.kernel.clock.reset();
	intercom.kernel.journal.clear();
});

const run = (parameters: INodeParameters, inputs: IDataObject[] = [{}], operation = 'getPage') =>
	runNode({
		type: 'intercomContacts',
		mode: 'trigger',
		parameters: { operation, ...parameters },
		items: inputs.map((json) => ({ json })),
		credentials: { intercomAppTokenApi: { accessToken: 'sandbox-intercom-token', region: 'us', clientSecret: 'x', simulatorUrl: intercom.url } },
	});

const jsons = (items: INodeExecutionData[] = []) => items.map(({ json }) => json);

/** The json of the items that leave by Done, after making sure that nothing else leaves. */
async function doneOf(parameters: INodeParameters, inputs?: IDataObject[], operation?: string): Promise<IDataObject[]> {
	const { outputs, error } = await run(parameters, inputs, operation);
	expect(error).toBeUndefined();
	expect(outputs.slice(1).flat().map(({ json }) => json.message)).toEqual([]);
	return jsons(outputs[0]);
}

/** All pages, each from the cursor of the one before; what happens between two pages is the caller's. */
async function allPages(parameters: INodeParameters, input: IDataObject = {}, between: (page: number) => void = () => undefined): Promise<IDataObject[]> {
	const seen: IDataObject[] = [];
	for (let cursor: unknown = null, page = 0; page === 0 || cursor !== null; page++) {
		const items = await doneOf(parameters, [{ ...input, cursor } as IDataObject]);
		seen.push(...items);
		cursor = items[0]?.nextCursor ?? null;
		expect(items.every(({ nextCursor, isLast }) => (nextCursor ?? null) === cursor && (isLast ?? true) === (cursor === null))).toBe(true);
		between(page);
	}
	return seen;
}

const idsOf = (items: IDataObject[]) => items.map(({ contactId }) => contactId);
const calls = () => intercom.kernel.journal.list({}).map(({ method, path }) => `${method} ${path}`);
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

describe('profiles', () => {
	const OFF = { companies: false, conversations: false, mergeHistory: false, owner: false, segments: false, tags: false };
	const ON = { companies: true, conversations: true, mergeHistory: true, owner: true, segments: true, tags: true };
	const PLACE = ['nextCursor', 'isLast', 'total', 'readAt'] as const;

	/** People with everything that a profile can hold. */
	function village(): string[] {
		const people = intercom.world.people();
		const [ownerId = null] = intercom.world.workspace().admins.keys();
		const ids = intercom.world.seedContacts(6, { leads: 0.2, spacingMs: 60_000 });
		const { id: companyId } = people.createCompany({ name: "O'Neill & Sons" });
		for (const id of ids.slice(1, 4)) people.attachCompany(id, companyId);
		people.updateContact(ids[2] ?? '', { name: '<b>Tom & Jerry</b>', ownerId, custom: { xero_contact_id: 'x1', xero_organisation_id: 'o1' } });
		for (let tag = 0; tag < 12; tag++) people.tag(ids[3] ?? '', `Tag ${tag}`);
		people.tag(ids[4] ?? '', 'R&D');
		people.addToSegment(ids[4] ?? '', 'Paying');
		people.mergeLeadIntoUser(ids[0] ?? '', ids[5] ?? '');
		people.startConversation(ids[5] ?? '', { subject: 'Hello' });
		return ids.slice(1);
	}

	test.each([['off', OFF], ['on', ON]])('are those of Get Profile, with everything switched %s; the mapper takes them alike', async (_, include) => {
		const ids = village();
		const pages = await allPages({ output: 'profiles', include, pageSize: 4 });
		const one = await doneOf({ include }, ids.map((contactId) => ({ contactId })), 'getProfile');
		expect(pages.map((item) => omit(item, PLACE))).toEqual(one.map((item) => omit(item, ['readAt'])));
		expect(pages.map((item) => (item.contact as IDataObject).name)).toContain('<b>Tom & Jerry</b>');
		expect(pages.map(({ total }) => total)).toEqual([5, 5, 5, 5, 5]);
		// What a search says may be as old as the search is slow.
		expect(pages.every(({ readAt }) => Number(readAt) <= Date.now() - 15 * 60_000)).toBe(true);
		const mapped = async (items: IDataObject[]) => {
			const { outputs } = await runNode({ type: 'intercomToXeroMapper', parameters: { operation: 'mapContactToPerson', syncWhom: 'all' }, items: items.map((json) => ({ json })) });
			return outputs.map((output) => output.map(({ json }) => ({ ...json, source: omit(json.source as IDataObject, ['readAt']) })));
		};
		const fromPages = await mapped(pages);
		expect(fromPages[0]).toHaveLength(5);
		expect(fromPages).toEqual(await mapped(one));
	});

	test('with nothing switched on they cost no call but the page, one for the count of leads with the first, and say which contacts were merged', async () => {
		const ids = village();
		const profiles = await doneOf({ output: 'profiles' });
		expect(calls()).toEqual(['POST /contacts/search', 'POST /contacts/search']);
		intercom.kernel.journal.clear();
		expect(await doneOf({ output: 'profiles', role: 'user' })).toHaveLength(5);
		expect(calls()).toEqual(['POST /contacts/search']);
		expect(profiles.at(-1)).toMatchObject({ contact: { id: ids.at(-1) }, previousIds: [expect.any(String)], companies: null, tags: null, segments: null, owner: null, conversations: null });
		expect(profiles[1]).toMatchObject({ xeroReference: { xero_contact_id: 'x1', xero_organisation_id: 'o1' }, workspaceId: 'sandbox1', url: expect.stringContaining(String(ids[1])) });
		intercom.kernel.journal.clear();
		expect((await doneOf({ output: 'profiles', include: { mergeHistory: false } })).at(-1)).toMatchObject({ previousIds: [] });
		expect(checkEntries(intercom.kernel.journal.list({ vendor: 'intercom' }))).toEqual([]);
	});

	test('all users come before the first lead, the oldest of each first, and each page says how many there are of both', async () => {
		const ids = intercom.world.seedContacts(700, { leads: 0.3 });
		const roles = new Map(ids.map((id) => [id, intercom.world.people().contact(id).role]));
		const seen = await allPages({ output: 'profiles' });
		const inOrder = (['user', 'lead'] as const).flatMap((role) => ids.filter((id) => roles.get(id) === role));
		expect(seen.map((item) => (item.contact as IDataObject).id)).toEqual(inOrder);
		expect(new Set(seen.map(({ total }) => total))).toEqual(new Set([700]));
		expect(checkEntries(intercom.kernel.journal.list({ vendor: 'intercom' }))).toEqual([]);
	});

	test('cost a call per contact for what is switched on only, and never read the contact again', async () => {
		const ids = village();
		const ofUsers = { output: 'profiles', role: 'user' };
		await doneOf({ ...ofUsers, include: { companies: true, owner: true } });
		// Three have a company, and one call names all owners.
		expect(calls().sort()).toEqual(['GET /admins', ...[ids[0], ids[1], ids[2]].map((id) => `GET /contacts/${id}/companies`), 'POST /contacts/search'].sort());
		intercom.kernel.journal.clear();
		await doneOf({ ...ofUsers, include: { tags: true } });
		// One call names all tags; the contact with twelve is asked for its own.
		expect(calls().sort()).toEqual(['GET /tags', `GET /contacts/${ids[2]}/tags`, 'POST /contacts/search'].sort());
	});

	test('named segments are known without a call for each contact; switched on, all of them are read', async () => {
		const ids = village();
		intercom.world.people().addToSegment(ids[3] ?? '', 'Trial');
		const namesOf = (items: IDataObject[]) => items.map(({ segments }) => (segments as IDataObject[]).map(({ name }) => name));
		expect(namesOf(await doneOf({ output: 'profiles', role: 'user', segments: 'paying' }))).toEqual([[], [], [], ['Paying'], []]);
		expect(calls()).toHaveLength(1 + 1 + 1);
		expect(namesOf(await doneOf({ output: 'profiles', segments: 'paying', include: { segments: true } }))[3]?.sort()).toEqual(['Paying', 'Trial']);
	});

	test('a contact that cannot be completed leaves by Failed alone, with its id and the place of the page', async () => {
		const ids = village();
		intercom.kernel.faults.add({ vendor: 'intercom', method: 'GET', path: `/contacts/${ids[1]}/companies`, kind: 'status', status: 404 });
		const { outputs } = await run({ output: 'profiles', include: { companies: true } });
		expect(outputs.map(({ length }) => length)).toEqual([4, 0, 1]);
		expect(jsons(outputs[2])).toMatchObject([{ contactId: ids[1], isLast: true, nextCursor: null, total: 5 }]);
	});

	test('what would meet every contact fails the page as one: nothing of it leaves by Done', async () => {
		village();
		intercom.world.app().permissions.delete('read_conversations');
		const { outputs } = await run({ output: 'profiles', include: { conversations: true } });
		expect(outputs.map(({ length }) => length)).toEqual([0, 0, 1]);
		expect(jsons(outputs[2])).toMatchObject([{ class: 'auth', contactId: null }]);
	});
});
