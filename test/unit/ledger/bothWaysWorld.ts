import { DEFAULT_BOTH_WAYS } from '../../../lib/ledger/bothWays';
import { DEFAULT_SETTINGS, type LedgerSettings } from '../../../lib/ledger/settings';
import { contact, LedgerWorld, synced } from './ledgerWorld';

export const jane = contact(1);
export const ON = { ...DEFAULT_SETTINGS, bothWays: DEFAULT_BOTH_WAYS };

/** A world in which Jane is synced, as it was at START. */
export async function settled(settings: LedgerSettings = ON, more: Parameters<typeof synced>[1] = {}): Promise<LedgerWorld> {
	const world = await new LedgerWorld(settings).open();
	await world.notify(jane, { shown: 's1' });
	await world.settle((await world.claim()).map((one) => synced(one, { shown: 's1', ...more })));
	expect(world.work(jane)).toBeUndefined();
	return world;
}

const rows = (world: LedgerWorld) => JSON.stringify(Object.values(world.store.rows.tables).map((table) => [...table]));

export async function unchanged(world: LedgerWorld, what: () => Promise<unknown>): Promise<unknown> {
	const before = rows(world);
	const answer = await what();
	expect(rows(world)).toBe(before);
	return answer;
}
