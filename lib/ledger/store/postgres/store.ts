import { createHash } from 'node:crypto';
import type { LedgerStore } from '../port';
import { SqlStore } from '../sql/sqlStore';
import { PostgresEngine } from './engine';
import { placeWords, type PostgresPlace } from './place';
import { openPool } from './pool';

/**
 * A ledger in a schema of a PostgreSQL database, for any number of n8n processes.
 * @param open opens the connections; tests give some that fail when they want them to
 */
export function postgresStore(place: PostgresPlace, open = openPool): LedgerStore {
	return new SqlStore({
		place: placeWords(place),
		// With the password, so that a corrected one is used at once; hashed, so that it stands nowhere.
		key: () => `postgres ${createHash('sha256').update(JSON.stringify(place)).digest('hex')}`,
		connect: () => Promise.resolve(new PostgresEngine(place, open(place))),
	});
}
