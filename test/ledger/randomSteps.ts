import fc from 'fast-check';
import type { TableName, Tables } from '../../lib/ledger/rows/columns';
import type { FactName } from '../../lib/ledger/rows/facts';
import type { Subject } from '../../lib/ledger/rows/subject';
import type { ManyRows } from '../../lib/ledger/store/manyRows';
import type { Change, Found, Need, Step } from '../../lib/ledger/store/step';
import { ALERTS, FACTS, JOBS, randomEntry, randomKey, randomRow, REASONS, SHARED, STOPS, SUBJECTS, XERO_CONTACTS, TABLES, time, TOKENS } from './randomRows';

/** What a random step does with one row, or with many. */
type Wish =
	| { wish: 'put'; table: TableName; row: object }
	| { wish: 'remove'; table: TableName; key: object }
	/** Rewrites a row that another has rewritten meanwhile: no store may take it. */
	| { wish: 'stale'; table: TableName; row: object }
	| { wish: 'many'; change: ManyRows | Extract<Change, { do: 'audit' }> };

const wishFor = <Table extends TableName>(table: Table): fc.Arbitrary<Wish> =>
	fc.oneof(
		{ weight: 8, arbitrary: randomKey[table].chain((key) => randomRow(table, key as Partial<Tables[Table]>)).map((row) => ({ wish: 'put' as const, table, row })) },
		{ weight: 2, arbitrary: randomKey[table].map((key) => ({ wish: 'remove' as const, table, key })) },
	);

const limit = fc.integer({ min: 1, max: 4 });
const subjects = fc.subarray([...SUBJECTS]);

const many: fc.Arbitrary<Wish> = fc
	.oneof<fc.Arbitrary<ManyRows | Extract<Change, { do: 'audit' }>>[]>(
		fc.record({ do: fc.constant('audit' as const), entries: fc.array(randomEntry, { maxLength: 3 }) }),
		fc.record({ do: fc.constant('markSeen' as const), subjects, sweep: fc.integer({ min: 0, max: 5 }) }),
		fc.record({ do: fc.constant('releaseWaitingFor' as const), waitsFor: fc.constantFrom('xero' as const, 'intercom' as const, 'writing' as const), dueAt: time }),
		fc.record({ do: fc.constant('holdJob' as const), jobId: fc.constantFrom('a', 'b', 'ä') }),
		fc.constant({ do: 'holdRemovals' as const }),
		fc.record({ do: fc.constant('approveHeld' as const), heldBy: fc.constantFrom(...STOPS), dueAt: time }),
		fc.record({ do: fc.constant('dropHeld' as const), heldBy: fc.constantFrom(...STOPS), at: time, notesLeft: fc.boolean() }),
		fc.record({ do: fc.constant('noteLeft' as const), xeroContactId: fc.constantFrom(...XERO_CONTACTS, 'X1'), at: time }),
		fc.record({ do: fc.constant('closeReviews' as const), reason: fc.constantFrom(...REASONS) }),
		fc.record({ do: fc.constant('trimAudit' as const), before: time, keep: fc.integer({ min: 0, max: 5 }) }),
		fc.record({ do: fc.constant('forgetGone' as const), before: time }),
		fc.record({ do: fc.constant('keyForecasts' as const), jobId: fc.constantFrom(...JOBS), keys: fc.array(fc.tuple(fc.constantFrom(...SUBJECTS), fc.constantFrom(...SHARED)).map(([subject, key]) => ({ ...subject, key })), { maxLength: 6 }) }),
		fc.record({ do: fc.constant('forgetForecasts' as const), before: time, keep: fc.constantFrom<string | null>(null, ...JOBS) }),
		fc.record({ do: fc.constant('forgetDays' as const), before: fc.constantFrom('2026-11-29', '2026-11-30', '2027-01-01') }),
		fc.record({ do: fc.constant('erase' as const), subject: fc.constantFrom(...SUBJECTS), xeroContacts: fc.subarray([...XERO_CONTACTS]) }),
	)
	.map((change) => ({ wish: 'many' as const, change }));

const question: fc.Arbitrary<Need> = fc.record(
	{
		subjects, alertsAbout: subjects, alerts: fc.subarray([...ALERTS]), facts: fc.subarray([...FACTS]), batch: fc.constantFrom(...TOKENS), alertBatch: fc.constantFrom(...TOKENS),
		due: fc.oneof(fc.record({ now: time, limit }), fc.record({ now: time, limit, balancesAlone: fc.constant(true as const) })), expired: fc.record({ now: time, limit }), running: fc.record({ now: time }), dueAlerts: fc.oneof(fc.record({ now: time, limit }), fc.record({ now: time, limit, aboutNoRecord: fc.constant(true as const) })),
		vanished: fc.record({ kind: fc.constantFrom('contact' as const, 'company' as const), seenBefore: fc.integer({ min: 0, max: 5 }), afterId: fc.constantFrom('', '61a', '61b', '7'), limit }),
		held: fc.constantFrom(...STOPS), workOfJob: fc.constantFrom('a', 'b', 'ä'), jobsOfWork: fc.constant(true as const), dueRemovals: fc.record({ now: time }), runningOfJob: fc.constantFrom('a', 'b', 'ä'), xeroContacts: fc.subarray([...XERO_CONTACTS]), tracesOf: fc.constantFrom(...SUBJECTS),
		forecasts: fc.record({ jobId: fc.constant(''), subjects: fc.constant([]), keys: fc.subarray([...SHARED]), limit: fc.integer({ min: 1, max: 3 }) }),
	},
	{ requiredKeys: [] },
);

const wishes = fc.array(fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...TABLES).chain(wishFor) }, { weight: 2, arbitrary: many }), { maxLength: 4 });
const stale: fc.Arbitrary<Wish[]> = fc.constantFrom(...TABLES).chain((table) => randomKey[table].chain((key) => randomRow(table, key)).map((row) => [{ wish: 'stale' as const, table, row }]));

/** A random step; its answer is everything that it found. */
export const randomStep: fc.Arbitrary<Step<unknown>> = fc
	.record({ asked: question, wishes: fc.oneof({ weight: 15, arbitrary: wishes }, { weight: 1, arbitrary: stale }) })
	.map(({ asked, wishes: wanted }) => ({
		name: `random ${wanted.map(({ wish }) => wish).join(' ')}`,
		// A row is written on what was seen of it, so the step sees all there are.
		need: { ...asked, subjects: [...new Set([...(asked.subjects ?? []), ...SUBJECTS])], alerts: ALERTS, facts: [...FACTS], forecasts: { jobId: jobOf(wanted), subjects: SUBJECTS, keys: asked.forecasts?.keys ?? [], limit: asked.forecasts?.limit ?? 0 } },
		decide: (found) => ({ answer: seen(found), changes: changesOf(found, wanted.filter(ofOneJob(jobOf(wanted)))) }),
	}));

/** A step sees the forecasts of one job, and writes no others. */
function jobOf(wanted: readonly Wish[]): string {
	return wanted.flatMap(forecastJob)[0] ?? 'a';
}

function ofOneJob(jobId: string): (wish: Wish) => boolean {
	return (wish) => forecastJob(wish).every((job) => job === jobId);
}

function forecastJob(wish: Wish): string[] {
	if (wish.wish === 'many' || wish.table !== 'forecast') return [];
	return [(wish.wish === 'remove' ? (wish.key as { jobId: string }) : (wish.row as { jobId: string })).jobId];
}

/** What a step found, as data that can be compared; lists whose order means nothing in one order. */
function seen(found: Found): unknown {
	const byKey = <Row extends { key: string }>(rows: readonly Row[]) => [...rows].sort((a, b) => (a.key < b.key ? -1 : 1));
	return {
		subjects: SUBJECTS.map((subject) => ({ record: found.record(subject), work: found.work(subject), review: found.review(subject), alerts: byKey(found.alertsAbout(subject)) })),
		alerts: ALERTS.map((key) => found.alert(key)), facts: FACTS.map((name: FactName) => found.fact(name)),
		due: found.due, batch: found.batch, expired: found.expired, vanished: found.vanished, bound: found.bound, dueAlerts: found.dueAlerts, alertBatch: byKey(found.alertBatch),
		running: found.running, held: found.held, workOfJob: found.workOfJob, dueRemovals: found.dueRemovals, runningRemovals: found.runningRemovals, runningOfJob: found.runningOfJob, forecasts: found.forecasts, traces: found.traces,
	};
}

/** Each row is written at most once in a step: a second write would be one on what nobody has seen. */
function changesOf(found: Found, wanted: readonly Wish[]): Change[] {
	const written = new Set<string>();
	return wanted.flatMap((wish): Change[] => {
		if (wish.wish === 'many') return written.size === 0 ? [wish.change] : [];
		const { table } = wish;
		const key = wish.wish === 'remove' ? wish.key : wish.row;
		const was = stored(found, table, key);
		if (wish.wish === 'stale') return [write(table, was === null ? wish.row : { ...was, revision: was.revision + 1 }, wish.row)];
		const name = `${table} ${JSON.stringify(keyValues(table, key))}`;
		if (written.has(name) || (wish.wish === 'remove' && was === null)) return [];
		written.add(name);
		return [write(table, was, wish.wish === 'remove' ? null : wish.row)];
	});
}

function write(table: TableName, was: object | null, is: object | null): Change {
	return { do: 'write', table, was, is, on: 'noted' } as unknown as Change;
}

function keyValues(table: TableName, row: object): unknown[] {
	const { jobId, kind, id, key, name } = row as Partial<Record<string, unknown>>;
	return table === 'alert' ? [key] : table === 'fact' ? [name] : table === 'forecast' ? [jobId, kind, id] : [kind, id];
}

function stored(found: Found, table: TableName, row: object): Tables[TableName] | null {
	if (table === 'alert') return found.alert((row as { key: string }).key);
	if (table === 'fact') return found.fact((row as { name: FactName }).name);
	if (table === 'forecast') return found.forecasts.find((one) => keyValues(table, one).join() === keyValues(table, row).join()) ?? null;
	return found[table](row as Subject);
}
