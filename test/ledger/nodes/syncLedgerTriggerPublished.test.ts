import { readBinding } from '../../../lib/ledger/decisions/holders';
import { readSettings } from '../../../lib/ledger/decisions/published';
import { DEFAULT_PUBLISHED } from '../../../lib/ledger/settings';
import { SyncLedgerTrigger } from '../../../nodes/SyncLedgerTrigger/SyncLedgerTrigger.node';
import { Ground, WORKSPACE } from './ground';
import { until } from './startedTrigger';

jest.setTimeout(90_000);

let ground: Ground;
beforeEach(async () => (ground = await Ground.make()));
afterEach(async () => await ground.remove());

const organisation = () => ground.sandbox.xero.organisation();

test('publishing binds the ledger and puts the settings into it', async () => {
	await ground.publish({ whenDeleted: 'tell', alertChannel: 'slack', alertAddress: 'https://hooks.example/x', batchSize: 20, options: { leaseMinutes: 5 } });
	await ground.store.open();
	expect(await ground.store.change(readBinding())).toMatchObject({ workspaceId: WORKSPACE, region: 'us', organisationId: organisation().id, organisationName: organisation().name, simulators: { intercom: ground.sandbox.intercomUrl, xero: ground.sandbox.xeroUrl } });
	expect(await ground.store.change(readSettings())).toEqual({ ...DEFAULT_PUBLISHED, whenDeleted: 'tell', alertChannel: 'slack', alertAddress: 'https://hooks.example/x', batchSize: 20, timeZone: 'America/New_York', leaseMs: 300_000 });
});

test('the panel as it is dropped on the canvas holds what ships', async () => {
	await ground.publish();
	await ground.store.open();
	expect(await ground.store.change(readSettings())).toEqual({ ...DEFAULT_PUBLISHED, timeZone: 'America/New_York' });
	const { properties } = new SyncLedgerTrigger().description;
	const options = properties.find(({ name }) => name === 'options')?.options as { name: string; default: unknown }[];
	const { auditKeepRows, auditKeepDays, leaseMs, auditValues } = DEFAULT_PUBLISHED;
	expect(Object.fromEntries(options.map((option) => [option.name, option.default]))).toEqual({ auditKeepRows, auditKeepDays, leaseMinutes: leaseMs / 60_000, auditValues });
});

describe('publishing is refused in words', () => {
	test('where a setting cannot be', async () => {
		await expect(ground.publish({ batchSize: 0 })).rejects.toThrow(/Batch Size must be a whole number from 1/);
		await expect(ground.publish({ triggerOn: ['due'] })).rejects.toThrow(/Due and Gone belong together/);
	});

	test('where the ledger belongs to another organisation, naming both', async () => {
		await (await ground.publish()).close();
		const other = ground.sandbox.xero.allOrganisations()[1]!;
		ground.connectAll();
		const refused = await ground.publish({ organisation: { __rl: true, mode: 'id', value: other.id } }).catch((error: Error) => error.message);
		for (const part of ['"default"', organisation().id, other.id, organisation().name, other.name, 'a ledger of its own']) expect(refused).toContain(part);
	});

	test('where several organisations are connected and none, or a strange one, is chosen', async () => {
		ground.connectAll();
		await expect(ground.publish()).rejects.toThrow(/several organisations.*Choose it under Organisation: in Sync Ledger Trigger/);
		await expect(ground.publish({ organisation: { __rl: true, mode: 'id', value: '45e4708e-d862-4111-ab3a-dd8cd03913e1' } })).rejects.toThrow(/not connected to the organisation 45e4708e.*Choose it again/);
	});

	test('where the Workspace ID is not that of the credential', async () => {
		await expect(ground.publish({ workspaceId: 'ws9' })).rejects.toThrow(/ws9 is not the workspace of the Intercom credential.*ws1/);
	});

	test('where Intercom refuses the credential; n8n that starts goes on with a ledger that is bound', async () => {
		Object.assign(ground.credentials.intercomAppTokenApi!, { accessToken: 'revoked' });
		await expect(ground.publish()).rejects.toThrow(/Intercom/);
		Object.assign(ground.credentials.intercomAppTokenApi!, { accessToken: 'sandbox-intercom-token' });
		await (await ground.publish()).close();
		Object.assign(ground.credentials.intercomAppTokenApi!, { accessToken: 'revoked' });
		await expect(ground.publish()).rejects.toThrow(/Intercom/);
		const trigger = await ground.publish({}, { activation: 'init' });
		await ground.notify({ id: 'c1' });
		await until(() => trigger.executions.length === 1);
	});

	test('where n8n runs in queue mode and the ledger would be a file', async () => {
		process.env.EXECUTIONS_MODE = 'queue';
		try {
			await expect(ground.publish()).rejects.toThrow(/queue mode.*Choose PostgreSQL/);
		} finally {
			delete process.env.EXECUTIONS_MODE;
		}
	});

	test('where the database does not answer, by its name and with what to do', async () => {
		ground.credentials.postgres = { host: '127.0.0.1', port: 1, database: 'n8n', user: 'u', password: 'secret-word', ssl: 'disable' };
		const refused = await ground.publish({ ledgerStore: 'postgres' }).catch((error: Error) => error.message);
		expect(refused).toMatch(/PostgreSQL 127\.0\.0\.1:1.*(firewall|running|server)/);
		expect(refused).not.toContain('secret-word');
	});

	test('where the file cannot lie', async () => {
		await expect(ground.publish({ ledgerOptions: { path: ground.pathInAFile() } })).rejects.toThrow(/cannot lie at.*l\.sqlite/);
		await expect(ground.publish({ ledger: 'No Name!' })).rejects.toThrow(/cannot be called.*letters/);
	});
});

test('the editor finds a property Trigger On whose options can be dragged', () => {
	const { properties, inputs } = new SyncLedgerTrigger().description;
	const on = properties.find(({ displayName }) => displayName === 'Trigger On');
	expect(on?.options?.map((option) => 'action' in option && option.action)).toEqual([expect.stringMatching(/alert/), expect.stringMatching(/due/), expect.stringMatching(/left/), expect.stringMatching(/pages/)]);
	expect(inputs).toEqual([]);
});
