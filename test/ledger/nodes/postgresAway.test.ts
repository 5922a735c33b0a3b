import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresStore } from '../../../lib/ledger/store/postgres/store';
import { placeAt, postgresServer } from '../postgresServer';
import { Ground } from './ground';
import { until } from './startedTrigger';

jest.setTimeout(180_000);

if (process.env.LEDGER_POSTGRES_FOLDER) describe('a server that goes', troubleWithServer);
else it('a server that goes is SKIPPED, because none is ours to stop', () => console.error('*** SKIPPED: what the trigger does while PostgreSQL is away'));

function troubleWithServer(): void {
	let ground: Ground;
	beforeEach(async () => (ground = await Ground.make()));
	afterEach(async () => await ground.remove());

	test('PostgreSQL that is stopped for half a minute: 503 in words, one told fault, and then it goes on by itself', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'postgres-away-'));
		try {
			const place = placeAt(postgresServer('start', folder), 'intercom_xero');
			const { host, port, database, user, password } = place;
			ground.credentials.postgres = { host, port, database, user, password, ssl: 'disable' };
			const parameters = { ledgerStore: 'postgres' };
			const credentials = { postgres: ground.credentials.postgres };
			const trigger = await ground.publish(parameters);
			expect(await ground.notify({ id: 'c1' }, { parameters, credentials })).toMatchObject({ status: 200, body: { taken: 'work' } });
			await until(() => trigger.executions.length === 1);
			postgresServer('stop', folder);
			const stoppedAt = Date.now();
			expect(await ground.notify({ id: 'c2' }, { parameters, credentials })).toMatchObject({ status: 503, body: { message: expect.stringMatching(/PostgreSQL 127\.0\.0\.1/) } });
			await until(() => trigger.faults.length === 1, 60_000);
			expect(Date.now() - stoppedAt).toBeGreaterThan(10_000);
			await new Promise((resolve) => setTimeout(resolve, 10_000));
			postgresServer('restart', folder);
			expect(await ground.notify({ id: 'c3' }, { parameters, credentials })).toMatchObject({ status: 200 });
			const store = postgresStore(place);
			await ground.settleSkipped(trigger, store);
			await store.close();
			await until(() => trigger.executions.length === 2, 30_000);
			expect(trigger.executions[1]![0]!.map(({ json }) => json.contactId)).toEqual(['c3']);
			expect(trigger.faults.map(({ message }) => message)).toEqual([expect.stringMatching(/PostgreSQL/)]);
		} finally {
			postgresServer('remove', folder);
		}
	});
}
