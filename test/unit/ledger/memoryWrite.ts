import type { TableName, Tables } from '../../../lib/ledger/rows/columns';
import { leftRecord, NO_SYNC, type RecordRow } from '../../../lib/ledger/rows/record';
import type { Subject } from '../../../lib/ledger/rows/subject';
import { NO_LEASE, type WorkRow } from '../../../lib/ledger/rows/work';
import type { ManyRows } from '../../../lib/ledger/store/manyRows';
import type { Change, Write } from '../../../lib/ledger/store/step';
import { assertRow, isAsItWas, keyOf, type MemoryRows } from './memoryRows';

/** Thrown where a write changed no row; the store then undoes the step and decides anew. */
export class NoRowChanged extends Error {}

/** Writes one change into the rows, or throws as a database would. */
export function write(rows: MemoryRows, change: Change): void {
	if (change.do === 'write') return rewrite(rows, change);
	if (change.do !== 'audit') return writeMany(rows, change);
	for (const entry of change.entries) {
		assertRow('audit', entry);
		rows.audit.push({ ...structuredClone(entry), seq: ++rows.seq });
	}
}

function rewrite<Table extends TableName>(rows: MemoryRows, { table, was, is }: Write<Table>): void {
	const stored: Map<string, Tables[Table]> = rows.tables[table];
	const key = keyOf(table, (is ?? was)!);
	if (is !== null && was !== null && keyOf(table, was) !== key) throw new Error(`${table}: a key never changes`);
	const before = stored.get(key);
	if (was === null ? before !== undefined : before === undefined || !isAsItWas(table, before, was)) throw new NoRowChanged(`${table} ${key}`);
	if (is === null) return void stored.delete(key);
	const row = { ...structuredClone(is), revision: (was?.revision ?? 0) + 1 };
	assertRow(table, row);
	stored.set(key, row);
}

function writeMany(rows: MemoryRows, change: ManyRows): void {
	const { record, work, review, alert, fact, forecast } = rows.tables;
	switch (change.do) {
		case 'markSeen':
			return each(record, (row) => (change.subjects.some(({ kind, id }) => row.kind === kind && row.id === id) && row.seenSweep < change.sweep ? { ...row, seenSweep: change.sweep } : row));
		case 'releaseWaitingFor':
			return each(work, (row) => (row.state === 'waiting' && row.waitsFor === change.waitsFor ? { ...row, waitsFor: null, dueAt: Math.min(row.dueAt, change.dueAt) } : row));
		case 'holdJob':
			return each(work, (row) => (row.state === 'waiting' && row.jobId === change.jobId ? held(row, `job ${change.jobId}`) : row));
		case 'holdRemovals':
			return each(work, (row) => (row.state === 'waiting' && row.confirmed && !row.approved ? held(row, 'archive') : row));
		case 'approveHeld':
			return each(work, (row) => (row.heldBy === change.heldBy ? { ...waiting(row, change.dueAt), approved: change.heldBy === 'archive' || !row.confirmed } : row));
		case 'dropHeld':
			return dropHeld(rows, change);
		case 'noteLeft':
			return noteLeft(rows, change.xeroContactId, change.at);
		case 'closeReviews':
			drop(review, (row) => row.reason === change.reason);
			return drop(alert, (row) => row.id !== null && row.subjectState === change.reason);
		case 'keyForecasts':
			for (const key of change.keys) rows.forecastKeys.set(JSON.stringify([change.jobId, key.key, key.kind, key.id]), { ...structuredClone(key), jobId: change.jobId });
			return;
		case 'forgetForecasts': {
			const were = forecast.size;
			drop(forecast, (row) => row.at < change.before || (change.keep !== null && row.jobId !== change.keep));
			if (forecast.size < were) drop(rows.forecastKeys, (key) => !forecast.has(keyOf('forecast', key)));
			return;
		}
		case 'trimAudit':
			rows.audit = rows.audit.filter(({ at }) => at >= change.before).slice(-change.keep || rows.audit.length);
			return;
		case 'forgetGone':
			return drop(record, (row) => row.state === 'gone' && row.kind !== 'xeroContact' && row.goneAt < change.before && !work.has(keyOf('record', row)));
		case 'forgetDays':
			return drop(fact, ({ name }) => name > 'day ' && name < `day ${change.before}`);
		case 'erase': {
			const isIt = (row: { kind: string | null; id: string | null }) => row.kind === change.subject.kind && row.id === change.subject.id;
			for (const table of [record, work, review, alert, forecast, rows.forecastKeys]) drop<{ kind: string | null; id: string | null }>(table, isIt);
			rows.audit = rows.audit.filter((entry) => !isIt(entry) && !change.xeroContacts.includes(entry.xeroContactId?.toLowerCase() ?? '-') && !(entry.event === 'merged' && entry.kind === change.subject.kind && entry.reason === change.subject.id));
			return;
		}
	}
}

function noteLeft({ tables: { record } }: MemoryRows, xeroContactId: string, at: number): void {
	const row = leftRecord(xeroContactId, at);
	if (!record.has(keyOf('record', row))) record.set(keyOf('record', row), { ...row, revision: 1 });
}

function held(row: WorkRow, heldBy: NonNullable<WorkRow['heldBy']>): WorkRow {
	return { ...row, ...NO_LEASE, state: 'held', heldBy };
}

function left(row: RecordRow, goneAt: number): RecordRow {
	return { ...row, ...NO_SYNC, leftOut: null, state: 'gone', goneAt };
}

function isSame(a: Subject, b: Subject): boolean {
	return a.kind === b.kind && a.id === b.id;
}

function waiting(row: WorkRow, dueAt: number): WorkRow {
	return { ...row, ...NO_LEASE, state: 'waiting', heldBy: null, dueAt };
}

function dropHeld(rows: MemoryRows, { heldBy, at, notesLeft }: Extract<ManyRows, { do: 'dropHeld' }>): void {
	const { record, work, review, alert } = rows.tables;
	const isArchiving = heldBy === 'archive';
	each(work, (row) => {
		const isNews = row.arrived !== null || row.removal !== 'none';
		if (row.heldBy !== heldBy || (isArchiving ? row.confirmed : !isNews && row.xeroChangedAt === null)) return row;
		return { ...waiting(row, at), jobId: null, approved: false, fromIntercom: isArchiving || (isNews && row.fromIntercom) };
	});
	for (const row of work.values()) {
		if (!isArchiving || row.heldBy !== heldBy) continue;
		const was = record.get(keyOf('record', row));
		if (notesLeft && was?.kind === 'contact' && was.as === 'person') noteLeft(rows, was.xeroContactId!, at);
		each(record, (known) => (isSame(known, row) && row.kind !== 'xeroContact' ? left(known, at) : known));
		for (const about of [review, alert]) drop<{ kind: string | null; id: string | null }>(about, ({ kind, id }) => kind === row.kind && id === row.id && row.kind !== 'xeroContact');
	}
	drop(work, (row) => row.heldBy === heldBy);
}

function each<Row extends { revision: number }>(rows: Map<string, Row>, next: (row: Row) => Row): void {
	for (const [key, row] of rows) {
		const changed = next(row);
		if (changed !== row) rows.set(key, { ...changed, revision: row.revision + 1 });
	}
}

function drop<Row>(rows: Map<string, Row>, goes: (row: Row) => boolean): void {
	for (const [key, row] of rows) if (goes(row)) rows.delete(key);
}
