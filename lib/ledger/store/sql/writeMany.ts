import { sql, type ExpressionBuilder } from 'kysely';
import type { ForecastKey } from '../../rows/forecast';
import type { Subject } from '../../rows/subject';
import { NO_LEASE } from '../../rows/work';
import type { ManyRows } from '../manyRows';
import { keptText } from './cells';
import { dropHeld } from './dropHeld';
import { idsByKind } from './idsByKind';
import { noteLeft } from './noteLeft';
import { parts } from './parts';
import { inState, nextRevision, type Session } from './session';
import type { Database } from './tables';

/** One change over many rows; nobody has seen them, so no row changed is fine. */
export async function writeMany(session: Session, change: ManyRows): Promise<void> {
	const { db } = session;
	const waiting = () => db.updateTable('work').where(inState('waiting'));
	const heldBy = (stop: string) => ({ state: 'held', heldBy: keptText(stop), ...NO_LEASE, revision: nextRevision() });
	switch (change.do) {
		case 'markSeen':
			return await markSeen(session, change.subjects, change.sweep);
		case 'releaseWaitingFor': {
			const sooner = sql<number>`case when "dueAt" > ${change.dueAt} then ${change.dueAt} else "dueAt" end`;
			return void (await waiting().set({ waitsFor: null, dueAt: sooner, revision: nextRevision() }).where('waitsFor', '=', change.waitsFor).execute());
		}
		case 'holdJob':
			return void (await waiting().set(heldBy(`job ${change.jobId}`)).where('jobId', '=', keptText(change.jobId)).execute());
		case 'holdRemovals':
			return void (await waiting().set(heldBy('archive')).where((is) => is.and([is('confirmed', '=', is.lit(1)), is('approved', '=', is.lit(0))])).execute());
		case 'approveHeld': {
			const isApproved = change.heldBy === 'archive' ? 1 : sql<number>`1 - "confirmed"`;
			const approved = { state: 'waiting', heldBy: null, approved: isApproved, dueAt: change.dueAt, ...NO_LEASE, revision: nextRevision() };
			return void (await db.updateTable('work').set(approved).where(inState('held')).where('heldBy', '=', keptText(change.heldBy)).execute());
		}
		case 'dropHeld':
			return await dropHeld(session, change);
		case 'noteLeft':
			return await noteLeft(session, change.xeroContactId, change.at);
		case 'closeReviews':
			await db.deleteFrom('review').where('reason', '=', keptText(change.reason)).execute();
			return void (await db.deleteFrom('alert').where('id', 'is not', null).where('subjectState', '=', keptText(change.reason)).execute());
		case 'keyForecasts':
			return await keyForecasts(session, keptText(change.jobId), change.keys);
		case 'forgetForecasts':
			return await forgetForecasts(session, change);
		case 'trimAudit':
			return await trimAudit(session, change.before, change.keep);
		case 'forgetGone': {
			const gone = db.deleteFrom('record').where(inState('gone')).where('goneAt', '<', change.before).where('kind', '<>', 'xeroContact');
			const itsWork = (is: ExpressionBuilder<Database, 'record'>) => is.selectFrom('work').select('work.id').whereRef('work.kind', '=', 'record.kind').whereRef('work.id', '=', 'record.id');
			return void (await gone.where((is) => is.not(is.exists(itsWork(is)))).execute());
		}
		case 'forgetDays':
			// Names of days sort as their dates do.
			return void (await db.deleteFrom('fact').where('name', '>', 'day ').where('name', '<', `day ${keptText(change.before)}`).execute());
		case 'erase':
			return await erase(session, change);
	}
}

async function keyForecasts({ db }: Session, jobId: string, keys: readonly ForecastKey[]): Promise<void> {
	const rows = keys.map(({ kind, id, key }) => ({ jobId, key: keptText(key), kind, id: keptText(id) }));
	for (const part of parts(rows)) await db.insertInto('forecastKey').values([...part]).onConflict((conflict) => conflict.doNothing()).execute();
}

async function forgetForecasts({ db }: Session, { before, keep }: Extract<ManyRows, { do: 'forgetForecasts' }>): Promise<void> {
	const { numDeletedRows } = await db.deleteFrom('forecast').where((is) => is.or([is('at', '<', before), ...(keep === null ? [] : [is('jobId', '!=', keptText(keep))])])).executeTakeFirstOrThrow();
	if (Number(numDeletedRows) === 0) return;
	const ofKey = (is: ExpressionBuilder<Database, 'forecastKey'>) => is.selectFrom('forecast').select('forecast.id').whereRef('forecast.jobId', '=', 'forecastKey.jobId').whereRef('forecast.kind', '=', 'forecastKey.kind').whereRef('forecast.id', '=', 'forecastKey.id');
	await db.deleteFrom('forecastKey').where((is) => is.not(is.exists(ofKey(is)))).execute();
}

async function markSeen({ db, dialect }: Session, subjects: readonly Subject[], sweep: number): Promise<void> {
	for (const [kind, ids] of idsByKind(subjects)) {
		const seen = db.updateTable('record').set({ seenSweep: sweep, revision: nextRevision() }).where('kind', '=', kind);
		await seen.where(dialect.isOneOf('id', ids)).where('seenSweep', '<', sweep).execute();
	}
}

async function trimAudit({ db }: Session, before: number, keep: number): Promise<void> {
	await db.deleteFrom('audit').where('at', '<', before).execute();
	const [oldestToGo] = await db.selectFrom('audit').select('seq').orderBy('seq', 'desc').offset(keep).limit(1).execute();
	if (oldestToGo !== undefined) await db.deleteFrom('audit').where('seq', '<=', oldestToGo.seq).execute();
}

async function erase({ any, dialect }: Session, { subject: { kind, id }, xeroContacts }: Extract<ManyRows, { do: 'erase' }>): Promise<void> {
	for (const table of ['record', 'work', 'review', 'alert', 'forecast', 'forecastKey', 'audit'] as const) await any.deleteFrom(table).where('kind', '=', kind).where('id', '=', keptText(id)).execute();
	await any.deleteFrom('audit').where('event', '=', 'merged').where('kind', '=', kind).where('reason', '=', keptText(id)).execute();
	if (xeroContacts.length > 0) await any.deleteFrom('audit').where(dialect.isOneOf(sql<string>`lower("xeroContactId")`, xeroContacts.map(keptText))).execute();
}
