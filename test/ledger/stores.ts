import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { openPool } from '../../lib/ledger/store/postgres/pool';
import type { PostgresPlace } from '../../lib/ledger/store/postgres/place';
import { postgresStore } from '../../lib/ledger/store/postgres/store';
import type { LedgerStore } from '../../lib/ledger/store/port';
import { openHandle, type SqliteHandle } from '../../lib/ledger/store/sqlite/handle';
import { sqliteStore } from '../../lib/ledger/store/sqlite/store';
import { MemoryStore } from '../unit/ledger/memoryStore';
import { placeAt } from './postgresServer';
import { stoppingHandle, stoppingPool, type Stop } from './stop';

/** A place for one ledger, empty at first. */
export interface Ground {
	/** Another store over the same ledger. */
	store(): LedgerStore;
	/** One that stops for good at a statement, as a process that is killed there. */
	stopping(stop: Stop): LedgerStore;
	/** Carries out a statement beside every store. */
	sql(text: string): Promise<readonly object[]>;
	/** A table's name in SQL. */
	table(name: string): string;
	/** Makes it empty, as if no store had ever been there. */
	clear(): Promise<void>;
	/** Takes away the tables too: a place in which somebody else makes a ledger. */
	raze(): Promise<void>;
	/** Leaves nothing behind. */
	remove(): Promise<void>;
}

export interface StoreKind {
	name: string;
	ground(): Ground;
}

export const postgresUrl = process.env.LEDGER_POSTGRES_URL ?? '';

let made = 0;

export const sqlite: StoreKind = {
	name: 'SQLite',
	ground: () => {
		const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
		const path = join(folder, 'storage', 'ledger.sqlite');
		return {
			store: () => sqliteStore(path),
			stopping: (stop) => sqliteStore(path, async (file) => stoppingHandle(await openHandle(file), stop)),
			sql: async (text) => await besides(path, text),
			table: (name) => `"${name}"`,
			clear: () => Promise.resolve(rmSync(join(folder, 'storage'), { recursive: true, force: true })),
			raze: () => {
				rmSync(join(folder, 'storage'), { recursive: true, force: true });
				return Promise.resolve(void mkdirSync(join(folder, 'storage')));
			},
			remove: () => Promise.resolve(rmSync(folder, { recursive: true })),
		};
	},
};

async function besides(path: string, text: string): Promise<readonly object[]> {
	const handle: SqliteHandle = await openHandle(path);
	try {
		return handle.run(text, []).rows;
	} finally {
		handle.close();
	}
}

export const postgres: StoreKind = {
	name: 'PostgreSQL',
	ground: () => {
		const place = placeAt(postgresUrl, `ledger "${process.pid} ${(made += 1)}`);
		return {
			store: () => postgresStore(place),
			stopping: (stop) => postgresStore(place, (at) => stoppingPool(openPool(at), stop)),
			sql: (text) => onServer(place, text),
			table: (name) => `${quotedSchema(place)}."${name}"`,
			clear: async () => {
				const names = (await onServer(place, `select tablename from pg_tables where schemaname = '${place.schema}' and tablename not in ('pulse', 'migration')`)) as { tablename: string }[];
				if (names.length === 0) return;
				await onServer(place, `truncate ${names.map(({ tablename }) => `${quotedSchema(place)}."${tablename}"`).join(', ')} restart identity; update ${quotedSchema(place)}.pulse set changes = 0`);
			},
			raze: () => drop(place),
			remove: () => drop(place),
		};
	},
};

async function drop(place: PostgresPlace): Promise<void> {
	await onServer(place, `set client_min_messages = error; drop schema if exists ${quotedSchema(place)} cascade`);
}

export function quotedSchema({ schema }: PostgresPlace): string {
	return `"${schema.replaceAll('"', '""')}"`;
}

export async function onServer(place: PostgresPlace, text: string): Promise<readonly object[]> {
	const client = new Client({ ...place, ssl: false });
	client.on('error', () => undefined);
	await client.connect();
	try {
		return ((await client.query(text)) as { rows: object[] }).rows;
	} finally {
		await client.end();
	}
}

export const databases: readonly StoreKind[] = postgresUrl === '' ? [sqlite] : [sqlite, postgres];

/** The reference itself passes what it is the reference for. */
export const memory: StoreKind = {
	name: 'memory',
	ground: () => {
		let only = new MemoryStore();
		const clear = () => Promise.resolve(void (only = new MemoryStore()));
		return { store: () => only, stopping: () => only, sql: () => Promise.resolve([]), table: (name) => name, clear, raze: clear, remove: clear };
	},
};

/** A store over an empty ledger for each test of a suite. @returns the one of the test that runs */
export function freshStores({ ground: newGround }: StoreKind): () => LedgerStore {
	const ground = newGround();
	let store: LedgerStore;
	beforeEach(async () => {
		await ground.clear();
		store = ground.store();
		await store.open();
	});
	afterEach(() => store.close());
	afterAll(() => ground.remove());
	return () => store;
}
