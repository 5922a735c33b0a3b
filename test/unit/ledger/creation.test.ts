import { DEFAULT_BOTH_WAYS } from '../../../lib/ledger/bothWays';
import { claim } from '../../../lib/ledger/decisions/claim';
import { endBatch } from '../../../lib/ledger/decisions/lease';
import { decideRecord } from '../../../lib/ledger/decisions/person';
import { receiveFromXero } from '../../../lib/ledger/decisions/receiveFromXero';
import type { Settlement } from '../../../lib/ledger/events/settlement';
import { DEFAULT_SETTINGS, type LedgerSettings } from '../../../lib/ledger/settings';
import { contact, failed, fromXeroOf, inIntercom, MINUTE, ORGANISATION, START, synced } from './ledgerWorld';
import { jane, janeInXero, left, ON, open, told } from './creationWorld';

describe('a contact of Xero that is nobody\'s', () => {
	test('told of ten times at once is one row of work, that leaves by Changed in Xero', async () => {
		const world = await open();
		await Promise.all(Array.from({ length: 10 }, async (_, n) => await world.tellXero(jane, n)));
		expect(left(world)).toEqual(['xeroContact x-c1']);
		expect(await world.claim()).toMatchObject([{ subject: janeInXero, output: 'changedInXero', xeroContactId: 'x-c1', xeroChangedAt: START + 9, lastSync: null }]);
	});

	test.each<[string, LedgerSettings]>([
		['creating is off', { ...DEFAULT_SETTINGS, bothWays: DEFAULT_BOTH_WAYS }],
		['companies are billed', { ...ON, billTo: 'company' }],
	])('is nobody\'s still where %s, and nothing is written', async (_, settings) => {
		const world = await open(settings);
		expect(await world.tellXero(jane)).toBe('notBound');
		expect(left(world)).toEqual([]);
	});

	test('that is not to be in Intercom is no work until Xero tells of it again', async () => {
		const world = await told();
		await world.settle((await world.claim()).map(({ subject, token, xeroChangedAt = 0 }): Settlement => ({ outcome: 'skipped', subject, token, reason: 'notChosen', requestIds: [], fromXero: { toldAt: xeroChangedAt, askedIntercom: false } })));
		expect(world.store.rows.tables).toMatchObject({ work: new Map(), record: new Map(), review: new Map() });
		expect(await world.tellXero(jane, 5)).toBe('work');
	});

	test('that was changed while it was looked at is looked at once more', async () => {
		const world = await told();
		const batch = await world.claim();
		expect(await world.tellXero(jane, 5)).toBe('afterRunning');
		await world.settle(batch.map(({ subject, token, xeroChangedAt = 0 }): Settlement => ({ outcome: 'skipped', subject, token, reason: 'notChosen', requestIds: [], fromXero: { toldAt: xeroChangedAt, askedIntercom: false } })));
		expect(await world.claim()).toMatchObject([{ output: 'changedInXero', xeroChangedAt: START + 5 }]);
	});

	test('whose execution was lost, or failed, or that Intercom did not know, comes again the way it went', async () => {
		const world = await told();
		const [lost] = await world.claim();
		await world.store.change(endBatch(lost!.token, world.now));
		for (const failure of [{ class: 'uncertain' as const }, { class: 'validation' as const, reason: 'intercomNotFound', retryable: true }]) {
			const batch = await world.claim();
			expect(batch).toMatchObject([{ output: 'changedInXero', uncertain: true }]);
			await world.settle(batch.map((one) => failed(one, { vendor: 'intercom', fromXero: fromXeroOf(one), ...failure })));
			await world.wait(60 * MINUTE);
		}
		expect(await world.claim()).toMatchObject([{ output: 'changedInXero', subject: janeInXero }]);
	});

	test('waits where creating was switched off since, and holds up nobody', async () => {
		const world = await told();
		await world.notify(contact(2));
		const { claimed } = await world.store.change(claim({ token: 't', holder: 'test', limit: 50 }, DEFAULT_SETTINGS, world.now));
		expect(claimed).toMatchObject([{ subject: contact(2) }]);
		expect(left(world).sort()).toEqual(['contact c2', 'xeroContact x-c1']);
		expect(world.work(janeInXero)).toMatchObject({ state: 'waiting', waitsFor: 'creation', reason: 'creationOff' });
	});
});

describe('once it is somebody in Intercom', () => {
	test('it is that contact\'s: what both sides hold is remembered, and Intercom\'s side notes in Xero who it is', async () => {
		const world = await told();
		expect(await world.settle((await world.claim()).map((one) => inIntercom(one, 'c1')))).toMatchObject([{ became: 'done' }]);
		expect(world.record(jane)).toMatchObject({ state: 'synced', xeroContactId: 'x-c1', values: { Name: 'Jane Doe' }, xeroUpdatedAt: START });
		expect(left(world)).toEqual(['contact c1']);
		const batch = await world.claim();
		expect(batch).toMatchObject([{ output: 'due', subject: jane, lastSync: { xeroContactId: 'x-c1', values: { Name: 'Jane Doe' } } }]);
		await world.settle(batch.map((one) => synced(one)));
		expect(left(world)).toEqual([]);
		expect(await world.tellXero(jane)).toBe('noise');
		expect(await world.tellXero(jane, 5)).toBe('work');
		expect(left(world)).toEqual(['contact c1']);
	});

	test('what Intercom tells of its being made, before or after, is one more look at most', async () => {
		const world = await told();
		const batch = await world.claim();
		expect(await world.notify(jane, { topic: 'contact.user.created' })).toEqual({ took: 'work' });
		await world.settle(batch.map((one) => inIntercom(one, 'c1')));
		await world.notify(jane, { topic: 'contact.user.created' });
		const next = await world.claim();
		expect(next).toHaveLength(1);
		await world.settle(next.map((one) => synced(one, { shown: 's' })));
		expect(await world.notify(jane, { shown: 's', reference: { xeroContactId: 'x-c1', organisationId: ORGANISATION } })).toEqual({ took: 'noise' });
	});

	test('and was there already, Intercom\'s side finds out whether it is that contact', async () => {
		const world = await told();
		await world.settle((await world.claim()).map((one) => inIntercom(one, 'c1', { result: 'unchanged', values: undefined })));
		expect(world.record(jane)).toBeUndefined();
		expect(await world.claim()).toMatchObject([{ output: 'due', subject: jane, lastSync: null }]);
	});

	test('and is bound by now, what Xero told of is that record\'s', async () => {
		const world = await told();
		const batch = await world.claim();
		await world.notify(jane);
		await world.settle([synced({ subject: jane, token: '' }, { xeroUpdatedAt: START - 5 })]);
		await world.settle(batch.map((one) => inIntercom(one, 'c1', { result: 'unchanged' })));
		expect(world.record(jane)).toMatchObject({ xeroUpdatedAt: START - 5 });
		expect(world.work(jane)).toMatchObject({ fromIntercom: true, xeroChangedAt: START });
	});

	test('whom a person never wants synced is left alone', async () => {
		const world = await told();
		await world.notify(jane);
		await world.store.change(decideRecord(jane, { do: 'never' }, 'ada', world.now));
		await world.settle((await world.claim()).map((one) => inIntercom(one, 'c1', { result: 'unchanged', values: undefined })));
		expect(left(world)).toEqual([]);
	});
});

describe('our own creating in Xero', () => {
	test('told of before the ledger knows whose it is, costs nothing', async () => {
		const world = await open();
		await world.notify(jane);
		const batch = await world.claim();
		expect(await world.tellXero(jane)).toBe('work');
		await world.settle(batch.map((one) => synced(one, { result: 'created' })));
		expect(left(world)).toEqual([]);
	});

	test('changed by somebody at once after it is looked at', async () => {
		const world = await open();
		await world.notify(jane);
		const batch = await world.claim();
		await world.tellXero(jane, 5);
		await world.settle(batch.map((one) => synced(one, { result: 'created' })));
		expect(left(world)).toEqual(['xeroContact x-c1']);
	});
});

test('a contact that only one of a company\'s staff names is the company\'s, and nobody is created', async () => {
	const world = await open();
	await world.notify(jane);
	await world.settle((await world.claim()).map((one) => synced(one, { as: 'staff', result: 'linked' })));
	const received = await world.store.change(receiveFromXero(ORGANISATION, [{ xeroContactId: 'X-C1', changedAt: START + 5 }], START));
	expect(received).toEqual([{ took: 'notBound' }]);
	expect(left(world)).toEqual([]);
});
