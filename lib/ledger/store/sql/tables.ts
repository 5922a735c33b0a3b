import type { Generated } from 'kysely';
import type { NumberedAuditEntry } from '../../rows/audit';
import type { TableName, Tables } from '../../rows/columns';

/** What a column holds in the database: text, a number within 2^53, or NULL. Never a Date, a boolean or a Buffer. */
export type Cell = string | number | null;

type Stored<Column extends PropertyKey> = Record<Column, Cell>;

/** The tables of a ledger, as kysely sees them. */
export interface Database {
	record: Stored<keyof Tables['record']>;
	work: Stored<keyof Tables['work']>;
	review: Stored<keyof Tables['review']>;
	alert: Stored<keyof Tables['alert']>;
	fact: Stored<keyof Tables['fact']>;
	forecast: Stored<keyof Tables['forecast']>;
	/** By what forecasts are found; one whose forecast is gone goes with the next that are forgotten. */
	forecastKey: { jobId: string; key: string; kind: string; id: string };
	audit: Stored<Exclude<keyof NumberedAuditEntry, 'seq'>> & { seq: Generated<number> };
	/** Each migration that was applied. */
	migration: { number: number; appliedAt: number };
	/** One row; `changes` grows with every step that wrote work or alerts. */
	pulse: { one: number; changes: number };
}

/** The same tables where the code does not care which one it is. */
export type AnyDatabase = Record<TableName | 'forecastKey' | 'audit', Record<string, Cell>>;

export type StoredRow = Readonly<Record<string, Cell>>;
