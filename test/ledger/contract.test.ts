import { trim } from '../../lib/ledger/decisions/retention';
import { settle } from '../../lib/ledger/decisions/settle';
import type { Settlement } from '../../lib/ledger/events/settlement';
import type { FactRow } from '../../lib/ledger/rows/facts';
import type { Subject } from '../../lib/ledger/rows/subject';
import type { WorkRow } from '../../lib/ledger/rows/work';
import { DEFAULT_SETTINGS } from '../../lib/ledger/settings';
import type { LedgerStore } from '../../lib/ledger/store/port';
import { NEWEST_VERSION } from '../../lib/ledger/store/sql/migrations';
import { alert, countOf, countUp, inserting, JANE, record, work, writing } from './exampleRows';
import { databases, freshStores, memory } from './stores';

const BINDING: FactRow<'binding'> = { name: 'binding', revision: 0, value: { workspaceId: 'ws1', region: 'au', organisationId: 'org1', organisationName: 'Acme', boundAt: 1 } };
const company: Subject = { kind: 'company', id: JANE.id };

describe.each([memory, ...databases])('$name', (kind) => {
	const fresh = freshStores(kind);
	let store: LedgerStore;
	beforeEach(() => void (store = fresh()));

	it('wakes whoever listens after work or alerts were written, and nobody else', async () => {
		let woken = 0;
		const end = store.onWake(() => (woken += 1));
		await store.change(writing({ do: 'write', on: 'noted', table: 'record', was: null, is: record(JANE) }));
		expect([woken, (await store.pulse()).changes]).toEqual([0, 0]);
		await store.change(inserting(work(JANE, 5)));
		await store.change(writing({ do: 'write', on: 'noted', table: 'alert', was: null, is: alert('xero', 3) }));
		expect([woken, await store.pulse()]).toEqual([2, { changes: 2, nextAt: 3 }]);
		end();
		await store.change(writing({ do: 'approveHeld', heldBy: 'archive', dueAt: 0 }));
		expect([woken, (await store.pulse()).changes]).toEqual([2, 3]);
	});

	it('says what a step would do, and does nothing of it', async () => {
		let woken = 0;
		store.onWake(() => (woken += 1));
		expect(await store.look(countUp)).toMatchObject({ answer: 1, changes: [{ do: 'write', table: 'fact', was: null }] });
		expect(await store.look(inserting(work(JANE, 5)))).toMatchObject({ answer: null, changes: [{ table: 'work' }] });
		expect([woken, await store.change(countOf), await store.pulse(), (await store.list('work', { limit: 9, after: '' })).rows]).toEqual([0, 0, { changes: 0, nextAt: null }, []]);
		await store.change(countUp);
		expect((await store.look(countUp)).answer).toBe(2);
	});

	it('undoes all of a step whose rows are not as it saw them, and says so after five times', async () => {
		await store.change(inserting(work(JANE, 5)));
		let decided = 0;
		const late = { name: 'late', need: {}, decide: () => ({ answer: (decided += 1), changes: [{ do: 'write' as const, on: 'noted' as const, table: 'record' as const, was: null, is: record(JANE) }, { do: 'write' as const, on: 'noted' as const, table: 'work' as const, was: { ...work(JANE, 5), revision: 7 }, is: null }] }) };
		await expect(store.change(late)).rejects.toMatchObject({ name: 'LedgerProblem', trouble: 'busy', uncertain: false });
		expect([decided, (await store.list('record', { limit: 9, after: '' })).rows]).toEqual([5, []]);
	});

	it('undoes a step whose decision throws, and tells what it threw', async () => {
		const fault = new RangeError('a fault in a decision');
		await expect(store.change({ name: 'faulty', need: {}, decide: () => { throw fault; } })).rejects.toBe(fault);
		await expect(store.change(writing({ do: 'write', on: 'noted', table: 'work', was: null, is: { ...work(JANE, 5), state: 'running' } as never }))).rejects.toThrow(/token|statement/);
		expect(await store.change(countUp)).toBe(1);
	});

	it('lists by subject, kind, state, reason and time, page by page', async () => {
		await store.change(writing(...[JANE, company].flatMap((subject) => [{ do: 'write' as const, on: 'noted' as const, table: 'work' as const, was: null, is: work(subject, 5) }, { do: 'write' as const, on: 'noted' as const, table: 'record' as const, was: null, is: record(subject) }])));
		const entry = { at: 10, kind: JANE.kind, id: JANE.id, why: 'ledger' as const, topic: '', event: 'created', reason: '', changes: [], requestIds: [], xeroContactId: null, by: '', intercomUpdatedAtSeconds: null, xeroUpdatedAt: null };
		await store.change(writing({ do: 'audit', entries: [entry, { ...entry, at: 20 }, { ...entry, at: 30, kind: null, id: null }] }));
		expect((await store.list('work', { limit: 9, after: '', kind: 'company' })).rows.map(({ kind }) => kind)).toEqual(['company']);
		expect((await store.list('work', { limit: 9, after: '', state: 'parked' })).rows).toEqual([]);
		expect((await store.list('record', { limit: 9, after: '', subject: JANE })).rows).toMatchObject([JANE]);
		expect((await store.list('audit', { limit: 9, after: '', since: 20 })).rows.map(({ at }) => at)).toEqual([30, 20]);
		expect((await store.list('audit', { limit: 9, after: '', subject: JANE })).rows.map(({ at }) => at)).toEqual([20, 10]);
		const first = await store.list('record', { limit: 1, after: '' });
		expect([first.rows, await store.list('record', { limit: 1, after: first.next })]).toMatchObject([[company], { rows: [JANE], next: '' }]);
	});

	it('keeps what a batch did as a fact of its day, in the step that settles it, and lets it go after its time', async () => {
		const now = Date.parse('2026-11-29T09:00:00Z');
		await store.change(writing({ do: 'write', on: 'noted', table: 'fact', was: null, is: BINDING }));
		await store.change(inserting({ ...work(JANE, now), state: 'running', token: 't', leaseUntil: now + 9, leasedBy: 'x', arrived: null } as WorkRow));
		const skipped: Settlement = { outcome: 'skipped', subject: JANE, token: 't', reason: 'lead', requestIds: [] };
		await store.change(settle([skipped, { ...skipped, subject: company, token: '' }], DEFAULT_SETTINGS, now));
		const days = async () => await store.change({ name: 'days', need: { facts: ['day 2026-11-29', 'binding'] }, decide: ({ fact }) => ({ answer: [fact('day 2026-11-29')?.value.counts.skipped, fact('binding')?.name], changes: [] }) });
		expect(await days()).toEqual([2, 'binding']);
		expect((await store.counts(now)).leftOut).toEqual({ lead: 2 });
		await store.change(trim(DEFAULT_SETTINGS, now + 401 * 24 * 60 * 60_000));
		expect(await days()).toEqual([undefined, 'binding']);
	});

	it('counts what failed by its kind, most first', async () => {
		const failed = (id: string, reason: string, failedAt: number, more: Partial<WorkRow> = {}) => inserting({ ...work({ kind: 'contact', id }, 5), state: 'parked', class: 'validation', reason, message: `m ${id}`, nextStep: 'n', failedAt, ...more } as WorkRow);
		for (const step of [failed('1', 'tooLong', 5), failed('2', 'tooLong', 9), failed('3', 'badEmail', 7), failed('4', 'tooLong', 3, { state: 'waiting' })]) await store.change(step);
		await store.change(inserting(work(JANE, 5)));
		const kind = { class: 'validation', state: 'parked', nextStep: 'n' };
		expect((await store.counts(1)).failures).toEqual([
			{ ...kind, reason: 'tooLong', count: 2, message: 'm 1', firstFailedAt: 5, lastFailedAt: 9 },
			{ ...kind, reason: 'badEmail', count: 1, message: 'm 3', firstFailedAt: 7, lastFailedAt: 7 },
			{ ...kind, state: 'waiting', reason: 'tooLong', count: 1, message: 'm 4', firstFailedAt: 3, lastFailedAt: 3 },
		]);
	});

	it('says how it stands', async () => {
		await store.change(writing({ do: 'write', on: 'noted', table: 'fact', was: null, is: BINDING }));
		const lines = await store.check();
		expect(lines.filter(({ ok }) => !ok)).toEqual([]);
	});
});

describe.each(databases)('$name', ({ ground: newGround }) => {
	const ground = newGround();
	beforeEach(() => ground.clear());
	afterAll(() => ground.remove());

	it('makes the ledger once, however many open it together, and all of a process share it', async () => {
		const stores = Array.from({ length: 4 }, () => ground.store());
		const opened = await Promise.all(stores.map((store) => store.open()));
		expect(opened.map(({ version }) => version)).toEqual(Array(4).fill(NEWEST_VERSION));
		let woken = 0;
		stores[3]!.onWake(() => (woken += 1));
		await stores[0]!.close();
		await stores[0]!.close();
		await stores[1]!.change(inserting(work(JANE, 5)));
		expect(woken).toBe(1);
		await expect(stores[0]!.change(countUp)).rejects.toMatchObject({ trouble: 'missing', nextStep: expect.stringMatching(/./) });
		await Promise.all(stores.map((store) => store.close()));
		const again = ground.store();
		expect(await again.open()).toMatchObject({ version: NEWEST_VERSION, versionBefore: NEWEST_VERSION });
		await again.close();
	});

	it('loses no count of many that change at once', async () => {
		const store = ground.store();
		await store.open();
		const counted = await Promise.all(Array.from({ length: 30 }, () => store.change(countUp)));
		expect(counted.sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, number) => number + 1));
		await store.close();
	});

	it('refuses the ledger of a newer package, also one that became newer while it is open', async () => {
		const store = ground.store();
		await store.open();
		await store.change(countUp);
		await ground.sql(`insert into ${ground.table('migration')} ("number", "appliedAt") values (99, 0)`);
		try {
			const refusal = { trouble: 'newerPackage', message: expect.stringContaining(`version 99, this package knows up to ${NEWEST_VERSION}`), nextStep: expect.stringMatching(/Update the package/) };
			await expect(store.change(countUp)).rejects.toMatchObject(refusal);
			await store.close();
			await expect(ground.store().open()).rejects.toMatchObject(refusal);
			const lines = await ground.store().check();
			expect(lines.map(({ what, ok }) => [what, ok])).toEqual([['version', false]]);
		} finally {
			await ground.sql(`delete from ${ground.table('migration')} where "number" = 99`);
		}
		await store.open();
		expect(await store.change(countOf)).toBe(1);
		await store.close();
	});

	it('keeps text that a database could not: U+0000 and half a surrogate pair become U+FFFD, in JSON they stay', async () => {
		const store = ground.store();
		await store.open();
		const odd = 'a\u0000b\ud800c😀';
		await store.change(inserting({ ...work(JANE, 5), message: odd }));
		await store.change(writing({ do: 'write', on: 'noted', table: 'fact', was: null, is: { name: 'watermark odd', revision: 0, value: { value: odd, at: 1 } } }));
		const found = await store.change({ name: 'look', need: { subjects: [JANE], facts: ['watermark odd'] }, decide: (rows) => ({ answer: [rows.work(JANE)?.message, rows.fact('watermark odd')?.value.value], changes: [] }) });
		expect(found).toEqual(['a\uFFFDb\uFFFDc😀', odd]);
		await store.close();
	});

	it('writes thousands of new rows in one step', async () => {
		const store = ground.store();
		await store.open();
		const rows = Array.from({ length: 2_500 }, (_, number) => work({ kind: 'contact', id: String(number).padStart(24, '0') }, number));
		await store.change(writing(...rows.map((row) => ({ do: 'write' as const, on: 'noted' as const, table: 'work' as const, was: null, is: row }))));
		expect((await store.counts(1_000)).work).toMatchObject({ waiting: 2_500, due: 1_001 });
		const again = writing(...rows.slice(5, 10).map((row) => ({ do: 'write' as const, on: 'noted' as const, table: 'work' as const, was: null, is: row })));
		await expect(store.change(again)).rejects.toMatchObject({ trouble: 'busy' });
		await store.close();
	});
});
