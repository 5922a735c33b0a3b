import { COLUMNS, GUARDS, KEYS, STATE_COLUMNS, STATES, type ColumnKind, type TableName, type Tables } from '../../../lib/ledger/rows/columns';
import type { NumberedAuditEntry } from '../../../lib/ledger/rows/audit';
import type { ForecastKey } from '../../../lib/ledger/rows/forecast';

/** All rows of one ledger, each table by the text of its key. */
export interface MemoryRows {
	tables: { [Table in TableName]: Map<string, Tables[Table]> };
	/** By the text of all of each. */
	forecastKeys: Map<string, ForecastKey & { jobId: string }>;
	audit: NumberedAuditEntry[];
	seq: number;
	/** Steps that wrote work or alerts. */
	changes: number;
}

export function noRows(): MemoryRows {
	return { tables: { record: new Map(), work: new Map(), review: new Map(), alert: new Map(), fact: new Map(), forecast: new Map() }, forecastKeys: new Map(), audit: [], seq: 0, changes: 0 };
}

/** A copy that shares the rows themselves: they are never changed in place. */
export function copyOf({ tables, forecastKeys, audit, seq, changes }: MemoryRows): MemoryRows {
	const { record, work, review, alert, fact, forecast } = tables;
	return { tables: { record: new Map(record), work: new Map(work), review: new Map(review), alert: new Map(alert), fact: new Map(fact), forecast: new Map(forecast) }, forecastKeys: new Map(forecastKeys), audit: [...audit], seq, changes };
}

type Columns = Readonly<Record<string, unknown>>;

/** The text of a row's primary key. */
export function keyOf(table: TableName, row: object): string {
	return KEYS[table].map((column) => String((row as Columns)[column])).join(' ');
}

/** Whether a stored row is still the one that a decision saw, by the guards of its table. */
export function isAsItWas(table: TableName, stored: object, was: object): boolean {
	return GUARDS[table].every((column) => (stored as Columns)[column] === (was as Columns)[column]);
}

/** What a database would refuse: an unknown or missing column, a value of another kind, a column that belongs to another state. */
export function assertRow(table: TableName | 'audit', row: object): void {
	const columns: Readonly<Record<string, ColumnKind>> = COLUMNS[table];
	const values = row as Columns;
	for (const column of Object.keys(values)) if (!(column in columns)) throw new Error(`${table}.${column} is no column`);
	for (const [column, kind] of Object.entries(columns)) {
		if (!fits(kind, values[column])) throw new Error(`${table}.${column} is ${kind} and cannot be ${JSON.stringify(values[column])}`);
	}
	if (table !== 'record' && table !== 'work' && table !== 'alert') return;
	const state = values.state as string;
	if (!(STATES[table] as readonly string[]).includes(state)) throw new Error(`${table}.state cannot be ${state}`);
	for (const [column, states] of Object.entries(STATE_COLUMNS[table])) {
		if ((states as readonly string[]).includes(state) !== (values[column] !== null)) throw new Error(`${table}.${column} does not belong to the state ${state}`);
	}
}

function fits(kind: ColumnKind, value: unknown): boolean {
	if (value === null) return kind.endsWith('?');
	switch (kind) {
		case 'text':
		case 'text?':
			return typeof value === 'string';
		case 'integer':
		case 'integer?':
			return Number.isSafeInteger(value);
		case 'flag':
			return typeof value === 'boolean';
		case 'json':
		case 'json?':
			// What JSON.stringify would lose must not be in it.
			return typeof value === 'object' && JSON.stringify(JSON.parse(JSON.stringify(value))) === JSON.stringify(value);
		case 'priority':
			return value === 'live' || value === 'normal' || value === 'bulk';
	}
}
