import { claimAlerts, confirmAlerts } from '../../../lib/ledger/decisions/alerts';
import { claim } from '../../../lib/ledger/decisions/claim';
import { decideRecord, decideStop } from '../../../lib/ledger/decisions/person';
import { takeVanished } from '../../../lib/ledger/decisions/sweep';
import type { ClaimedRecord } from '../../../lib/ledger/events/claimed';
import type { Settlement } from '../../../lib/ledger/events/settlement';
import { DEFAULT_SETTINGS } from '../../../lib/ledger/settings';
import { contact, failed, HOUR, LedgerWorld, MINUTE } from './ledgerWorld';

const settings = { ...DEFAULT_SETTINGS, whenDeleted: 'archive' as const };
const STOPPED = 'Unusually many contacts would be archived';

const archived = ({ subject, token }: ClaimedRecord): Settlement => ({ outcome: 'removed', subject, token, reason: '', requestIds: ['r'], did: 'archived' });

async function open(): Promise<LedgerWorld> {
	return await new LedgerWorld(settings).open();
}

async function deleted(world: LedgerWorld, from: number, to: number): Promise<void> {
	for (let n = from; n < to; n++) await world.notify(contact(n), { topic: 'contact.deleted' });
}

async function tell(world: LedgerWorld): Promise<string[]> {
	const token = `a${world.now}`;
	const alerts = await world.store.change(claimAlerts({ token, leaseUntil: world.now + MINUTE }, world.now));
	await world.store.change(confirmAlerts(token, true, world.now));
	return alerts.map(({ text }) => text.title);
}

/** Thirty wait for a person, who has heard of it. */
async function thirtyHeld(): Promise<LedgerWorld> {
	const world = await open();
	await deleted(world, 0, 30);
	expect(await world.claim()).toEqual([]);
	expect(await tell(world)).toEqual([STOPPED]);
	return world;
}

test('what a person let pass does not count for the hour that follows: one more deletion asks nobody', async () => {
	const world = await thirtyHeld();
	await world.store.change(decideStop('archive', true, 'ada', world.now));
	await world.settle((await world.claim()).map(archived));
	await world.wait(10 * MINUTE);
	await deleted(world, 50, 51);
	expect(await world.claim()).toHaveLength(1);
	expect(await tell(world)).toEqual([]);
});

test('once each was decided by itself nothing is held any more, and the next stop is told anew', async () => {
	const world = await thirtyHeld();
	for (let n = 0; n < 30; n++) await world.store.change(decideRecord(contact(n), { do: n % 2 === 0 ? 'tryAgain' : 'never' }, 'ada', world.now));
	await world.settle((await world.claim()).map(archived));
	await world.wait(26 * HOUR);
	await deleted(world, 50, 51);
	const [one] = await world.claim();
	expect(one).toMatchObject({ subject: contact(50), output: 'gone' });
	expect(world.alert('archive stop')).toBeUndefined();
	await world.settle([archived(one!)]);
	await deleted(world, 60, 81);
	expect(await world.claim()).toEqual([]);
	expect(await tell(world)).toEqual([STOPPED]);
	expect(world.alert('archive stop')?.text.message).toContain('21 or more contacts that left Intercom would be archived in Xero within an hour in which 1 were already.');
});

test('decided one by one, and as many again before anybody looked: told anew as well', async () => {
	const world = await thirtyHeld();
	for (let n = 0; n < 30; n++) await world.store.change(decideRecord(contact(n), { do: 'never' }, 'ada', world.now));
	await deleted(world, 60, 81);
	expect(await world.claim()).toEqual([]);
	expect(await tell(world)).toEqual([STOPPED]);
});

test('those that an execution has, which has not said what became of them, count: batches that wait for Xero go out beside each other', async () => {
	const world = await open();
	await deleted(world, 0, 15);
	expect(await world.claim()).toHaveLength(15);
	await world.wait(MINUTE);
	await deleted(world, 20, 35);
	expect((await world.store.change(claim({ token: 'beside', holder: 'test', limit: 50, passesSilent: true }, settings, world.now))).claimed).toEqual([]);
	expect(await tell(world)).toEqual([STOPPED]);
});

test.each(['archive', 'tell', 'note'] as const)('leads that the mapping leaves out leave without a word, and stop nothing: told of, or missed by the nights (%s)', async (whenDeleted) => {
	const world = await new LedgerWorld({ ...settings, whenDeleted }).open();
	for (let n = 0; n < 30; n++) await world.notify(contact(n));
	await world.settle((await world.claim()).map(({ subject, token }) => ({ outcome: 'skipped', subject, token, reason: 'lead', requestIds: [] })));
	await world.wait(MINUTE);
	await deleted(world, 0, 29);
	expect([await world.claim(), await tell(world), world.record(contact(0))?.state]).toEqual([[], [], 'gone']);
	await world.store.change(takeVanished(1, '', 50, world.now));
	await world.settle((await world.claim()).map((one) => failed(one, { vendor: 'intercom', step: 'read', class: 'gone', reason: 'intercomNotFound', retryable: false })));
	await world.wait(2 * MINUTE);
	expect([await world.claim(), await tell(world), world.record(contact(29))?.state]).toEqual([[], [], 'gone']);
});

test('one whose last try may have written it is no such lead', async () => {
	const world = await open();
	await world.notify(contact(1));
	await world.settle((await world.claim()).map(({ subject, token }) => ({ outcome: 'skipped', subject, token, reason: 'lead', requestIds: [] })));
	await world.notify(contact(1));
	await world.settle((await world.claim()).map((one) => failed(one, { class: 'uncertain' })));
	await deleted(world, 1, 2);
	expect(await world.claim()).toMatchObject([{ output: 'gone', policy: 'archive' }]);
});
