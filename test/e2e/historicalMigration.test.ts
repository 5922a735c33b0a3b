import { XeroReader } from '../../sandbox/demo/xeroReader';
import { eventually, quiet, startContactSync, type ContactSync } from './harness/contactSync';
import { historicalPeople, type Historical } from './harness/historicalPeople';
import { E2E_LIMIT_MS } from './harness/limits';
import { Migration } from './harness/migration';
import { axeViolations, LOOKS, pictureOf, publishStatusPage, Visitors } from './harness/statusPage';

/** What Intercom has for years is brought into Xero: foreseen first, then done, while contact-sync goes on beside it. */
let sync: ContactSync;
let migration: Migration;
let xero: XeroReader;
let people: Historical;
let visitors: Visitors;
let address: string;

beforeAll(async () => {
	sync = await startContactSync({ channel: 'json', env: { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' } });
	xero = new XeroReader(sync.stage.sandbox);
	people = historicalPeople(sync.stage);
	migration = await Migration.publish(sync);
	address = await publishStatusPage(sync.stage);
	visitors = await Visitors.come();
}, E2E_LIMIT_MS);

afterAll(async () => {
	await visitors?.leave();
	await sync?.close();
}, E2E_LIMIT_MS);

/** What the page says of the job, seen by a person in each light and on a phone. */
async function seen(name: string): Promise<string> {
	let words = '';
	for (const [look, options] of LOOKS) {
		const context = await visitors.enter(options);
		const page = await context.newPage();
		await page.goto(address);
		words = await page.locator('section', { has: page.locator('#jobs') }).innerText();
		await pictureOf(page, 'jobs', `status-page-${name}${look}`);
		expect(await axeViolations(page)).toEqual([]);
		expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
		await context.close();
	}
	return words;
}

/** 345 references are written, and each comes back as a notification. */
const LIVE_LIMIT_MS = 240_000;

/** Both vendors' writes since a mark. */
const writesSince = (mark: number) => sync.stage.sandbox.journal.list({ after: mark }).filter(({ method, path }) => !['GET', 'HEAD'].includes(method) && !/\/(search|token|connect|oauth)/.test(path)).map(({ vendor, method, path }) => `${vendor} ${method} ${path}`);

test('a dry run writes nothing, and foresees what becomes of each contact, also of those who meet on different pages', async () => {
	const mark = sync.stage.sandbox.journal.mark();
	await migration.start({ jobName: 'dry 1', jobMode: 'dryRun' });
	const job = await migration.ended('dry 1');
	expect(writesSince(mark)).toEqual([]);
	expect(job).toMatchObject({ kind: 'dryRun', total: 354, done: 354, reading: { pages: 4, read: 354, expected: 354 } });
	// The first of the doubles and both namesakes, and everybody who is fresh.
	expect(job.counts).toEqual({ created: 183, updated: 160, unchanged: 0, review: 9, failed: 1, other: 1 });
	const foreseen = new Map((await migration.forecasts()).map((row) => [String(row.id), row]));
	expect(foreseen.get(people.doubles[0])).toMatchObject({ outcome: 'created' });
	expect(foreseen.get(people.doubles[1])).toMatchObject({ outcome: 'review', reason: 'duplicateInIntercom' });
	expect(people.namesakes.map((id) => foreseen.get(id)?.outcome)).toEqual(['created', 'created']);
	expect(people.strangers.map((id) => foreseen.get(id)?.reason)).toEqual(people.strangers.map(() => 'unverified'));
	expect(foreseen.get(people.unmappable)).toMatchObject({ outcome: 'rejected' });
	expect(foreseen.get(people.off)).toMatchObject({ outcome: 'skipped' });
	expect(await sync.rows('record')).toEqual([]);
	expect(await sync.rows('review')).toEqual([]);
}, E2E_LIMIT_MS);

test('the status page shows what was foreseen, and what it takes', async () => {
	const words = await seen('dry-run');
	expect(words).toMatch(/dry 1 \(dry run\)\s+Finished; nothing was written\. Live it takes some 9 calls of Xero/);
	expect(words).toContain('354 of 354 foreseen, 0 left: 183 created, 160 updated, 0 unchanged, 9 for review, 1 failed, 1 left out or gone.');
	expect(words).toContain('Names that two want in Xero: 1');
}, E2E_LIMIT_MS);

test('the live run does just that, in few calls, while a live change goes its own way', async () => {
	const foreseen = new Map((await migration.forecasts()).map((row) => [String(row.id), row]));
	const mark = sync.stage.sandbox.journal.mark();
	await migration.start({ jobName: 'live 1', jobMode: 'migration', foreseenBy: 'dry 1' });
	const { id: live } = sync.people.createContact({ role: 'user', name: 'Liv Live', email: 'liv@live.example' });
	await eventually(async () => expect((await xero.byNumber(live))?.Name).toBe('Liv Live'));
	await eventually(async () => expect((await migration.job('live 1')).done).toBeGreaterThan(100), LIVE_LIMIT_MS);
	const job = await migration.ended('live 1', LIVE_LIMIT_MS);
	await quiet(sync);
	// The documents show it as the finished run: taken before, one look was of the run under way.
	expect(await seen('migration')).toMatch(/live 1 \(migration\)\s+Finished\.[^]* of \d+ done, 0 left/);
	expect(job.counts).toMatchObject({ created: 183, updated: 160, review: 9, failed: 1 });
	for (const id of [...people.fresh, ...people.changed, ...people.bound]) expect(await sync.rowOf('record', id)).toMatchObject({ state: 'synced', reference: 'stored' });
	const reviews = new Map((await sync.rows('review')).map((row) => [String(row.id), row.reason]));
	for (const [id, row] of foreseen) if (row.outcome === 'review') expect([id, reviews.get(id)]).toEqual([id, row.reason]);
	expect(reviews.size).toBe(9);
	const names = await Promise.all(people.namesakes.map(async (id) => (await xero.byNumber(id))?.Name));
	expect(new Set(names).size).toBe(2);
	// 343 written by fifty, creates and updates apart; the live change; the list, and what changed. The test itself looks by number.
	const ours = sync.xeroCalls(mark).filter(({ query }) => query.where?.startsWith('ContactNumber==') !== true);
	expect(ours.length).toBeLessThanOrEqual(16);
}, E2E_LIMIT_MS);

test('a second live run reads its pages and leaves all alone', async () => {
	const mark = sync.stage.sandbox.journal.mark();
	await migration.start({ jobName: 'live 2', jobMode: 'migration' });
	const job = await migration.ended('live 2');
	await quiet(sync);
	expect(job.counts).toMatchObject({ created: 0, updated: 0 });
	expect(writesSince(mark)).toEqual([]);
	// Whoever is synced, or waits for a person, is left out before Xero is asked, so it is the same for 100,000.
	expect(sync.stage.sandbox.journal.countByOperation({ after: mark, vendor: 'xero' })).toEqual({});
}, E2E_LIMIT_MS);

test('no execution of it failed', async () => {
	const { session } = sync.stage;
	const failed = await session.request<{ results: unknown[] }>('GET', `/executions?filter=${encodeURIComponent(JSON.stringify({ workflowId: migration.workflow.id, status: ['error', 'crashed'] }))}`);
	expect(failed.results).toEqual([]);
}, E2E_LIMIT_MS);
