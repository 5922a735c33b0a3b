import { setTimeout as sleep } from 'node:timers/promises';
import { XERO_APP } from '../../sandbox/demo/apps';
import { eventually, quiet, startContactSync, type ContactSync } from './harness/contactSync';
import { E2E_LIMIT_MS } from './harness/limits';

/**
 * Time scale: a day of Xero's limit lasts 40 s instead of 24 h, so that its Retry-After is at most that; the reconciliation
 * comes every 8 s instead of every hour. Limits: 1,000 calls a day, 60 a minute.
 */
const DAY_MS = 40_000;
const KEEP_FOR_LIVE = 100;
let sync: ContactSync;
const bulk: string[] = [];

beforeAll(async () => {
	sync = await startContactSync({ channel: 'discord', reconciliationSeconds: 8, settings: { reserve: KEEP_FOR_LIVE }, sandbox: { xero: { limits: { perDay: 1_000, dayMs: DAY_MS } } } });
	create('Ann', 0);
	await eventually(() => expect(inXero()).toHaveLength(1));
	await quiet(sync);
}, E2E_LIMIT_MS);

afterAll(async () => await sync?.close(), E2E_LIMIT_MS);

const create = (name: string, index: number) =>
	sync.people.createContact({ role: 'user', name: `${name} Number${index}`, email: `${name.toLowerCase()}${index}@quota.example` }).id;
const inXero = () => sync.stage.sandbox.xero.organisation().contacts.sorted().flatMap(({ text }) => text.ContactNumber ?? []);
const callsLeft = async () => ((await sync.rows('fact')).find(({ name }) => name === 'quota xero')?.value as { dayRemaining: number } | undefined)?.dayRemaining;
/** Leaves so many calls of a day that begins now. */
function newDayWith(calls: number): void {
	const { xero } = sync.stage.sandbox;
	const { id } = xero.organisation();
	const usage = xero.limits.usage(XERO_APP.clientId, id);
	usage.day.startedAt = Date.now();
	xero.limits.leaveOfDay(XERO_APP.clientId, id, calls);
}

test('at the reserve no execution starts for bulk work, and live changes go on', async () => {
	newDayWith(KEEP_FOR_LIVE - 20);
	create('Lia', 0); // a live change learns what is left
	await eventually(() => expect(inXero()).toHaveLength(2));
	await eventually(async () => expect(await callsLeft()).toBeLessThan(KEEP_FOR_LIVE - 20));
	sync.stage.sandbox.intercom.deliveries.troubleNext('lose', 6);
	bulk.push(...Array.from({ length: 6 }, (_, index) => create('Bob', index)));
	const waiting = async () => (await sync.rows('work')).filter(({ id }) => bulk.includes(String(id)));
	await eventually(async () => expect((await waiting()).map(({ why }) => why)).toEqual(bulk.map(() => 'reconciliation')));
	await sleep(7_000); // it looks again every five seconds
	newDayWith(KEEP_FOR_LIVE - 30);
	const live = create('Liv', 0);
	await eventually(() => expect(inXero()).toContain(live));
	// The reconciliation may find it once more, where our reference came a second later: that is bulk work, and waits.
	await eventually(async () => expect((await sync.rows('work')).filter(({ id, why }) => id === live && why !== 'reconciliation')).toEqual([]));
	expect(inXero().filter((id) => bulk.includes(id))).toEqual([]);
	// Never tried: no execution took them.
	expect((await waiting()).map(({ state, attempts, failedAt }) => [state, attempts, failedAt])).toEqual(bulk.map(() => ['waiting', 0, null]));
	expect(sync.alerts.texts()).toEqual([]);
}, E2E_LIMIT_MS);

test('a 429 of the day: one alert, no call before Retry-After has passed, then everything drains by itself and is told once', async () => {
	newDayWith(0);
	const startedAt = Date.now();
	const mark = sync.stage.sandbox.journal.mark();
	const ids = [create('Dan', 0)];
	await eventually(() => expect(sync.alerts.texts()).toHaveLength(1));
	ids.push(...Array.from({ length: 5 }, (_, index) => create('Dee', index)));
	await sleep(15_000);
	const refused = sync.xeroCalls(mark);
	console.log(`429 of the day: ${refused.length} calls in ${Math.round((Date.now() - startedAt) / 1_000)} s for ${ids.length} changes`);
	expect(refused.map(({ status }) => status)).toEqual([429]);
	expect(sync.alerts.texts()).toEqual([expect.stringContaining('Xero has no calls left today')]);
	await eventually(() => expect(ids.filter((id) => !inXero().includes(id))).toEqual([]), 120_000);
	// The new day has calls for all, so what waited at the reserve of the last one goes, too.
	await eventually(() => expect(inXero()).toEqual(expect.arrayContaining(bulk)));
	const first = sync.xeroCalls(mark).find(({ status }) => status !== 429);
	expect(first!.time - startedAt).toBeGreaterThanOrEqual(DAY_MS - 2_000);
	await eventually(async () => expect((await sync.rows('work')).filter(({ id, reason }) => ids.includes(String(id)) && reason !== 'reconciliation')).toEqual([]));
	await quiet(sync);
	await sync.elapse(6);
	await eventually(() => expect(sync.alerts.texts().map((text) => text.includes('Xero works again'))).toEqual([false, true]), 90_000);
}, E2E_LIMIT_MS);
