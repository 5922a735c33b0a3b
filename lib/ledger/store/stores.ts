import type { LedgerPlace } from './place';
import type { LedgerStore } from './port';
import { postgresStore } from './postgres/store';
import { sqliteStore } from './sqlite/store';

/** The store at a place; nothing is opened yet. */
export function ledgerStore(place: LedgerPlace): LedgerStore {
	return place.store === 'sqlite' ? sqliteStore(place.path) : postgresStore(place);
}
