import type { ContactChoice } from '../../../lib/intercom/contacts/contactChoice';
import type { IntercomConnection } from '../../../lib/intercom/api/request';
import { checkEntries } from '../../../sandbox/kernel/specCheck';
import { connectionTo, EVERYBODY, readAll } from './chosenPages';
import { startIntercomAlone, type IntercomAlone } from './intercomOnly';

/** What reading the chosen contacts page by page rests on, as the stand-in does it. */
let intercom: IntercomAlone;
let connection: IntercomConnection;

beforeAll(async () => {
	intercom = await startIntercomAlone();
	connection = connectionTo(intercom);
});
afterAll(async () => {
	intercom.world.reset();
	await intercom.stop();
});
beforeEach(() => {
	intercom.world.reset();
	intercom.kernel.switches.reset();
	intercom.kernel.journal.clear();
});

test('edits, tags, merges and archivings between two pages neither hide nor repeat anybody who stays', async () => {
	const ids = intercom.world.seedContacts(60, { leads: 0.5 });
	const people = intercom.world.people();
	const left: string[] = [];
	const { ids: seen } = await readAll(connection, EVERYBODY, 10, (page) => {
		people.updateContact(ids[55 - page] ?? '', { name: `Edited ${page}` });
		people.tag(ids[page] ?? '', 'Seen');
		if (page === 1) people.archive(ids[50] ?? '');
		if (page === 2) people.mergeLeadIntoUser(ids[29] ?? '', ids[59] ?? '');
		if (page === 2) left.push(ids[50] ?? '');
	});
	expect(left).toHaveLength(1);
	// The lead was read before it was merged, the archived one is not read any more.
	expect(seen).toEqual(ids.filter((id) => !left.includes(id)));
});

test('a user says in the search which leads it was; a lead and a search that does not ask say nothing', async () => {
	const people = intercom.world.people();
	const lead = people.createContact({ role: 'lead', email: 'jane@acme.example' });
	const user = people.createContact({ email: 'jane@acme.example' });
	people.mergeLeadIntoUser(lead.id, user.id);
	people.createContact({ role: 'lead', email: 'joe@acme.example' });
	const query = { field: 'created_at', operator: '>', value: 0 };
	const histories = async (path: string) => (await intercom.call('POST', path, { query, sort: { field: 'created_at', order: 'ascending' } })).body.data.map((one: { merge_history?: unknown[] }) => one.merge_history?.length);
	expect(await histories('/contacts/search')).toEqual([undefined, undefined]);
	expect(await histories('/contacts/search?include_merge_history=true')).toEqual([1, undefined]);
	expect(checkEntries(intercom.kernel.journal.list({ vendor: 'intercom' }))).toEqual([]);
});

test('roles, tags and segments are searched together; those a time cuts off within a day are counted by Intercom all the same', async () => {
	const ids = intercom.world.seedContacts(48, { leads: 0.5, spacingMs: 3_600_000 });
	const people = intercom.world.people();
	ids.forEach((id, index) => {
		if (index % 2 === 0) people.tag(id, 'Even');
		if (index % 3 === 0) people.addToSegment(id, 'Thirds');
	});
	const of = async (choice: Partial<ContactChoice>) => (await readAll(connection, { ...EVERYBODY, ...choice }, 5)).ids.map((id) => ids.indexOf(id));
	expect(await of({ role: 'lead', tag: 'even', segment: 'thirds' })).toEqual([0, 6, 12, 18]);
	const createdSince = Math.ceil((intercom.world.workspace().contacts.get(ids[40] ?? '')?.createdAt ?? 0) / 1_000);
	const { ids: found, totals } = await readAll(connection, { ...EVERYBODY, createdSince: createdSince - 1 }, 150);
	expect(found).toEqual(ids.slice(40));
	expect(Number(totals[0])).toBeGreaterThanOrEqual(8);
});
