import { DEFAULT_BOTH_WAYS } from '../../../lib/ledger/bothWays';
import { xeroSubject } from '../../../lib/ledger/rows/subject';
import { DEFAULT_SETTINGS, type LedgerSettings } from '../../../lib/ledger/settings';
import { contact, LedgerWorld } from './ledgerWorld';

export const jane = contact(1);
export const janeInXero = xeroSubject('x-c1');
export const ON: LedgerSettings = { ...DEFAULT_SETTINGS, bothWays: { ...DEFAULT_BOTH_WAYS, creation: { of: 'customers' } } };

export const open = async (settings = ON) => await new LedgerWorld(settings).open();
export const left = (world: LedgerWorld) => [...world.store.rows.tables.work.values()].map(({ kind, id }) => `${kind} ${id}`);

/** Jane is created in Xero, and is nobody in Intercom. */
export async function told(settings = ON): Promise<LedgerWorld> {
	const world = await open(settings);
	expect(await world.tellXero(jane)).toBe('work');
	return world;
}
