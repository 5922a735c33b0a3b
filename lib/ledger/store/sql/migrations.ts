import { sql } from 'kysely';
import { LedgerProblem } from '../problem';
import { forecastTable, fromBothSides, jobsThatReadNothing, keysOfForecasts, ledgerTables, waysOfAlerts, whatOnlyXeroKnows, whyLeftOutAndWho } from './definition';
import type { SqlDialect } from './dialect';
import type { Connection, Engine } from './engine';
import { sessionOver } from './session';

interface Migration {
	number: number;
	statements(dialect: SqlDialect): string[];
}

/**
 * Forward only, each in one transaction under the lock of the ledger. One that was published never changes: when a
 * column is added to rows/columns.ts, the next number adds it, and the first one leaves it out.
 */
export const MIGRATIONS: readonly Migration[] = [
	{ number: 1, statements: ledgerTables },
	{ number: 2, statements: whyLeftOutAndWho },
	{ number: 3, statements: forecastTable },
	{ number: 4, statements: jobsThatReadNothing },
	{ number: 5, statements: fromBothSides },
	{ number: 6, statements: whatOnlyXeroKnows },
	{ number: 7, statements: keysOfForecasts },
	{ number: 8, statements: waysOfAlerts },
];

export const NEWEST_VERSION = Math.max(...MIGRATIONS.map(({ number }) => number));

/** Brings a ledger up to the newest version, or makes it. Two that start together apply each migration once. */
export async function bringUp(engine: Engine, migrations = MIGRATIONS): Promise<{ version: number; versionBefore: number }> {
	const versionBefore = await engine.read((connection) => versionOf(connection, engine));
	const newest = Math.max(...migrations.map(({ number }) => number));
	refuseNewer(versionBefore, newest, engine.place);
	for (const migration of migrations) {
		if (migration.number > versionBefore) await engine.transaction((connection) => apply(migration, connection, engine));
	}
	return { version: newest, versionBefore };
}

async function apply({ number, statements }: Migration, connection: Connection, engine: Engine): Promise<void> {
	if ((await versionOf(connection, engine)) >= number) return;
	for (const statement of statements(engine.dialect)) await connection.run(statement, []);
	await sessionOver(connection, engine.dialect).db.insertInto('migration').values({ number, appliedAt: Date.now() }).execute();
}

/** Number of the newest migration that this ledger had; 0: it is new. */
async function versionOf(connection: Connection, { dialect, place }: Engine): Promise<number> {
	const tables = (await connection.run(dialect.tableNames, [])).rows.map(({ name }) => String(name));
	if (!tables.includes('migration')) {
		const foreign = tables.filter((table) => ['record', 'work', 'review', 'alert', 'fact', 'forecast', 'audit', 'pulse'].includes(table));
		if (foreign.length === 0) return 0;
		throw new LedgerProblem('damaged', `${place} has a table ${foreign.join(', ')}, but none that says which version of the ledger this is.`, 'Restore it from a backup, or choose another ledger.');
	}
	return await readVersion(connection, dialect);
}

/** The same of a ledger that is there. */
export async function readVersion(connection: Connection, dialect: SqlDialect): Promise<number> {
	const { rows } = await sql<{ version: number | null }>`select max("number") as "version" from ${sessionOver(connection, dialect).table('migration')}`.execute(sessionOver(connection, dialect).db);
	return rows[0]?.version ?? 0;
}

/** Never downgraded: what a newer package wrote, this one may not understand. */
export function refuseNewer(version: number, newest: number, place: string): void {
	if (version <= newest) return;
	throw new LedgerProblem(
		'newerPackage',
		`${place} was made by a newer version of n8n-nodes-intercom-xero: it has version ${version}, this package knows up to ${newest}.`,
		'Update the package in every n8n that uses this ledger. To go back to the older package, restore the backup from before the update.',
	);
}
