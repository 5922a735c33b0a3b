import { DEFAULT_BOTH_WAYS, type Creation } from '../../../lib/ledger/bothWays';
import { chooseAnew } from '../../../lib/ledger/decisions/creationChoice';
import { writeSettings } from '../../../lib/ledger/decisions/published';
import { followCreation } from '../../../lib/ledger/emitter/creationHousework';
import type { Settlement } from '../../../lib/ledger/events/settlement';
import { xeroSubject } from '../../../lib/ledger/rows/subject';
import { DEFAULT_PUBLISHED, DEFAULT_SETTINGS } from '../../../lib/ledger/settings';
import { contact, failed, fromXeroOf, LedgerWorld, review } from './ledgerWorld';

const CUSTOMERS: Creation = { of: 'customers' };
const [asked, givenUp] = [contact(1), contact(2)].map(({ id }) => xeroSubject(`x-${id}`)) as [ReturnType<typeof xeroSubject>, ReturnType<typeof xeroSubject>];

async function publish(world: LedgerWorld, creation: Creation | null): Promise<void> {
	world.settings.bothWays = { ...DEFAULT_BOTH_WAYS, ...(creation !== null && { creation }) };
	await world.store.change(writeSettings({ ...DEFAULT_PUBLISHED, ...world.settings }, world.now));
	await followCreation(world.store, () => world.now);
}

/** One waits for a person, one was given up. */
async function open(): Promise<LedgerWorld> {
	const world = await new LedgerWorld({ ...DEFAULT_SETTINGS, bothWays: { ...DEFAULT_BOTH_WAYS, creation: CUSTOMERS } }).open();
	await publish(world, CUSTOMERS);
	for (const one of [contact(1), contact(2)]) await world.tellXero(one);
	await world.settle((await world.claim()).map((one): Settlement => (one.subject.id === asked.id ? ({ ...review(one, 'maybeKnown'), who: { name: 'Jane Doe', email: '' }, fromXero: fromXeroOf(one) } as Settlement) : failed(one, { vendor: 'mapping', step: 'map', class: 'validation', retryable: false, fromXero: fromXeroOf(one) }))));
	expect([world.store.rows.tables.review.size, world.work(givenUp)?.state, world.store.rows.tables.alert.size]).toEqual([1, 'parked', 2]);
	return world;
}

test('switched off, who waits for a person or was given up leaves with a line in the log, and is due when it is on again', async () => {
	const world = await open();
	await publish(world, null);
	const { review: reviews, alert, work } = world.store.rows.tables;
	expect([reviews.size, alert.size]).toEqual([0, 0]);
	expect([...work.values()]).toEqual([expect.objectContaining({ ...givenUp, state: 'waiting', waitsFor: 'creation', reason: 'creationOff' }), expect.objectContaining({ ...asked, state: 'waiting', waitsFor: 'creation' })]);
	expect(world.store.rows.audit.filter(({ event }) => event === 'creationOff').map(({ id }) => id).sort()).toEqual([asked.id, givenUp.id].sort());
	const lines = world.store.rows.audit.length;
	await followCreation(world.store, () => world.now);
	expect(world.store.rows.audit).toHaveLength(lines);
	expect(await world.claim()).toEqual([]);
	await publish(world, CUSTOMERS);
	expect((await world.claim()).map(({ subject, output }) => [subject.id, output]).sort()).toEqual([[asked.id, 'changedInXero'], [givenUp.id, 'changedInXero']]);
});

test('by another choice they are looked at anew, once; who is not chosen any more leaves the list', async () => {
	const world = await open();
	await publish(world, { of: 'groups', groupIds: ['g'] });
	const batch = await world.claim();
	expect(batch.map(({ subject }) => subject.id).sort()).toEqual([asked.id, givenUp.id].sort());
	await world.settle(batch.map(({ subject, token, xeroChangedAt = 0 }): Settlement => ({ outcome: 'skipped', subject, token, reason: 'notChosen', requestIds: [], fromXero: { toldAt: xeroChangedAt, askedIntercom: false } })));
	expect([world.store.rows.tables.review.size, world.store.rows.tables.work.size, world.store.rows.tables.alert.size]).toEqual([0, 0, 0]);
	await followCreation(world.store, () => world.now);
	expect(await world.claim()).toEqual([]);
});

test('what runs at that moment is left to its outcome, and followed by the next look', async () => {
	const world = await open();
	await world.tellXero(contact(3));
	const [running] = await world.claim();
	await publish(world, null);
	expect(world.work(running!.subject)).toMatchObject({ state: 'running' });
	await world.settle([{ ...review(running!, 'maybeKnown'), fromXero: fromXeroOf(running!) } as Settlement]);
	expect(world.store.rows.tables.review.size).toBe(1);
	await followCreation(world.store, () => world.now);
	expect([world.store.rows.tables.review.size, world.work(running!.subject)?.waitsFor]).toEqual([0, 'creation']);
});

test('who was done or erased since the rows were listed does not come back', async () => {
	const world = await new LedgerWorld({ ...DEFAULT_SETTINGS, bothWays: DEFAULT_BOTH_WAYS }).open();
	await world.store.change(chooseAnew([asked], world.now));
	expect([world.work(asked), world.store.rows.audit.filter(({ id }) => id === asked.id)]).toEqual([undefined, []]);
});
