import { xeroSubject, type Subject } from '../../rows/subject';
import type { Traces } from '../step';
import { keptText, rowOf } from './cells';
import { boundRecords } from './findWork';
import type { Session } from './session';

export const NO_TRACES: Traces = { xeroContacts: [], reviews: [], work: [], alerts: [] };

/** What else is kept of the one a record is. Reads its lines by an index, and all reviews, failures and alerts: somebody erases seldom. */
export async function tracesOf(session: Session, subject: Subject): Promise<Traces> {
	const { any } = session;
	const xeroContacts = await contactsOf(session, subject);
	const own = [subject, ...xeroContacts.map(xeroSubject)];
	const isOwn = (row: { kind: unknown; id: unknown }) => own.some(({ kind, id }) => kind === row.kind && id === row.id);
	const names = (parts: unknown) => own.some(({ id }) => JSON.stringify(parts).toLowerCase().includes(id.toLowerCase()));
	const reviews = (await any.selectFrom('review').selectAll().orderBy('kind').orderBy('id').execute()).map((stored) => rowOf('review', stored));
	const failed = (await any.selectFrom('work').selectAll().where('message', 'is not', null).orderBy('kind').orderBy('id').execute()).map((stored) => rowOf('work', stored));
	const alerts = (await any.selectFrom('alert').selectAll().orderBy('key').execute()).map((stored) => rowOf('alert', stored));
	return {
		xeroContacts,
		reviews: reviews.filter((row) => !isOwn(row) && names([row.message, row.nextStep, row.candidates])).map(({ kind, id }) => ({ kind, id })),
		work: failed.filter((row) => !isOwn(row) && names([row.message, row.nextStep])).map(({ kind, id }) => ({ kind, id })),
		alerts: alerts.filter((row) => !isOwn(row) && names(row.text)).map(({ key }) => key),
	};
}

async function contactsOf(session: Session, { kind, id }: Subject): Promise<string[]> {
	const named = new Set<string>(kind === 'xeroContact' ? [id] : []);
	for (const table of ['record', 'audit', 'forecast'] as const) {
		const rows = await session.any.selectFrom(table).select('xeroContactId').distinct().where('kind', '=', kind).where('id', '=', keptText(id)).where('xeroContactId', 'is not', null).execute();
		for (const { xeroContactId } of rows) if (xeroContactId !== '') named.add(String(xeroContactId).toLowerCase());
	}
	const free: string[] = [];
	for (const one of [...named].sort()) {
		const bound = await boundRecords(session, [one]);
		if (bound.every((other) => other.kind === kind && other.id === id)) free.push(one);
	}
	return free;
}
