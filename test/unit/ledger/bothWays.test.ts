import { DEFAULT_BOTH_WAYS } from '../../../lib/ledger/bothWays';
import { add } from '../../../lib/ledger/decisions/add';
import { BACK_PREVIEW_RESTS_MS } from '../../../lib/ledger/decisions/afterPreview';
import { claim } from '../../../lib/ledger/decisions/claim';
import { endBatch, giveBack } from '../../../lib/ledger/decisions/lease';
import { decideRecord } from '../../../lib/ledger/decisions/person';
import { receiveFromXero } from '../../../lib/ledger/decisions/receiveFromXero';
import type { Settlement } from '../../../lib/ledger/events/settlement';
import { DEFAULT_SETTINGS, type LedgerSettings } from '../../../lib/ledger/settings';
import { broughtBack, contact, failed, fromXeroOf, LedgerWorld, MINUTE, ORGANISATION, previewed, review, START, synced } from './ledgerWorld';

const jane = contact(1);
const ON = { ...DEFAULT_SETTINGS, bothWays: DEFAULT_BOTH_WAYS };

/** A world in which Jane is synced, as it was at START. */
async function settled(settings: LedgerSettings = ON, more: Parameters<typeof synced>[1] = {}): Promise<LedgerWorld> {
	const world = await new LedgerWorld(settings).open();
	await world.notify(jane, { shown: 's1' });
	await world.settle((await world.claim()).map((one) => synced(one, { shown: 's1', ...more })));
	expect(world.work(jane)).toBeUndefined();
	return world;
}

const rows = (world: LedgerWorld) => JSON.stringify(Object.values(world.store.rows.tables).map((table) => [...table]));

async function unchanged(world: LedgerWorld, what: () => Promise<unknown>): Promise<unknown> {
	const before = rows(world);
	const answer = await what();
	expect(rows(world)).toBe(before);
	return answer;
}

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

describe('a review of what changed on both sides', () => {
	const open = async () => {
		const world = await settled();
		await world.tellXero(jane, 5);
		await world.settle((await world.claim()).map((one) => ({ ...review(one, 'changedOnBothSides'), fromXero: fromXeroOf(one) })));
		return world;
	};

	test('waits as any review, and what it is about is told again in vain', async () => {
		const world = await open();
		expect(world.work(jane)).toBeUndefined();
		expect(world.store.rows.tables.review.get('contact c1')).toMatchObject({ reason: 'changedOnBothSides', xeroChangedAt: START + 5 });
		expect(world.alert('contact c1')).toMatchObject({ state: 'due' });
		expect(await unchanged(world, () => world.tellXero(jane, 5))).toBe('noise');
		expect(await world.tellXero(jane, 6)).toBe('work');
		expect(await world.claim()).toMatchObject([{ output: 'changedInXero' }]);
	});

	test('tried again goes the way it went', async () => {
		const world = await open();
		await world.store.change(decideRecord(jane, { do: 'tryAgain' }, 'ada', world.now));
		const batch = await world.claim();
		expect(batch).toMatchObject([{ output: 'changedInXero', why: 'person', xeroChangedAt: START + 5 }]);
		expect(batch[0]).not.toHaveProperty('bothChangedDecision');
	});

	test.each([['keepIntercom', 'intercom'], ['takeXero', 'xero']] as const)('%s is carried once, also through a failure, and is spent by the settlement', async (verdict, bothChangedDecision) => {
		const world = await open();
		expect(await world.store.change(decideRecord(jane, { do: verdict }, 'ada', world.now))).toEqual({ decided: true });
		expect(world.store.rows.tables.review.size).toBe(0);
		await world.settle((await world.claim()).map((one) => failed(one, { vendor: 'intercom', fromXero: fromXeroOf(one) })));
		world.now += MINUTE;
		const batch = await world.claim();
		expect(batch).toMatchObject([{ output: 'changedInXero', bothChangedDecision }]);
		await world.settle(batch.map((one) => broughtBack(one, { owesXero: verdict === 'keepIntercom' })));
		expect(world.work(jane)?.bothChangedDecision ?? null).toBeNull();
		expect(world.store.rows.audit.filter(({ event }) => event === 'decided')).toMatchObject([{ reason: verdict, by: 'ada' }]);
	});

	test('of Intercom\'s side goes by Intercom', async () => {
		const world = await settled();
		await world.notify(jane, { shown: 's2' });
		await world.settle((await world.claim()).map((one) => review(one, 'changedOnBothSides')));
		await world.store.change(decideRecord(jane, { do: 'takeXero' }, 'ada', world.now));
		expect(await world.claim()).toMatchObject([{ output: 'due', bothChangedDecision: 'xero' }]);
	});

	test('is what those two decide, and nothing else', async () => {
		const world = await settled();
		await world.notify(jane, { shown: 's2' });
		await world.settle((await world.claim()).map((one) => review(one)));
		expect(await unchanged(world, () => world.store.change(decideRecord(jane, { do: 'takeXero' }, 'ada', world.now)))).toEqual({ decided: false, because: 'notBothChanged' });
	});
});

test('while a person is to say who the contact is, nothing of Xero goes to Intercom, and nothing is lost', async () => {
	const world = await settled();
	await world.notify(jane, { shown: 's2' });
	await world.settle((await world.claim()).map((one) => review(one, 'keysDisagree')));
	expect(await world.tellXero(jane, 5)).toBe('work');
	const batch = await world.claim();
	expect(batch).toMatchObject([{ output: 'due' }]);
	expect(await world.settle(batch.map((one) => review(one, 'keysDisagree')))).toMatchObject([{ became: 'review' }]);
	expect(world.work(jane)).toBeUndefined();
	// Whatever mends it, the next sync compares with Xero.
	expect(world.record(jane)).toMatchObject({ state: 'doubted', fingerprint: '' });
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
