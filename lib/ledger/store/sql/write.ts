import { GUARDS, KEYS, type TableName } from '../../rows/columns';
import type { Change, Write } from '../step';
import { cellsOf, changedCells } from './cells';
import type { Session } from './session';
import type { Cell, StoredRow } from './tables';
import { parts } from './parts';
import { writeMany } from './writeMany';

/** Thrown where a write changed no row; the step is then undone, read and decided anew. */
export class NoRowChanged extends Error {}

/** Writes all changes of a step in their order; new rows of one table that follow each other go in one statement. */
export async function write(session: Session, changes: readonly Change[]): Promise<void> {
	let inserts: { table: TableName; rows: Record<string, Cell>[] } = { table: 'fact', rows: [] };
	for (const change of changes) {
		const isInsert = change.do === 'write' && change.was === null && change.is !== null;
		if (!isInsert || change.table !== inserts.table) {
			await insert(session, inserts);
			inserts = { table: isInsert ? change.table : 'fact', rows: [] };
		}
		if (isInsert) inserts.rows.push({ ...cellsOf(change.table, change.is!), revision: 1 });
		else if (change.do === 'write') await rewrite(session, change);
		else if (change.do === 'audit') await append(session, change.entries);
		else await writeMany(session, change);
	}
	await insert(session, inserts);
}

/** Every row has every column: the two databases do not agree on what stands in for a missing one. */
async function insert({ any }: Session, { table, rows }: { table: TableName; rows: readonly Record<string, Cell>[] }): Promise<void> {
	for (const part of parts(rows)) {
		const { numInsertedOrUpdatedRows } = await any.insertInto(table).values([...part]).onConflict((conflict) => conflict.doNothing()).executeTakeFirstOrThrow();
		if (Number(numInsertedOrUpdatedRows) !== part.length) throw new NoRowChanged(`${table}: a row is there already`);
	}
}

async function append({ any }: Session, entries: readonly object[]): Promise<void> {
	for (const part of parts(entries.map((entry) => cellsOf('audit', entry)))) await any.insertInto('audit').values([...part]).execute();
}

async function rewrite<Table extends TableName>({ any }: Session, { table, was, is }: Write<Table>): Promise<void> {
	if (was === null) throw new TypeError(`${table}: neither a row that was nor one that is`);
	const stored = cellsOf(table, was);
	const changed = is === null ? await remove(any, table, stored) : await update(any, table, stored, changedCells(table, was, is));
	if (changed === 0) throw new NoRowChanged(`${table} ${KEYS[table].map((key) => stored[key as string]).join(' ')}`);
}

async function remove(any: Session['any'], table: TableName, stored: StoredRow): Promise<number> {
	const query = asItWas(table, stored).reduce((rows, [column, is, cell]) => rows.where(column, is, cell), any.deleteFrom(table));
	return Number((await query.executeTakeFirstOrThrow()).numDeletedRows);
}

async function update(any: Session['any'], table: TableName, stored: StoredRow, cells: StoredRow): Promise<number> {
	const keys: readonly string[] = KEYS[table];
	if (keys.some((key) => key in cells)) throw new TypeError(`${table}: a key never changes`);
	const set = { ...cells, revision: Number(stored.revision) + 1 };
	const query = asItWas(table, stored).reduce((rows, [column, is, cell]) => rows.where(column, is, cell), any.updateTable(table).set(set));
	return Number((await query.executeTakeFirstOrThrow()).numUpdatedRows);
}

/** Key and guards with the values that the decision saw. */
function asItWas(table: TableName, stored: StoredRow): [string, 'is' | '=', Cell][] {
	const columns: readonly string[] = [...KEYS[table], ...GUARDS[table]];
	return columns.map((column) => [column, stored[column] === null ? 'is' : '=', stored[column] ?? null]);
}
