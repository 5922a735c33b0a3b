import { startDemoStage, type DemoStage } from '../../sandbox/demo/demoStage';
import { observe } from '../../sandbox/demo/observation';
import type { BreakageName } from '../../sandbox/page/breakages';
import { eventually } from '../e2e/harness/contactSync';
import { E2E_LIMIT_MS } from '../e2e/harness/limits';

/** Each breakage of the sandbox page on the demo, at the pace at which a person sees it: what changes arrives all the same. */
let stage: DemoStage;
let made = 0;

beforeAll(async () => {
	stage = await startDemoStage({ connect: 'requests' });
}, 2 * E2E_LIMIT_MS);

afterAll(async () => await stage?.close(), E2E_LIMIT_MS);

const press = async (name: BreakageName | 'mend') => expect((await fetch(`${stage.sandbox.pageUrl}/control/breakages/${name}`, { method: 'POST' })).status).toBe(200);
const create = () => stage.sandbox.intercom.people().createContact({ role: 'user', name: `Bea Broken${'abcdefghijklmnopqrst'[++made]}`, email: `bea${made}@broken.example` }).id;
const inXero = (id: string) => stage.sandbox.xero.organisation().contacts.having('ContactNumber', id).length;
const told = (before: number) => stage.alerts.texts().slice(before);

/** What was struck and met nobody. */
function waitingToHappen(): string[] {
	const { faults, intercom } = stage.sandbox;
	const unmet = faults.list().filter(({ struck }) => struck === 0).map(({ rule }) => rule.kind);
	return [...unmet, ...Object.entries(intercom.deliveries.troubles).flatMap(([trouble, left]) => (left > 0 ? [trouble] : []))];
}

/** Strikes, changes, does what a person has to, and waits until everything is through. */
async function broken(name: BreakageName, people: number, mend: () => Promise<unknown> = async () => await Promise.resolve()): Promise<number[]> {
	await press(name);
	let ids: string[] = [];
	await observe(stage, async () => {
		ids = Array.from({ length: people }, create);
		await mend();
	});
	expect(waitingToHappen()).toEqual([]);
	return ids.map(inXero);
}

test.each(['xeroMinuteLimit', 'xeroError500', 'xeroOffline', 'xeroLostAnswer', 'xeroExpireToken', 'intercomDoubleNotification'] as const)('%s', async (name) => {
	const before = stage.alerts.texts().length;
	expect(await broken(name, 1)).toEqual([1]);
	expect(told(before)).toEqual([]);
}, E2E_LIMIT_MS);

test('intercomReorderNotification: the second comes first', async () => {
	expect(await broken('intercomReorderNotification', 2)).toEqual([1, 1]);
}, E2E_LIMIT_MS);

test('intercomLoseNotification: found when it is looked for', async () => {
	expect(await broken('intercomLoseNotification', 1, stage.lookForMissed)).toEqual([1]);
}, E2E_LIMIT_MS);

test.each([
	['xeroDayLimit', /Xero has no calls left today/],
	['xeroRevoke', /Xero refuses the connection/],
	['intercomRevoke', /Intercom refuses the connection/],
] as const)('%s: a person is told, and after Mend all it goes on by itself', async (name, words) => {
	const before = stage.alerts.texts().length;
	const mended = async () => {
		await eventually(() => expect(told(before)).toEqual([expect.stringMatching(words)]));
		stage.sandbox.beside = { links: [], expectations: {}, standing: null, told: [], connectXero: stage.connectXero, lookForMissed: stage.lookForMissed };
		await press('mend');
	};
	expect(await broken(name, 1, mended)).toEqual([1]);
}, 2 * E2E_LIMIT_MS);

test('n8n has nothing to complain about', () => {
	expect(stage.n8n.errorLines).toEqual([]);
});
