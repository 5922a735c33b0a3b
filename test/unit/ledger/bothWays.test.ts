import { add } from '../../../lib/ledger/decisions/add';
import { claim } from '../../../lib/ledger/decisions/claim';
import { decideRecord } from '../../../lib/ledger/decisions/person';
import { receiveFromXero } from '../../../lib/ledger/decisions/receiveFromXero';
import type { Settlement } from '../../../lib/ledger/events/settlement';
import { DEFAULT_SETTINGS } from '../../../lib/ledger/settings';
import { contact, failed, ORGANISATION, review, START, synced } from './ledgerWorld';
import { jane, ON, settled, unchanged } from './bothWaysWorld';

describe('what Xero tells of', () => {
	test('is a row of work that leaves by Changed in Xero, with what both sides agreed on', async () => {
		const world = await settled();
		expect(await world.tellXero(jane, 5)).toBe('work');
		expect(world.work(jane)).toMatchObject({ state: 'waiting', why: 'changedInXero', priority: 'live', fromIntercom: false, xeroChangedAt: START + 5 });
		expect(await world.claim()).toMatchObject([{ output: 'changedInXero', xeroContactId: 'x-c1', xeroChangedAt: START + 5, why: 'changedInXero', lastSync: { values: { Name: 'Jane Doe' }, xeroUpdatedAt: START } }]);
	});

	test.each<[string, number]>([['our own write', 0], ['an older change', -5]])('is noise where it is %s, and nothing is written', async (_, afterMs) => {
		const world = await settled();
		expect(await unchanged(world, () => world.tellXero(jane, afterMs))).toBe('noise');
	});

	test('of a record that is in doubt is looked at: it may be what the lost answer wrote, or not', async () => {
		const world = await settled();
		await world.notify(jane, { shown: 's2' });
		await world.settle((await world.claim()).map((one) => failed(one, { class: 'uncertain', xeroContactId: 'x-c1' })));
		expect(world.record(jane)).toMatchObject({ state: 'doubted' });
		expect(await world.tellXero(jane, -5)).toBe('work');
	});

	test('of a demo company, whose contacts are changed in the future, is noise only where it is that very state', async () => {
		const world = await settled(ON, { xeroUpdatedAt: START + 86_400_000 });
		expect(await world.tellXero(jane, 86_400_000)).toBe('noise');
		expect(await world.tellXero(jane, 5)).toBe('work');
	});

	test('of nobody who is synced, or of a company\'s staff, is bound to nobody', async () => {
		const world = await settled();
		expect(await unchanged(world, () => world.tellXero(contact(7), 5))).toBe('notBound');
		const ofStaff = await settled({ ...ON, billTo: 'company' }, { as: 'staff', result: 'linked' });
		expect(await unchanged(ofStaff, () => ofStaff.tellXero(jane, 5))).toBe('notBound');
	});

	test('of a company goes to the company, whoever of its staff names its contact', async () => {
		const world = await settled({ ...ON, billTo: 'company' }, { as: 'staff', result: 'linked' });
		const acme = { kind: 'company' as const, id: 'o1' };
		await world.notify(acme, { topic: 'company.updated' });
		await world.settle((await world.claim()).map((one) => synced(one, { as: 'organisation', xeroContactId: 'x-c1' })));
		expect(await world.tellXero(jane, 5)).toBe('work');
		expect(await world.claim()).toMatchObject([{ subject: acme, output: 'changedInXero' }]);
	});

	test('is off where Both Ways is off', async () => {
		const world = await settled(DEFAULT_SETTINGS);
		expect(await unchanged(world, () => world.tellXero(jane, 5))).toBe('off');
	});

	test('of a record that a person or the mapping leaves out is nothing', async () => {
		const world = await settled();
		await world.notify(jane, { shown: 's2' });
		await world.settle((await world.claim()).map(({ subject, token }): Settlement => ({ outcome: 'skipped', subject, token, reason: 'switchedOff', requestIds: [] })));
		expect(await unchanged(world, () => world.tellXero(jane, 5))).toBe('nothing');
		const never = await settled();
		await never.store.change(decideRecord(jane, { do: 'never' }, 'ada', never.now));
		expect(await unchanged(never, () => never.tellXero(jane, 5))).toBe('nothing');
	});

	test('of another organisation is not taken; the case of an id does not matter', async () => {
		const world = await settled();
		const tell = (organisationId: string, xeroContactId: string) => world.store.change(receiveFromXero(organisationId, [{ xeroContactId, changedAt: START + 5 }], START));
		expect(await unchanged(world, () => tell('another', 'x-c1'))).toMatchObject({ took: 'anotherOrganisation', binding: { organisationId: ORGANISATION } });
		expect(await tell(ORGANISATION.toUpperCase(), 'X-C1')).toEqual([{ took: 'work' }]);
	});

	test('many at once, double and in any order, are answered one by one', async () => {
		const world = await settled();
		const told = [{ xeroContactId: 'x-c1', changedAt: START + 9 }, { xeroContactId: 'x-c7', changedAt: START }, { xeroContactId: 'x-c1', changedAt: START + 5 }];
		expect(await world.store.change(receiveFromXero(ORGANISATION, told, START))).toEqual([{ took: 'work' }, { took: 'notBound' }, { took: 'work' }]);
		expect(world.work(jane)).toMatchObject({ xeroChangedAt: START + 9 });
		expect(await world.store.change(receiveFromXero(ORGANISATION, told, START))).toEqual([{ took: 'noted' }, { took: 'notBound' }, { took: 'noted' }]);
	});

	test('while it runs is noted, and whether it was news shows when it is settled', async () => {
		const world = await settled();
		await world.notify(jane, { shown: 's2' });
		const batch = await world.claim();
		expect(await world.tellXero(jane, 5)).toBe('afterRunning');
		expect(await world.settle(batch.map((one) => synced(one, { shown: 's2', xeroUpdatedAt: START + 5 })))).toMatchObject([{ became: 'done' }]);
		await world.notify(jane, { shown: 's3' });
		const again = await world.claim();
		expect(await world.tellXero(jane, 9)).toBe('afterRunning');
		expect(await world.settle(again.map((one) => synced(one, { shown: 's3', xeroUpdatedAt: START + 5 })))).toMatchObject([{ became: 'again' }]);
		expect(await world.claim()).toMatchObject([{ output: 'changedInXero', xeroChangedAt: START + 9 }]);
	});

	test('is noted where a stop holds the record', async () => {
		const world = await settled();
		await world.notify(jane, { shown: 's2' });
		await world.settle((await world.claim()).map((one) => review(one, 'massChange')));
		expect(await world.tellXero(jane, 5)).toBe('noted');
		expect(world.work(jane)).toMatchObject({ state: 'held', fromIntercom: true, xeroChangedAt: START + 5 });
	});
});

describe('Intercom goes first', () => {
	test('where both have a cause, and what Xero told of is looked at behind it', async () => {
		const world = await settled();
		await world.tellXero(jane, 5);
		await world.notify(jane, { shown: 's2' });
		const batch = await world.claim();
		expect(batch).toMatchObject([{ output: 'due' }]);
		await world.settle(batch.map((one) => synced(one, { result: 'unchanged', shown: 's2' })));
		expect(await world.claim()).toMatchObject([{ output: 'changedInXero' }]);
	});

	test('an echo of Intercom does not turn a row of Xero round', async () => {
		const world = await settled();
		await world.tellXero(jane, 5);
		expect(await world.notify(jane, { shown: 's1', reference: { xeroContactId: 'x-c1', organisationId: ORGANISATION } })).toEqual({ took: 'noise' });
		expect(await world.claim()).toMatchObject([{ output: 'changedInXero' }]);
	});

	test('a run that saw a change in Xero leaves it due, though our own write was later', async () => {
		const world = await settled();
		await world.notify(jane, { shown: 's2' });
		await world.settle((await world.claim()).map((one) => synced(one, { shown: 's2', xeroUpdatedAt: START + 50, owesIntercom: true })));
		expect(world.work(jane)).toMatchObject({ fromIntercom: false, xeroChangedAt: START + 50 });
		// Told only now: the row knows of a later one.
		expect(await world.tellXero(jane, 5)).toBe('noise');
		expect(await world.claim()).toMatchObject([{ output: 'changedInXero' }]);
	});

	test('a reconciliation that finds a change in Intercom is not passed over for a row of Xero', async () => {
		const world = await settled();
		await world.tellXero(jane, 5);
		const finding = (shown: string) => add([{ ...jane, updatedAtSeconds: START / 1_000 + 9, shown }], { why: 'reconciliation', priority: 'normal', jobId: null, evenSynced: false }, world.now);
		expect(await world.store.change(finding('s1'))).toEqual({ added: 0, leftOut: 1 });
		expect(await world.store.change(finding('s2'))).toEqual({ added: 1, leftOut: 0 });
		expect(await world.claim()).toMatchObject([{ output: 'due' }]);
	});

	test('where nothing flows back any more, it is looked at from Intercom and done', async () => {
		const world = await settled();
		await world.tellXero(jane, 5);
		const off = { ...ON, bothWays: null };
		const { claimed } = await world.store.change(claim({ token: 't', holder: 'h', limit: 9 }, off, world.now));
		expect(claimed).toMatchObject([{ output: 'due' }]);
	});

	test('a workflow without the output leaves what is of Xero', async () => {
		const world = await settled();
		await world.tellXero(jane, 5);
		await world.notify(contact(2));
		const { claimed } = await world.store.change(claim({ token: 't', holder: 'h', limit: 9, leavesChangedInXero: true }, ON, world.now));
		expect(claimed.map(({ subject }) => subject)).toEqual([contact(2)]);
	});
});
