import { sql } from 'kysely';
import type { SubjectKind, Subject } from '../../rows/subject';
import { PAGE_TOKEN, PRIORITY_ORDER } from '../../rows/work';
import type { DueQuestion, Need } from '../step';
import { keptText } from './cells';
import { CONTACT_ID_START, CONTACT_ID_START_LENGTH } from './definition';
import { inState, type Session } from './session';

/**
 * Waiting work by priority, then by time. A question for each priority, so that each reads its part of the index from the
 * front: one question for all would walk over every live row that waits for tomorrow before it came to bulk.
 */
export async function dueWork({ db }: Session, { now, limit, balancesAlone }: DueQuestion): Promise<Subject[]> {
	const due: Subject[] = [];
	for (const priority of Object.values(PRIORITY_ORDER)) {
		if (due.length >= limit) break;
		const found = await db
			.selectFrom('work')
			.select(['kind', 'id'])
			.where(inState('waiting'))
			.where((is) => is('priority', '=', is.lit(priority)))
			.where('dueAt', '<=', now)
			.$if(balancesAlone === true, (rows) => rows.where((is) => is.and([is('balance', 'is not', null), is('fromIntercom', '=', 0), is('xeroChangedAt', 'is', null), is('removal', '=', 'none')])))
			.orderBy('dueAt')
			.orderBy('kind')
			.orderBy('id')
			.limit(limit - due.length)
			.execute();
		due.push(...found.map(subject));
	}
	return due;
}

export async function runningUnder({ db }: Session, token: string): Promise<Subject[]> {
	const running = db.selectFrom('work').select(['kind', 'id']).where(inState('running'));
	return (await running.where('token', '=', keptText(token)).orderBy('kind').orderBy('id').execute()).map(subject);
}

export async function endedLeases({ db }: Session, { now, limit }: { now: number; limit: number }): Promise<Subject[]> {
	const running = db.selectFrom('work').select(['kind', 'id']).where(inState('running'));
	return (await running.where('leaseUntil', '<=', now).orderBy('leaseUntil').orderBy('kind').orderBy('id').limit(limit).execute()).map(subject);
}

/**
 * Records that no sweep from `seenBefore` on saw, by id. Each number of a sweep is looked up by itself, through
 * the index: who was seen costs nothing.
 */
export async function vanishedRecords({ db }: Session, { kind, seenBefore, afterId, limit }: NonNullable<Need['vanished']>): Promise<Subject[]> {
	const ids: string[] = [];
	for (const state of ['unsynced', 'synced', 'doubted'] as const) {
		const unseen = db.selectFrom('record').where('state', '=', state).where('kind', '=', kind);
		let sweep = Number.MIN_SAFE_INTEGER;
		for (;;) {
			const [next] = await unseen.select('seenSweep').where('seenSweep', '>', sweep).where('seenSweep', '<', seenBefore).orderBy('seenSweep').limit(1).execute();
			if (next === undefined) break;
			sweep = Number(next.seenSweep);
			const rows = await unseen.select('id').where('seenSweep', '=', sweep).where('id', '>', keptText(afterId)).orderBy('id').limit(limit).execute();
			ids.push(...rows.map(({ id }) => String(id)));
		}
	}
	return ids.sort().slice(0, limit).map((id) => ({ kind, id }));
}

/** Records that name one of these Xero contacts, through an index. */
export async function boundRecords({ db, dialect }: Session, xeroContactIds: readonly string[]): Promise<Subject[]> {
	if (xeroContactIds.length === 0) return [];
	const ids = xeroContactIds.map(keptText);
	const starts = [...new Set(ids.map((id) => id.slice(0, CONTACT_ID_START_LENGTH)))];
	const alike = db.selectFrom('record').select(['kind', 'id']).where('xeroContactId', 'is not', null).where(dialect.isOneOf(sql.raw(CONTACT_ID_START), starts));
	const named = alike.where(dialect.isOneOf('xeroContactId', ids));
	return (await named.orderBy('kind').orderBy('id').execute()).map(subject);
}

export async function runningWork({ db }: Session, now: number): Promise<number> {
	const running = db.selectFrom('work').where(inState('running'));
	const ofBatches = running.where('leaseUntil', '>', now).where('token', 'not like', `${PAGE_TOKEN}%`);
	return Number((await ofBatches.select((is) => is.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).count);
}

export async function heldWork({ db }: Session, heldBy: string): Promise<number> {
	const held = db.selectFrom('work').where(inState('held'));
	return Number((await held.where('heldBy', '=', keptText(heldBy)).select((is) => is.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).count);
}

export async function workOfJob({ db }: Session, jobId: string): Promise<number> {
	const ofJob = db.selectFrom('work').where('jobId', '=', keptText(jobId));
	return Number((await ofJob.select((is) => is.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).count);
}

export async function runningOfJob({ db }: Session, jobId: string): Promise<number> {
	const running = db.selectFrom('work').where(inState('running')).where('jobId', '=', keptText(jobId));
	return Number((await running.select((is) => is.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).count);
}

export async function dueRemovals(session: Session, now: number): Promise<number> {
	const due = removals(session, 'waiting').where('dueAt', '<=', now);
	return Number((await due.select((is) => is.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).count);
}

export async function runningRemovals(session: Session): Promise<number> {
	return Number((await removals(session, 'running').select((is) => is.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).count);
}

function removals({ db }: Session, state: 'waiting' | 'running') {
	return db.selectFrom('work').where(inState(state)).where((is) => is.and([is('confirmed', '=', is.lit(1)), is('approved', '=', is.lit(0))]));
}

function subject({ kind, id }: { kind: unknown; id: unknown }): Subject {
	return { kind: kind as SubjectKind, id: String(id) };
}
