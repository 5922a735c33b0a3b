import { beginSweep, endSweep, sawPage, takeVanished } from '../../../lib/ledger/decisions/sweep';
import { contact, failed, HOUR, LedgerWorld, MINUTE, synced } from './ledgerWorld';

/** A night, in which Intercom lists these contacts. */
async function night(world: LedgerWorld, listed: readonly number[], afterMs = 24 * HOUR): Promise<number> {
	await world.wait(afterMs);
	const { sweep } = await world.store.change(beginSweep(world.now));
	await world.store.change(sawPage(sweep, listed.map((n) => ({ ...contact(n), segments: null })), world.now));
	const { seenBefore } = await world.store.change(endSweep(sweep));
	return seenBefore === 0 ? 0 : (await world.store.change(takeVanished(seenBefore, '', 50, world.now))).vanished;
}

test.each([
	['given up: its new name is too long for Xero', { class: 'validation', reason: 'maxChars', retryable: false } as const, 'parked'],
	['still tried: it was deleted before its change was read', { class: 'gone', reason: 'intercomNotFound', retryable: false } as const, 'waiting'],
])('who was deleted without a word of it is looked for after two nights, %s', async (_, failure, state) => {
	const world = await new LedgerWorld().open();
	for (const n of [1, 2]) await world.notify(contact(n));
	await world.settle((await world.claim()).map((one) => synced(one)));
	expect([await night(world, [1, 2]), await night(world, [1, 2])]).toEqual([0, 0]);
	await night(world, [1]);
	await world.notify(contact(2));
	await world.settle((await world.claim()).map((one) => failed(one, failure)));
	expect(world.store.rows.tables.work.get('contact c2')).toMatchObject({ state });
	expect(await night(world, [1], MINUTE)).toBe(1);
	expect(await world.claim()).toMatchObject([{ subject: contact(2), why: 'vanished', findArchived: true }]);
});
