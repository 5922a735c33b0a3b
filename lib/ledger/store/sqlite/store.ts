import type { LedgerStore } from '../port';
import { SqlStore } from '../sql/sqlStore';
import { SqliteEngine } from './engine';
import { openHandle } from './handle';
import { ledgerFile, makeLedgerFile } from './ledgerFile';

/**
 * A ledger in a SQLite file of this machine, for one n8n that runs in one process.
 * @param path the whole path; folder and file are made where there are none
 * @param open opens the file; tests give a handle that fails when they want it to
 */
export function sqliteStore(path: string, open = openHandle): LedgerStore {
	return new SqlStore({
		place: path,
		key: () => `sqlite ${ledgerFile(path)}`,
		connect: async () => {
			const file = makeLedgerFile(path);
			const handle = await open(file);
			return new SqliteEngine(file, handle);
		},
	});
}
