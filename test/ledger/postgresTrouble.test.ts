import { mkdtempSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPool, type PostgresPool, type PostgresResult } from '../../lib/ledger/store/postgres/pool';
import { postgresPlace, type PostgresPlace } from '../../lib/ledger/store/postgres/place';
import { postgresStore } from '../../lib/ledger/store/postgres/store';
import { countOf, countUp } from './exampleRows';
import { placeAt, postgresServer } from './postgresServer';
import { onServer, postgresUrl, quotedSchema } from './stores';

const missing = process.env.LEDGER_POSTGRES_MISSING;

if (postgresUrl === '') {
	it('PostgreSQL is SKIPPED, because there is none here', () => {
		console.error(`*** PostgreSQL IS SKIPPED: ${missing}`);
		expect(process.env.CI ?? '').toBe('');
	});
} else {
	describe('a server that stays', troubleWithRights);
	if (process.env.LEDGER_POSTGRES_FOLDER) describe('a server that goes', troubleWithServer);
}

const told = (trouble: string, nextStep: RegExp) => ({ name: 'LedgerProblem', trouble, message: expect.stringContaining('PostgreSQL 127.0.0.1'), nextStep: expect.stringMatching(nextStep) });

/** Does something before a statement is sent, or after it was answered. */
function meddling(place: PostgresPlace, before: (text: string, pool: PostgresPool) => Promise<unknown>, after: (text: string) => Promise<unknown> = () => Promise.resolve()) {
	return postgresStore(place, (at) => {
		const pool = openPool(at);
		return {
			end: () => pool.end(),
			connect: async () => {
				const client = await pool.connect();
				return {
					query: async (query) => {
						const text = typeof query === 'string' ? query : query.text;
						await before(text, pool);
						const result = await client.query(query);
						await after(text);
						return result;
					},
					release: (broken) => client.release(broken),
					get farewell() {
						return client.farewell;
					},
				};
			},
		};
	});
}

function troubleWithRights(): void {
	const place = placeAt(postgresUrl, `trouble ${process.pid}`);
	afterEach(async () => void (await onServer(place, `drop schema if exists ${quotedSchema(place)} cascade`)));

	it('keeps the ledgers of two schemas apart', async () => {
		const other = { ...place, schema: `${place.schema}'s "other"` };
		const stores = [postgresStore(place), postgresStore(other)] as const;
		for (const store of stores) await store.open();
		expect([await stores[0].change(countUp), await stores[0].change(countUp), await stores[1].change(countUp)]).toEqual([1, 2, 1]);
		for (const store of stores) await store.close();
		await onServer(other, `drop schema ${quotedSchema(other)} cascade`);
	});

	it('says which right a user lacks, and what gives it; with its schema made for it, it needs no other', async () => {
		const user = `ledger_${process.pid}`;
		await onServer(place, `create role ${user} login password 'x'; revoke create on database ${place.database} from public`);
		const store = postgresStore({ ...place, user, password: 'x' });
		await expect(store.open()).rejects.toMatchObject(told('noRights', new RegExp(`create schema if not exists "${place.schema}" authorization "${user}"`)));
		await onServer(place, `create schema if not exists ${quotedSchema(place)} authorization "${user}"`);
		await store.open();
		expect(await store.change(countUp)).toBe(1);
		expect((await store.check()).filter(({ ok }) => !ok)).toEqual([]);
		await store.close();
		await onServer(place, `drop schema ${quotedSchema(place)} cascade; drop role ${user}`);
	});

	it('says that its tables were removed', async () => {
		const store = postgresStore(place);
		await store.open();
		await onServer(place, `drop schema ${quotedSchema(place)} cascade`);
		await expect(store.change(countUp)).rejects.toMatchObject(told('missing', /Restore the schema/));
		await store.close();
	});

	it('is on disk where the database promises less', async () => {
		await onServer(place, `alter database "${place.database}" set synchronous_commit = off`);
		const seen: unknown[] = [];
		const asking = postgresStore(place, (at) => {
			const pool = openPool(at);
			return { end: () => pool.end(), connect: async () => {
				const client = await pool.connect();
				return { ...client, query: async (query) => {
					if (query === 'commit') seen.push(((await client.query('show synchronous_commit')) as PostgresResult).rows[0]?.synchronous_commit);
					return await client.query(query);
				}, farewell: undefined };
			} };
		});
		await asking.open();
		seen.length = 0;
		await asking.change(countUp);
		expect(seen).toEqual(['on']);
		await asking.close();
		await onServer(place, `alter database "${place.database}" reset synchronous_commit`);
	});

	it('says that a database is not there, a port is closed, a server is silent', async () => {
		await expect(postgresStore({ ...place, database: 'nowhere' }).open()).rejects.toMatchObject({ trouble: 'missing', nextStep: expect.stringMatching(/credential/) });
		await expect(postgresStore({ ...place, port: 1 }).open()).rejects.toMatchObject(told('unreachable', /firewall/));
		await expect(postgresStore({ ...place, tls: 'verify' }).open()).rejects.toMatchObject(told('unreachable', /SSL Disable/));
		const silent = createServer().listen(0, '127.0.0.1');
		await new Promise((resolve) => silent.once('listening', resolve));
		await expect(postgresStore({ ...place, port: (silent.address() as AddressInfo).port }).open()).rejects.toMatchObject(told('unreachable', /firewall/));
		silent.close();
	}, 30_000);

	it('takes n8n\'s own credential', () => {
		expect(postgresPlace({ host: 'db', port: '6543', database: 'd', user: 'u', password: 'p', ssl: 'require' }, 's')).toEqual({ host: 'db', port: 6543, database: 'd', user: 'u', password: 'p', tls: 'verify', schema: 's' });
		expect([postgresPlace({}, 's'), postgresPlace({ ssl: 'allow' }, 's'), postgresPlace({ ssl: 'require', allowUnauthorizedCerts: true }, 's')].map(({ tls }) => tls)).toEqual(['off', 'off', 'encrypt']);
	});

	it('undoes a step whose connection is ended within it, and says so', async () => {
		let armed = false;
		const store = meddling(place, async (text) => {
			// This ledger's alone: the server is that of all suites of the run.
			if (armed && text.startsWith('insert')) expect(await onServer(place, `select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction' and strpos(query, '${place.schema}') > 0`)).toHaveLength(1);
		});
		await store.open();
		armed = true;
		await expect(store.change(countUp)).rejects.toMatchObject({ ...told('unreachable', /comes again/), uncertain: false });
		armed = false;
		expect(await store.change(countOf)).toBe(0);
		await store.close();
	});

	it('says that nobody knows where the connection is lost with the answer to the commit', async () => {
		let cut = false;
		const store = meddling(place, () => Promise.resolve(), (text) => (cut && text === 'commit' ? Promise.reject(new Error('Connection terminated unexpectedly')) : Promise.resolve()));
		await store.open();
		cut = true;
		await expect(store.change(countUp)).rejects.toMatchObject({ trouble: 'unreachable', uncertain: true, cause: { message: 'Connection terminated unexpectedly' } });
		cut = false;
		expect(await store.change(countOf)).toBe(1);
		await store.close();
	});
}

function troubleWithServer(): void {
	const folder = mkdtempSync(join(tmpdir(), 'ledger-postgres-'));
	let place: PostgresPlace;
	beforeAll(() => {
		place = placeAt(postgresServer('start', folder), 'going');
	}, 60_000);
	afterAll(() => void postgresServer('remove', folder));

	it.each(['stop', 'crash'] as const)('says that it does not answer (%s), ends nothing, and goes on when it is back', async (how) => {
		const fatal: unknown[] = [];
		const note = (error: unknown) => fatal.push(error);
		process.on('uncaughtException', note);
		let goes = false;
		// Open and idle within a transaction when the server goes, and with idle connections in the pool.
		const store = meddling(place, (text) => {
			if (goes && text.startsWith('select')) {
				goes = false;
				postgresServer(how, folder);
			}
			return Promise.resolve();
		});
		await store.open();
		const before = await store.change(countUp);
		await Promise.all([store.pulse(), store.pulse()]);
		goes = true;
		await expect(store.change(countUp)).rejects.toMatchObject({ ...told('unreachable', /comes again/), uncertain: false });
		await expect(store.change(countUp)).rejects.toMatchObject(told('unreachable', /comes again/));
		await expect(store.pulse()).rejects.toMatchObject(told('unreachable', /comes again/));
		expect(await store.check()).toMatchObject([{ what: 'place', ok: false }]);
		postgresServer('restart', folder);
		expect(await store.change(countUp)).toBe(before + 1);
		await store.close();
		process.off('uncaughtException', note);
		expect(fatal).toEqual([]);
	}, 60_000);
}
