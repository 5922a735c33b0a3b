import { UserError, type IDataObject, type IRun } from 'n8n-workflow';
import { raiseAlert } from '../../../lib/ledger/decisions/alerts';
import { holdEmitter } from '../../../lib/ledger/decisions/holders';
import { readSettings } from '../../../lib/ledger/decisions/published';
import { DEFAULT_PUBLISHED } from '../../../lib/ledger/settings';
import { runWorkflow } from '../../engine/runWorkflow';
import { Ground, WORKSPACE } from './ground';
import { until, type StartedTrigger } from './startedTrigger';

jest.setTimeout(90_000);

let ground: Ground;
beforeEach(async () => (ground = await Ground.make()));
afterEach(async () => {
	jest.restoreAllMocks();
	await ground.remove();
});

const ids = ({ executions }: StartedTrigger, execution = -1) => executions.at(execution)?.[0]?.map(({ json }) => json.contactId);
const organisation = () => ground.sandbox.xero.organisation();

test('a notification becomes a batch at once, in the shape of the contract', async () => {
	const trigger = await ground.publish();
	await ground.notify({ id: 'c1' });
	await until(() => trigger.executions.length > 0, 3_000);
	const [due, gone, alerts] = trigger.executions[0]!;
	expect([gone, alerts]).toEqual([[], []]);
	expect(due).toEqual([
		{
			json: {
				contactId: 'c1', kind: 'contact', topic: 'contact.user.updated', why: 'notification', occurredAt: 0, attempts: 0,
				ledger: expect.objectContaining({ name: 'default', kind: 'contact', id: 'c1', token: expect.any(String), leaseUntil: expect.any(Number), left: 'trigger.due', billTo: 'person', organisationId: organisation().id, workspaceId: WORKSPACE, lastSync: null }),
			},
		},
	]);
});

test('the next batch starts when the first is settled, with all that came meanwhile', async () => {
	const trigger = await ground.publish();
	await ground.notify({ id: 'c1' });
	await until(() => trigger.executions.length === 1);
	for (const id of ['c2', 'c3', 'c2']) await ground.notify({ id });
	await new Promise((resolve) => setTimeout(resolve, 2_500));
	expect(trigger.executions).toHaveLength(1);
	const settledAt = Date.now();
	await ground.settleSkipped(trigger);
	await until(() => trigger.executions.length === 2);
	expect(Date.now() - settledAt).toBeLessThan(900);
	expect(ids(trigger)).toEqual(['c2', 'c3']);
});

test('what is never settled is due again when its lease ends, as uncertain', async () => {
	const trigger = await ground.publish();
	await ground.notify({ id: 'c1' });
	await until(() => trigger.executions.length === 1);
	const today = Date.now.bind(Date);
	jest.spyOn(Date, 'now').mockImplementation(() => today() + DEFAULT_PUBLISHED.leaseMs);
	await until(() => trigger.executions.length === 2);
	expect(trigger.executions[1]![0]![0]!.json).toMatchObject({ contactId: 'c1', ledger: { uncertain: true } });
});

test('what an execution that has ended did not settle is due again within seconds, as uncertain', async () => {
	const trigger = await ground.publish();
	await ground.notify({ id: 'c1' });
	await until(() => trigger.executions.length === 1);
	await ground.notify({ id: 'c2' });
	trigger.done[0]!.resolve({ status: 'waiting', waitTill: new Date(), mode: 'trigger' } as IRun);
	await new Promise((resolve) => setTimeout(resolve, 2_500));
	expect(trigger.executions).toHaveLength(1);
	await ground.settleSkipped(trigger);
	await until(() => trigger.executions.length === 2);
	await ground.notify({ id: 'c3' });
	trigger.done[1]!.resolve({ status: 'error', mode: 'trigger' } as IRun);
	await until(() => trigger.executions.length === 3, 3_000);
	expect(trigger.executions[2]![0]!.map(({ json }) => [json.contactId, (json.ledger as IDataObject).uncertain])).toEqual([['c3', false], ['c2', true]]);
});

test("an engine that refuses to tell of the end, as n8n's Engine 2.0, loses no batch: it goes out again without asking", async () => {
	const trigger = await ground.publish();
	await ground.notify({ id: 'c1' });
	await until(() => trigger.executions.length === 1);
	trigger.done[0]!.reject(new UserError('Engine 2.0 cannot run a trigger that waits for its execution to finish yet.'));
	await until(() => trigger.executions.length === 2, 3_000);
	expect(trigger.done[1]).toBeUndefined();
	expect(trigger.executions[1]![0]!.map(({ json }) => [json.contactId, (json.ledger as IDataObject).uncertain])).toEqual([['c1', false]]);
	expect(trigger.faults).toEqual([]);
});

test('of two workflows on one ledger one emits; the other takes over when it is closed', async () => {
	const first = await ground.publish();
	await ground.store.open();
	await until(async () => !(await ground.store.change(holdEmitter('nobody', 1, Date.now(), () => false))).isOurs);
	const second = await ground.publish();
	await ground.notify({ id: 'c1' });
	await until(() => first.executions.length === 1);
	await ground.settleSkipped(first);
	await first.close();
	await ground.notify({ id: 'c2' });
	await until(() => second.executions.length === 1, 10_000);
	expect([ids(first), ids(second)]).toEqual([['c1'], ['c2']]);
});

test('closing gives back the lease of the ledger, and nothing that was emitted', async () => {
	const trigger = await ground.publish();
	await ground.notify({ id: 'c1' });
	await until(() => trigger.executions.length === 1);
	await trigger.close();
	expect(await ground.work()).toMatchObject([{ id: 'c1', state: 'running' }]);
	expect(await ground.store.change(holdEmitter('next', 1_000, Date.now(), () => false))).toMatchObject({ isOurs: true });
});

test('an alert leaves by Alerts, ready for its channel', async () => {
	const trigger = await ground.publish({ alertChannel: 'discord', alertAddress: 'https://hooks.example/x' });
	await ground.store.open();
	const text = { title: 'Xero refuses', message: 'It said 403.', nextStep: 'Reconnect.', links: [], good: false };
	await ground.store.change(raiseAlert({ key: 'service xero', subjectState: 'access', lasts: 'lasting', tellsEnd: true, repeatAfterMs: null, about: null, text }, Date.now()));
	await until(() => trigger.executions.length === 1);
	const [due, gone, alerts] = trigger.executions[0]!;
	expect([due, gone]).toEqual([[], []]);
	expect(alerts!.map(({ json }) => json)).toEqual([
		{
			title: 'Intercom to Xero: Xero refuses', text: 'It said 403.\nWhat to do: Reconnect.', good: false, links: [], alerts: [{ key: 'service xero', ...text }], channel: 'discord', address: 'https://hooks.example/x',
			body: expect.objectContaining({ embeds: [expect.objectContaining({ title: 'Intercom to Xero: Xero refuses' })] }), more: 0, by: 'address', ledger: { name: 'default', alertToken: expect.any(String) },
		},
	]);
});

const manual = async () =>
	await runWorkflow({
		workflow: {
			nodes: [{ id: 't', name: 'Sync Ledger Trigger', type: 'n8n-nodes-intercom-xero.syncLedgerTrigger', typeVersion: 1, position: [0, 0], parameters: { batchSize: 2 }, credentials: Object.fromEntries(Object.keys(ground.credentials).map((name) => [name, { id: name, name }])) }],
			connections: {},
		},
		credentials: ground.credentials,
	});

test('a test run says in words that nothing is due, or takes one batch and no more', async () => {
	const nothing = await manual();
	expect(nothing.run.data.resultData.error?.message).toMatch(/The ledger "default" gives nothing now\. Nothing is due/);
	for (const id of ['c1', 'c2', 'c3']) await ground.notify({ id });
	const { nodes } = await manual();
	expect(nodes['Sync Ledger Trigger']?.data?.main?.map((items) => items?.map(({ json }) => json.contactId))).toEqual([['c1', 'c2'], [], []]);
	expect((await manual()).run.data.resultData.error?.message).toMatch(/batch of this ledger is under way/);
});

test('a test run leaves the settings that are published alone', async () => {
	await (await ground.publish({ batchSize: 7 })).close();
	await manual();
	await ground.store.open();
	expect(await ground.store.change(readSettings())).toMatchObject({ batchSize: 7 });
});
