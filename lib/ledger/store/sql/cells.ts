import { COLUMNS, type ColumnKind, type TableName, type Tables } from '../../rows/columns';
import type { AuditEntry, NumberedAuditEntry } from '../../rows/audit';
import { PRIORITY_ORDER, type Priority } from '../../rows/work';
import type { Cell, StoredRow } from './tables';

type AnyRow = Readonly<Record<string, unknown>>;
type Columns = Readonly<Record<string, ColumnKind>>;

/**
 * A row as the database keeps it, column by column as columns.ts says; what does not fit is a fault of the code and
 * throws here, because both databases would take some of it in silence (a Date first among the parameters, 5 as '5.0').
 * Pure.
 */
export function cellsOf(table: TableName | 'audit', row: object): Record<string, Cell> {
	const columns: Columns = COLUMNS[table];
	for (const column of Object.keys(row)) if (!(column in columns)) throw new TypeError(`${table}.${column} is no column of a ledger`);
	return Object.fromEntries(Object.entries(columns).map(([column, kind]) => [column, cellOf(kind, (row as AnyRow)[column], `${table}.${column}`)]));
}

/** The columns in which two rows of a table differ, as cells. Pure. */
export function changedCells(table: TableName, was: object, is: object): Record<string, Cell> {
	const before = cellsOf(table, was);
	return Object.fromEntries(Object.entries(cellsOf(table, is)).filter(([column, cell]) => before[column] !== cell));
}

/** The row of a table from what the database gave. Pure. */
export function rowOf<Table extends TableName>(table: Table, stored: StoredRow): Tables[Table];
export function rowOf(table: 'audit', stored: StoredRow): NumberedAuditEntry;
export function rowOf(table: TableName | 'audit', stored: StoredRow): Tables[TableName] | NumberedAuditEntry {
	const columns: Columns = COLUMNS[table];
	const row: Record<string, unknown> = Object.fromEntries(Object.entries(columns).map(([column, kind]) => [column, valueOf(kind, stored[column] ?? null)]));
	if (table === 'audit') row.seq = stored.seq;
	return row as unknown as Tables[TableName] | (AuditEntry & { seq: number });
}

/**
 * Text that both databases keep as it is: PostgreSQL refuses U+0000 and cannot hold half a surrogate pair, SQLite cuts
 * at the one and replaces the other. Both become U+FFFD. Inside JSON they are escaped and stay. Pure.
 */
export function keptText(text: string): string {
	return text.replaceAll('\u0000', '\uFFFD').replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');
}

function cellOf(kind: ColumnKind, value: unknown, column: string): Cell {
	if (value === null && kind.endsWith('?')) return null;
	const cell = notNull(kind, value);
	if (cell === undefined) throw new TypeError(`${column} is ${kind} and cannot be ${JSON.stringify(value)}`);
	return cell;
}

function notNull(kind: ColumnKind, value: unknown): Cell | undefined {
	switch (kind) {
		case 'text':
		case 'text?':
			return typeof value === 'string' ? keptText(value) : undefined;
		case 'integer':
		case 'integer?':
			return Number.isSafeInteger(value) ? (value as number) : undefined;
		case 'flag':
			return typeof value === 'boolean' ? Number(value) : undefined;
		case 'json':
		case 'json?':
			return typeof value === 'object' && value !== null ? JSON.stringify(value) : undefined;
		case 'priority':
			return PRIORITY_ORDER[value as Priority];
	}
}

function valueOf(kind: ColumnKind, cell: Cell): unknown {
	if (cell === null) return null;
	if (kind === 'flag') return cell === 1;
	if (kind === 'json' || kind === 'json?') return JSON.parse(String(cell));
	if (kind === 'priority') return (Object.keys(PRIORITY_ORDER) as Priority[]).find((priority) => PRIORITY_ORDER[priority] === cell);
	return cell;
}
