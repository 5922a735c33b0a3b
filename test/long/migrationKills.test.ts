import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../../sandbox/kernel/random';
import { eventually, quiet, startContactSync, type ContactSync } from '../e2e/harness/contactSync';
import { Migration, type JobState } from '../e2e/harness/migration';
import { letters } from '../sandbox/upsert/namedPeople';

/** n8n is killed three times while a migration runs: it goes on behind the page that it was at, nobody is lost, nobody is written twice. */
const PEOPLE = 1_800;
const PAGES = PEOPLE / 150;
const KILLS = 3;
const LIMIT_MS = 90 * 60_000;
const THIRD_LIMIT_MS = 20 * 60_000;
const SEED = Number(process.env.FC_SEED ?? Date.now() % 2 ** 31);

let sync: ContactSync;
let migration: Migration;

beforeAll(async () => {
	sync = await startContactSync({ channel: 'json', env: { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' } });
	migration = await Migration.publish(sync);
	// The stand-ins are not what is killed: their limit of a minute would only make it last longer.
	Object.assign(sync.stage.sandbox.xero.limits.limits, { perMinute: 600, perDay: 50_000 });
}, LIMIT_MS);

afterAll(async () => await sync?.close(), LIMIT_MS);

test(`kill -9 at ${KILLS} random moments of a migration of ${PEOPLE} contacts`, async () => {
	const { sandbox, n8n } = sync.stage;
	const random = seededRandom(SEED);
	console.log(`FC_SEED=${SEED}`);
	const ids = Array.from({ length: PEOPLE }, (_, number) => {
		return sync.people.createContact({ role: 'user', name: `Kim K${letters(number)}`, email: `kim${number}@killed.example`, phone: `0412 ${String(100_000 + number).replace(/^(...)(...)$/, '$1 $2')}` }).id;
	});
	const mark = sandbox.journal.mark();
	const pagesRead: string[] = [];
	sandbox.journal.subscribe(({ operation, path, body, id }) => {
		// With the first page the leads are counted, too; here there are none.
		if (id > mark && operation.startsWith('intercom.') && path.endsWith('/contacts/search') && JSON.stringify(body).includes('"value":"user"')) pagesRead.push(JSON.stringify((body as { pagination?: unknown }).pagination ?? null));
	});
	await migration.start({ jobName: 'killed', jobMode: 'migration' });
	const moments: JobState[] = [];
	for (let kill = 0; kill < KILLS; kill++) {
		// At the first pages, in the midst, near the end: however fast the machine is.
		const behind = Math.floor(((kill + random()) * PAGES) / KILLS);
		await eventually(async () => expect((await migration.job('killed')).reading.pages).toBeGreaterThanOrEqual(behind), THIRD_LIMIT_MS);
		await sleep(random() * 5_000);
		moments.push(await migration.job('killed'));
		await n8n.kill();
		await n8n.start();
	}
	console.log('killed after', moments.map(({ reading: { pages, read }, done }) => ({ pages, read, done })), sandbox.journal.countByOperation({ after: mark, vendor: 'intercom' }));
	const job = await eventually(async () => await migration.ended('killed', 20 * 60_000), 21 * 60_000);
	await quiet(sync);

	expect(job).toMatchObject({ total: PEOPLE, done: PEOPLE, reading: { read: PEOPLE, pages: PAGES } });
	const numbers = sandbox.xero.organisation().contacts.sorted().map(({ text }) => text.ContactNumber);
	expect(ids.filter((id) => numbers.filter((number) => number === id).length !== 1)).toEqual([]);
	const created = sandbox.xero.changes.filter((change) => change.created && change.by === 'api').map(({ contactId }) => contactId);
	expect(new Set(created).size).toBe(PEOPLE);
	const overwritten = sandbox.xero.changes.filter((change) => !change.created && change.by === 'api');
	expect(overwritten).toEqual([]);
	for (const id of ids) expect(await sync.rowOf('record', id)).toMatchObject({ state: 'synced', reference: 'stored' });
	console.log('pages read', pagesRead.length, 'of', PAGES, sandbox.journal.countByOperation({ after: mark, vendor: 'intercom' }));
	// A page that was being read when n8n was killed is read once more.
	expect(pagesRead.length).toBeLessThanOrEqual(PAGES + KILLS);
}, LIMIT_MS);
