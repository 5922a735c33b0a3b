import { DEFAULT_BOTH_WAYS } from '../../../lib/ledger/bothWays';
import { batchItems } from '../../../lib/ledger/emitter/items';
import { trim } from '../../../lib/ledger/decisions/retention';
import { decideRecord, decideStop } from '../../../lib/ledger/decisions/person';
import { writeSettings } from '../../../lib/ledger/decisions/published';
import type { Settlement } from '../../../lib/ledger/events/settlement';
import { xeroSubject } from '../../../lib/ledger/rows/subject';
import { DEFAULT_PUBLISHED, DEFAULT_SETTINGS, type LedgerSettings } from '../../../lib/ledger/settings';
import { contact, fromXeroOf, HOUR, inIntercom, LedgerWorld, review, START, synced } from './ledgerWorld';

const jane = contact(1);
const janeInXero = xeroSubject('x-c1');
const WITHOUT_CREATION: LedgerSettings = { ...DEFAULT_SETTINGS, bothWays: DEFAULT_BOTH_WAYS };
const ON: LedgerSettings = { ...DEFAULT_SETTINGS, bothWays: { ...DEFAULT_BOTH_WAYS, creation: { of: 'customers' } } };
const LEFT = { state: 'gone', goneAt: START, xeroContactId: null, values: null, decision: null };

async function bound(settings = ON, more: Parameters<typeof synced>[1] = {}): Promise<LedgerWorld> {
	const world = await new LedgerWorld(settings).open();
	await world.notify(jane);
	await world.settle((await world.claim()).map((one) => synced(one, { shown: 's', ...more })));
	return world;
}

async function deleted(settings = ON): Promise<LedgerWorld> {
	const world = await bound(settings);
	await world.notify(jane, { topic: 'contact.deleted' });
	return world;
}

const asksIt = (world: LedgerWorld) => async () => await world.settle((await world.claim()).map((one) => ({ ...review(one, 'leftIntercom'), fromXero: fromXeroOf(one) }) as Settlement));

describe('a contact that left Intercom', () => {
	test('is not made again unasked by an edit in Xero, whatever number it has there: the item says that it left', async () => {
		const world = await deleted();
		expect(world.record(janeInXero)).toMatchObject(LEFT);
		expect(await world.tellXero(jane, 5)).toBe('work');
		const batch = await world.claim();
		expect(batch).toMatchObject([{ subject: janeInXero, output: 'changedInXero', hasLeft: true }]);
		const { changedInXero } = batchItems(batch, { name: 'l', organisationId: 'o', workspaceId: 'w', billTo: 'person' });
		expect(changedInXero).toMatchObject([{ ledger: { hasLeft: true } }]);
	});

	test('is remembered where creating was switched on later', async () => {
		const world = await deleted(WITHOUT_CREATION);
		await world.store.change(writeSettings({ ...DEFAULT_PUBLISHED, ...ON }, world.now));
		expect(await world.tellXero(jane, 5)).toBe('work');
		expect(world.record(janeInXero)).toMatchObject(LEFT);
	});

	test('is remembered for good, unlike the contact in Intercom', async () => {
		const world = await deleted();
		await world.store.change(trim({ ...DEFAULT_SETTINGS, timeZone: 'UTC' }, world.now + 90 * 24 * HOUR));
		expect([world.record(jane), world.record(janeInXero)]).toMatchObject([undefined, LEFT]);
	});

	test.each<[string, Extract<Settlement, { outcome: 'gone' }>['how'], LedgerSettings['whenDeleted']]>([
		['that was found to be archived', 'archived', 'leave'],
		['that was deleted, by the policy', 'deleted', 'archive'],
		['that was merged into another', 'merged', 'leave'],
	])('is remembered %s', async (_, how, whenDeleted) => {
		const world = await bound({ ...ON, whenDeleted });
		await world.notify(jane, { updatedAtSeconds: START / 1_000 + 1 });
		const settled = await world.settle((await world.claim()).map(({ subject, token }): Settlement => ({ outcome: 'gone', subject, token, reason: how, requestIds: [], how, ...(how === 'archived' && { changedAtSeconds: START / 1_000 - 3_600 }), ...(how === 'merged' && { winnerId: 'c2' }) })));
		if (settled[0]!.became === 'waits') {
			world.now += HOUR;
			await world.settle((await world.claim()).map(({ subject, token }): Settlement => ({ outcome: 'removed', subject, token, reason: how, requestIds: [], did: 'archived' })));
		}
		expect(world.record(jane)).toMatchObject({ state: 'gone' });
		expect(world.record(janeInXero)).toMatchObject({ state: 'gone' });
	});

	test('is remembered where a person sends away that Xero is archived', async () => {
		const world = await bound({ ...ON, whenDeleted: 'archive' });
		await world.notify(jane, { topic: 'contact.deleted' });
		const held = { ...world.work(jane)!, state: 'held' as const, heldBy: 'archive' as const, token: null, leaseUntil: null, leasedBy: null, arrived: null };
		await world.store.change({ name: 'hold', need: {}, decide: () => ({ answer: null, changes: [{ do: 'write', table: 'work', was: world.work(jane)!, is: held, on: 'stopped' }] }) });
		await world.store.change(decideStop('archive', false, 'ada', world.now));
		expect(world.record(janeInXero)).toMatchObject(LEFT);
	});

	test.each<[string, LedgerSettings, Parameters<typeof synced>[1]]>([
		['only goes to Xero', DEFAULT_SETTINGS, {}],
		['is one of a company\'s staff', { ...ON, billTo: 'company' }, { as: 'staff', result: 'linked' }],
	])('leaves nothing of Xero where it %s', async (_, settings, more) => {
		const world = await bound(settings, more);
		await world.notify(jane, { topic: 'contact.deleted' });
		expect(world.record(janeInXero)).toBeUndefined();
	});
});

describe('it is forgotten that it left', () => {
	test('once a person said so and the user is made', async () => {
		const world = await deleted();
		await world.tellXero(jane, 5);
		await asksIt(world)();
		expect(world.record(janeInXero)).toMatchObject(LEFT);
		expect(await world.store.change(decideRecord(janeInXero, { do: 'create' }, 'ada', world.now))).toEqual({ decided: true });
		const batch = await world.claim();
		expect(batch).toMatchObject([{ decision: { do: 'create' } }]);
		expect(batch[0]).not.toHaveProperty('hasLeft');
		await world.settle(batch.map((one) => inIntercom(one, 'c9')));
		expect(world.record(janeInXero)).toBeUndefined();
	});

	test('once somebody in Intercom is synced with that contact again', async () => {
		const world = await deleted();
		await world.settle([synced({ subject: contact(2), token: '' }, { xeroContactId: 'x-c1' })]);
		expect(world.record(janeInXero)).toBeUndefined();
		expect(world.record(contact(2))).toMatchObject({ xeroContactId: 'x-c1' });
	});

	test('not where somebody is there who may be it, which Intercom\'s side finds out', async () => {
		const world = await deleted();
		await world.tellXero(jane, 5);
		await world.settle((await world.claim()).map((one) => inIntercom(one, 'c2', { result: 'unchanged', values: undefined })));
		expect(world.record(janeInXero)).toMatchObject(LEFT);
	});
});
