import { BACK_PREVIEW_RESTS_MS } from '../../../lib/ledger/decisions/afterPreview';
import { endBatch, giveBack } from '../../../lib/ledger/decisions/lease';
import type { Settlement } from '../../../lib/ledger/events/settlement';
import type { LedgerSettings } from '../../../lib/ledger/settings';
import { broughtBack, contact, failed, fromXeroOf, MINUTE, ORGANISATION, previewed, START, synced } from './ledgerWorld';
import { jane, ON, settled } from './bothWaysWorld';

describe('brought back', () => {
	const told = async (settings: LedgerSettings = ON) => {
		const world = await settled(settings);
		await world.tellXero(jane, 5);
		return { world, batch: await world.claim() };
	};

	test('the record keeps who it is and takes what both sides hold; its next sync compares', async () => {
		const { world, batch } = await told();
		expect(await world.settle(batch.map((one) => broughtBack(one, { shown: 's9', intercomUpdatedAtSeconds: START / 1_000 + 7 })))).toMatchObject([{ became: 'done' }]);
		expect(world.record(jane)).toMatchObject({ state: 'synced', as: 'person', fingerprint: '', values: { Name: 'Jane Roe' }, xeroUpdatedAt: START + 5, sourceUpdatedAtSeconds: START / 1_000 + 7, shown: 's9', reference: 'stored', xeroContactId: 'x-c1' });
		expect(world.store.rows.audit.at(-1)).toMatchObject({ event: 'broughtBack', why: 'changedInXero', xeroContactId: 'x-c1', changes: [{ field: 'name' }] });
		// Its own echoes, from both sides.
		expect(await world.tellXero(jane, 5)).toBe('noise');
		expect(await world.notify(jane, { shown: 's9', reference: { xeroContactId: 'x-c1', organisationId: ORGANISATION } })).toEqual({ took: 'noise' });
		await world.notify(jane, { shown: 's10', updatedAtSeconds: START / 1_000 + 8 });
		const [next] = await world.claim();
		expect(next).toMatchObject({ output: 'due', lastSync: { values: { Name: 'Jane Roe' } } });
		expect(next!.lastSync).not.toHaveProperty('fingerprint');
	});

	test('one that was there already leaves no line in the log', async () => {
		const { world, batch } = await told();
		const lines = world.store.rows.audit.length;
		await world.settle(batch.map((one) => broughtBack(one, { result: 'unchanged' })));
		expect(world.store.rows.audit).toHaveLength(lines);
	});

	test('a contact that Xero gives an older time than its event is looked at once', async () => {
		const { world, batch } = await told();
		expect(await world.settle(batch.map((one) => broughtBack(one, { xeroUpdatedAt: START })))).toMatchObject([{ became: 'done' }]);
	});

	test('what Xero told of meanwhile is looked at next, if the reading was older', async () => {
		const { world, batch } = await told();
		await world.tellXero(jane, 50);
		expect(await world.settle(batch.map((one) => broughtBack(one)))).toMatchObject([{ became: 'again' }]);
		const again = await world.claim();
		expect(again).toMatchObject([{ output: 'changedInXero', xeroChangedAt: START + 50 }]);
		await world.tellXero(jane, 60);
		expect(await world.settle(again.map((one) => broughtBack(one, { xeroUpdatedAt: START + 60 })))).toMatchObject([{ became: 'done' }]);
	});

	test('a change in Intercom that came between our reading and our write is news, though it is older than our write', async () => {
		const { world, batch } = await told();
		await world.notify(jane, { shown: 'theirs', updatedAtSeconds: START / 1_000 + 3 });
		expect(await world.settle(batch.map((one) => broughtBack(one, { shown: 'ours', intercomUpdatedAtSeconds: START / 1_000 + 4 })))).toMatchObject([{ became: 'again' }]);
		expect(await world.claim()).toMatchObject([{ output: 'due' }]);
		const echoed = await told();
		await echoed.world.notify(jane, { shown: 'ours', updatedAtSeconds: START / 1_000 + 4, reference: { xeroContactId: 'x-c1', organisationId: ORGANISATION } });
		expect(await echoed.world.settle(echoed.batch.map((one) => broughtBack(one, { shown: 'ours', intercomUpdatedAtSeconds: START / 1_000 + 4 })))).toMatchObject([{ became: 'done' }]);
	});

	test('what Intercom holds and Xero lacks goes to Xero at once', async () => {
		const { world, batch } = await told();
		expect(await world.settle(batch.map((one) => broughtBack(one, { owesXero: true })))).toMatchObject([{ became: 'again' }]);
		expect(await world.claim()).toMatchObject([{ output: 'due', why: 'reconciliation' }]);
	});

	test('a contact that was merged in Xero is the winner from then on, and Intercom is to name it', async () => {
		const { world, batch } = await told();
		await world.settle(batch.map((one) => broughtBack(one, { xeroContactId: 'x-winner' })));
		expect(world.record(jane)).toMatchObject({ xeroContactId: 'x-winner', reference: 'owed' });
		expect(await world.claim()).toMatchObject([{ output: 'due' }]);
	});

	test('what the mapper leaves out changes nothing of the record', async () => {
		const { world, batch } = await told();
		const before = JSON.stringify(world.record(jane));
		expect(await world.settle(batch.map((one): Settlement => ({ outcome: 'skipped', subject: one.subject, token: one.token, reason: 'archived', requestIds: [], fromXero: fromXeroOf(one) })))).toMatchObject([{ became: 'done' }]);
		expect(JSON.stringify(world.record(jane))).toBe(before);
	});

	test('a failure keeps its way and its schedule, puts nothing in doubt, and is parked and told in words of its own', async () => {
		const { world, batch } = await told();
		expect(await world.settle(batch.map((one) => failed(one, { vendor: 'intercom', class: 'uncertain', reason: 'intercomTimeout', fromXero: fromXeroOf(one) })))).toMatchObject([{ became: 'waits' }]);
		expect(world.record(jane)).toMatchObject({ state: 'synced', fingerprint: 'f1' });
		world.now += MINUTE;
		const again = await world.claim();
		expect(again).toMatchObject([{ output: 'changedInXero', uncertain: true, xeroChangedAt: START + 5 }]);
		await world.settle(again.map((one) => failed(one, { vendor: 'mapping', step: 'map', class: 'validation', retryable: false, fromXero: fromXeroOf(one) })));
		expect(world.work(jane)).toMatchObject({ state: 'parked', fromIntercom: false });
		expect(world.alert('contact c1')).toMatchObject({ text: { title: 'A contact could not be brought from Xero to Intercom', nextStep: expect.stringContaining('in Intercom or Xero tries it again') } });
		expect(await world.tellXero(jane, 5 - MINUTE)).toBe('noted');
		expect(await world.tellXero(jane, 9)).toBe('work');
		await world.settle((await world.claim()).map((one) => broughtBack(one)));
		expect(world.alert('contact c1')).toBeUndefined();
	});

	test('one whom Intercom does not know is looked for there next', async () => {
		const { world, batch } = await told();
		await world.settle(batch.map((one) => failed(one, { vendor: 'intercom', class: 'gone', reason: 'intercomNotFound', retryable: false, fromXero: fromXeroOf(one) })));
		world.now += MINUTE;
		expect(await world.claim()).toMatchObject([{ output: 'due' }]);
	});

	test.each(['endBatch', 'giveBack'] as const)('after %s it goes the way it went, or by Intercom where Intercom told of something meanwhile', async (how) => {
		for (const meanwhile of [false, true]) {
			const { world, batch } = await told();
			if (meanwhile) await world.notify(jane, { shown: 's2' });
			await world.store.change((how === 'endBatch' ? endBatch : giveBack)(batch[0]!.token, world.now));
			expect(await world.claim()).toMatchObject([{ output: meanwhile ? 'due' : 'changedInXero', uncertain: how === 'endBatch' }]);
			expect(world.work(jane)).toMatchObject({ xeroChangedAt: START + 5 });
		}
	});

	test('what was only previewed rests for an hour, whatever the upsert of Xero does', async () => {
		const { world, batch } = await told();
		expect(await world.settle(batch.map((one) => ({ ...previewed(one), fromXero: fromXeroOf(one) })))).toMatchObject([{ became: 'waits', nextAt: START + BACK_PREVIEW_RESTS_MS }]);
		expect(world.work(jane)).toMatchObject({ waitsFor: null, fromIntercom: false });
		expect(world.store.rows.tables.fact.has('preview')).toBe(false);
	});

	test('Xero answered for whatever came as far as Intercom, so an outage of Intercom is none of Xero', async () => {
		const world = await settled();
		for (let n = 2; n <= 4; n++) await world.notify(contact(n));
		await world.settle((await world.claim()).map((one) => synced(one)));
		for (let n = 2; n <= 4; n++) await world.tellXero(contact(n), 5);
		for (let round = 0; round < 5; round++) {
			await world.settle((await world.claim()).map((one) => failed(one, { vendor: 'intercom', reason: 'intercomUnreachable', fromXero: fromXeroOf(one) })));
			await world.wait(MINUTE);
		}
		expect(world.store.rows.tables.fact.get('service intercom')?.value).toMatchObject({ state: 'refusing' });
		expect(world.store.rows.tables.fact.get('service xero')?.value).toMatchObject({ state: 'working' });
		expect((await world.claim()).length).toBeLessThanOrEqual(1);
	});
});

describe('what somebody changed in Intercom while the record was on its way back', () => {
	test.each<[string, string | undefined, string]>([
		['is due to Xero, though the record that was read is known from then on', 's2', 'again'],
		['is nothing where Intercom showed the state of the last sync', 's1', 'done'],
		['is not asked for where nobody can say what it showed', undefined, 'done'],
	])('%s', async (_, shownBefore, became) => {
		const world = await settled();
		await world.tellXero(jane, 5);
		const answers = await world.settle((await world.claim()).map((one) => broughtBack(one, { shown: 's3', ...(shownBefore !== undefined && { shownBefore }) })));
		expect(answers).toMatchObject([{ became }]);
		expect(world.work(jane)?.fromIntercom ?? false).toBe(became === 'again');
	});
});
