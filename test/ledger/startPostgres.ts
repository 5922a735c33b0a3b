import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresServer } from './postgresServer';

/**
 * A PostgreSQL for all suites of a run: the one that TEST_POSTGRES_URL names, else one of our own. Where neither is to be
 * had the run says so; postgresStore.test.ts fails for it where CI is set.
 */
export default function startPostgres(): void {
	process.env.LEDGER_POSTGRES_URL = process.env.TEST_POSTGRES_URL ?? '';
	if (process.env.LEDGER_POSTGRES_URL !== '') return;
	const folder = mkdtempSync(join(tmpdir(), 'ledger-postgres-'));
	try {
		process.env.LEDGER_POSTGRES_URL = postgresServer('start', folder);
		process.env.LEDGER_POSTGRES_FOLDER = folder;
	} catch (error) {
		process.env.LEDGER_POSTGRES_MISSING = (error as Error).message;
		console.error(`\n*** PostgreSQL IS SKIPPED: none of what a ledger in PostgreSQL must do is tested in this run.\n*** ${(error as Error).message}\n`);
	}
}
