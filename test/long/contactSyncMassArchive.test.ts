import { eventually, quiet, startContactSync, type ContactSync } from '../e2e/harness/contactSync';
import { E2E_LIMIT_MS } from '../e2e/harness/limits';

/** Time scale: the queue runs every 20 s instead of every minute, the reconciliation every 15 s instead of every hour. Vendor limits are Xero's own. */
const QUEUE_SECONDS = 20;
const MASS = 20;
/** In two parts, one of them is still more than usual. */
const MANY = 45;
let sync: ContactSync;

beforeAll(async () => {
	sync = await startContactSync({ channel: 'discord', queueSeconds: QUEUE_SECONDS, retrySeconds: Array(8).fill(QUEUE_SECONDS), reconciliationSeconds: 15, settings: { whenDeleted: 'archive' } });
}, E2E_LIMIT_MS);

afterAll(async () => await sync?.close(), E2E_LIMIT_MS);

const archived = () => sync.stage.sandbox.xero.organisation().contacts.sorted().filter(({ status }) => status === 'ARCHIVED').length;
/** Found by the reconciliation and written in one go: one by one they would take Xero's calls of some minutes. */
function create(count: number, name: string): string[] {
	sync.stage.sandbox.intercom.deliveries.troubleNext('lose', count);
	return Array.from({ length: count }, (_, index) => sync.people.createContact({ role: 'user', name: `${name} ${index}`, email: `${name.toLowerCase()}${index}@mass.example` }).id);
}

async function inXero(count: number): Promise<void> {
	await eventually(() => expect(sync.stage.sandbox.xero.organisation().contacts.sorted()).toHaveLength(count), 90_000);
	await eventually(async () => expect(await sync.rows('queue')).toEqual([]), 60_000);
	await quiet(sync);
}

test('a few contacts archived in Intercom are archived in Xero with the next run of the queue', async () => {
	const ids = create(3, 'Few');
	await inXero(3);
	for (const id of ids) sync.people.archive(id);
	await eventually(() => expect(archived()).toBe(3), 90_000);
	expect(await sync.rows('review')).toEqual([]);
}, E2E_LIMIT_MS);

test('many at once, each told of live, wait for a person, who hears of it in words that fit', async () => {
	const ids = create(MANY, 'Many');
	await inXero(3 + MANY);
	const before = archived();
	for (const id of ids) sync.people.archive(id);
	const review = await eventually(async () => {
		const rows = await sync.rows('review');
		expect(rows.length + archived() - before).toBe(MANY);
		return rows;
	}, 120_000);
	expect(archived() - before).toBeLessThanOrEqual(MASS);
	expect(review).toMatchObject(review.map(() => ({ reason: 'massChange', waysOut: expect.stringContaining('nightly sweeps') })));
	const told = await eventually(() => {
		const texts = sync.alerts.texts().filter((text) => text.includes('archive an unusual number'));
		expect(texts.length).toBeGreaterThan(0);
		return texts;
	}, 60_000);
	expect(told.join()).not.toContain('xero_sync');
}, E2E_LIMIT_MS);
