import { sql, type RawBuilder } from 'kysely';
import { STATES } from '../../rows/columns';
import { PRIORITY_ORDER, type WorkState } from '../../rows/work';
import { MOST_FAILURE_KINDS, type FailureCount, type LedgerCounts, type Pulse } from '../port';
import type { Session } from './session';
import type { Cell } from './tables';

/** How many rows there are of each; nothing but indexes is read of records and of waiting work. */
export async function counts(session: Session, now: number): Promise<Omit<LedgerCounts, 'bytes'>> {
	const { db } = session;
	const due = await waitingWork(session, sql`and "dueAt" <= ${now}`);
	const reviews = await db.selectFrom('review').select((is) => ['reason', is.fn.countAll<number>().as('count')]).groupBy('reason').execute();
	const audit = await db.selectFrom('audit').select((is) => is.fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
	return {
		records: await byState(session, 'record'), work: { ...(await byState(session, 'work')), due: due.count }, oldestDueAt: due.count === 0 ? null : due.first,
		reviews: Object.fromEntries(reviews.map(({ reason, count }) => [String(reason), Number(count)])),
		leftOut: await leftOut(session), failures: await failures(session),
		alerts: await byState(session, 'alert'), audit: Number(audit.count),
	};
}

async function byState<Table extends keyof typeof STATES>({ any }: Session, table: Table): Promise<Record<(typeof STATES)[Table][number], number>> {
	const none = Object.fromEntries(STATES[table].map((state) => [state, 0])) as Record<(typeof STATES)[Table][number], number>;
	const rows = await any.selectFrom(table as 'record').select((is) => ['state', is.fn.countAll<number>().as('count')]).groupBy('state').execute();
	return { ...none, ...Object.fromEntries(rows.map(({ state, count }) => [String(state), Number(count)])) };
}

/** From an index that holds those alone. */
async function leftOut({ db }: Session): Promise<Record<string, number>> {
	const rows = await db.selectFrom('record').select((is) => ['leftOut', is.fn.countAll<number>().as('count')]).where('leftOut', 'is not', null).groupBy('leftOut').execute();
	return Object.fromEntries(rows.map(({ leftOut: reason, count }) => [String(reason), Number(count)]));
}

/** All work is looked through: it is short, or a page that is looked at now and then takes some tenths of a second longer. */
async function failures({ db, table }: Session): Promise<FailureCount[]> {
	const { rows } = await sql<Record<string, Cell>>`select "state", coalesce("class", '') as "kind", "reason", count(*) as "count", min(coalesce("message", '')) as "message", min(coalesce("nextStep", '')) as "nextStep", min(coalesce("failedAt", 0)) as "first", max(coalesce("failedAt", 0)) as "last"
		from ${table('work')} where "reason" is not null group by "state", coalesce("class", ''), "reason" order by count(*) desc, "reason", "kind", "state" limit ${MOST_FAILURE_KINDS}`.execute(db);
	return rows.map((row) => ({
		state: row.state as WorkState, class: String(row.kind), reason: String(row.reason), count: Number(row.count), message: String(row.message), nextStep: String(row.nextStep), firstFailedAt: Number(row.first), lastFailedAt: Number(row.last),
	}));
}

/** The waiting work of each priority lies in its own part of one index, the earliest in front. */
const PRIORITIES = Object.values(PRIORITY_ORDER);

async function waitingWork({ db, table }: Session, and: RawBuilder<unknown>): Promise<{ count: number; first: number | null }> {
	const parts = PRIORITIES.map((priority) => sql`select count(*) as "count", min("dueAt") as "first" from ${table('work')} where "state" = 'waiting' and "priority" = ${sql.lit(priority)} ${and}`);
	const { rows } = await sql<{ count: number; first: number | null }>`${sql.join(parts, sql` union all `)}`.execute(db);
	return { count: rows.reduce((sum, { count }) => sum + Number(count), 0), first: least(rows.map(({ first }) => first)) };
}

/** How often work or alerts were written, and when something is to come: one statement, the first row of each part of an index. */
export async function pulse({ db, table }: Session): Promise<Pulse> {
	const first = (name: 'work' | 'alert', column: 'dueAt' | 'leaseUntil', where: RawBuilder<unknown>) =>
		sql`(select ${sql.ref(column)} from ${table(name)} where ${where} order by ${sql.ref(column)} limit 1)`;
	const times = [
		...PRIORITIES.map((priority) => first('work', 'dueAt', sql`"state" = 'waiting' and "priority" = ${sql.lit(priority)}`)),
		first('work', 'leaseUntil', sql`"state" = 'running'`),
		first('alert', 'dueAt', sql`"state" = 'due'`),
		first('alert', 'leaseUntil', sql`"state" = 'claimed'`),
	];
	const columns = times.map((time, number) => sql`${time} as ${sql.id(`time${number}`)}`);
	const { rows } = await sql<Record<string, number | null>>`select "changes", ${sql.join(columns)} from ${table('pulse')}`.execute(db);
	const { changes, ...next } = rows[0]!;
	return { changes: Number(changes), nextAt: least(Object.values(next)) };
}

function least(times: ReadonlyArray<number | null>): number | null {
	const known = times.filter((time) => time !== null);
	return known.length === 0 ? null : Math.min(...known);
}
