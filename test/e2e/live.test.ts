import { startDemoStage, type DemoStage } from '../../sandbox/demo/demoStage';
import { callsTo, observe } from '../../sandbox/demo/observation';
import { playScenarios } from '../../sandbox/demo/scenarios';
import { XeroReader } from '../../sandbox/demo/xeroReader';
import { isConnected } from '../../sandbox/n8n/credentials';
import { eventually } from './harness/contactSync';
import { E2E_LIMIT_MS } from './harness/limits';

/** A minute of them is a wait: the sync leaves a vendor alone that refuses the connection. */
const SCENARIOS_LIMIT_MS = 600_000;
let stage: DemoStage;

beforeAll(async () => {
	stage = await startDemoStage();
}, 2 * E2E_LIMIT_MS);

afterAll(async () => await stage?.close(), E2E_LIMIT_MS);

test('credentials are connected through the consent pages in the editor', async () => {
	const oAuth = stage.credentials.filter(({ type }) => type.endsWith('OAuth2Api'));
	expect(await Promise.all(oAuth.map(async (credential) => await isConnected(stage.session, credential)))).toEqual([true, true]);
});

test('Setup found everything in order, and said so where alerts go', () => {
	expect(stage.alerts.texts()).toEqual([expect.stringContaining('Setup is complete')]);
});

test('every scenario of the demo is as it should be', async () => {
	const rows = await playScenarios(stage);
	expect(rows.map(({ name, faults }) => ({ name, faults }))).toEqual(rows.map(({ name }) => ({ name, faults: [] })));
	expect(rows).toHaveLength(14);
}, SCENARIOS_LIMIT_MS);

test('a change reaches Xero after the access token has expired: n8n refreshes it once and repeats the call', async () => {
	const mark = stage.sandbox.journal.mark();
	stage.sandbox.xero.authority.expireAccessTokens();
	let id = '';
	const observation = await observe(stage, () => {
		id = stage.sandbox.intercom.people().createContact({ role: 'user', name: 'Rita Fresh', email: 'rita@fresh.example' }).id;
	});
	const refreshes = stage.sandbox.journal.list({ vendor: 'xero', after: mark }).filter(({ path }) => path === '/connect/token');
	expect(refreshes.map(({ status }) => status)).toEqual([200]);
	expect(callsTo('xero', observation)).toBe(3); // the refused one, its repetition, the write
	expect((await new XeroReader(stage.sandbox).byNumber(id))?.EmailAddress).toBe('rita@fresh.example');
}, E2E_LIMIT_MS);

test('a change reaches Xero after n8n was killed and started again', async () => {
	await stage.n8n.kill();
	await stage.n8n.start();
	const { id } = stage.sandbox.intercom.people().createContact({ role: 'user', name: 'Karl Later', email: 'karl@later.example' });
	await eventually(async () => expect((await new XeroReader(stage.sandbox).byNumber(id))?.Name).toBe('Karl Later'));
}, E2E_LIMIT_MS);

test('no secret stands in anything n8n has printed, and it has nothing to complain about', () => {
	expect(stage.n8n.log).not.toMatch(/demo-(xero|intercom)-(secret|token)/);
	expect(stage.n8n.errorLines).toEqual([]);
});
