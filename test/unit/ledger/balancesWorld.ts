import { DEFAULT_BOTH_WAYS } from '../../../lib/ledger/bothWays';
import { DEFAULT_SETTINGS, type LedgerSettings } from '../../../lib/ledger/settings';
import { contact, LedgerWorld, synced } from './ledgerWorld';

/** What only Xero knows, in the ledger. */
export const jane = contact(1);
export const ON: LedgerSettings = { ...DEFAULT_SETTINGS, bothWays: DEFAULT_BOTH_WAYS, whatXeroKnows: true };

export async function bound(settings: Partial<LedgerSettings> = {}, more: Parameters<typeof synced>[1] = {}): Promise<LedgerWorld> {
	const world = await new LedgerWorld({ ...ON, ...settings }).open();
	await world.notify(jane);
	await world.settle((await world.claim()).map((one) => synced(one, { shown: 's1', ...more })));
	return world;
}
