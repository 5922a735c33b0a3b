import { sql } from 'kysely';
import { NO_SYNC } from '../../rows/record';
import { NO_LEASE } from '../../rows/work';
import type { ManyRows } from '../manyRows';
import { keptText } from './cells';
import { noteLeft } from './noteLeft';
import { inState, nextRevision, type Session } from './session';

type DropHeld = Extract<ManyRows, { do: 'dropHeld' }>;

/** A person said no to what a stop holds; what that was not about goes on. */
export async function dropHeld(session: Session, change: DropHeld): Promise<void> {
	const { db } = session;
	const heldBy = keptText(change.heldBy);
	await goOn(session, change.heldBy, change.at);
	if (change.heldBy === 'archive') await leaveAsItIs(session, change);
	await db.deleteFrom('work').where(inState('held')).where('heldBy', '=', heldBy).execute();
}

async function goOn({ db }: Session, heldBy: DropHeld['heldBy'], at: number): Promise<void> {
	const fromIntercom = sql<number>`case when "arrived" is null and "removal" = 'none' and "xeroChangedAt" is not null then 0 else "fromIntercom" end`;
	const waiting = { state: 'waiting', heldBy: null, ...NO_LEASE, jobId: null, approved: 0, dueAt: at, fromIntercom: heldBy === 'archive' ? 1 : fromIntercom, revision: nextRevision() };
	const held = db.updateTable('work').set(waiting).where(inState('held')).where('heldBy', '=', keptText(heldBy));
	if (heldBy === 'archive') return void (await held.where('confirmed', '=', 0).execute());
	await held.where((is) => is.or([is('arrived', 'is not', null), is('xeroChangedAt', 'is not', null), is('removal', '!=', 'none')])).execute();
}

/** It left Intercom, and Xero is left alone: nothing is left but that it is gone. */
async function leaveAsItIs(session: Session, { at, notesLeft }: DropHeld): Promise<void> {
	const { db, any } = session;
	const removals = db.selectFrom('work').select('work.id').where(inState('held')).where('work.heldBy', '=', 'archive');
	if (notesLeft) {
		const persons = db.selectFrom('record').select('xeroContactId').distinct().where('kind', '=', 'contact').where('as', '=', 'person');
		for (const { xeroContactId } of await persons.where('id', 'in', removals.where('work.kind', '=', 'contact')).execute()) await noteLeft(session, String(xeroContactId), at);
	}
	for (const kind of ['contact', 'company']) {
		const ids = removals.where('work.kind', '=', kind);
		await db.updateTable('record').set({ ...NO_SYNC, leftOut: null, state: 'gone', goneAt: at, revision: nextRevision() }).where('kind', '=', kind).where('id', 'in', ids).execute();
		for (const table of ['review', 'alert'] as const) await any.deleteFrom(table).where('kind', '=', kind).where('id', 'in', ids).execute();
	}
}
