import type { CheckLine } from '../port';
import type { LedgerProblem } from '../problem';
import type { SqlDialect } from './dialect';
import type { StoredRow } from './tables';

/** What a statement may be given: cells, and on PostgreSQL lists of texts. */
export type Parameter = string | number | null | readonly string[];

export interface Ran {
	rows: StoredRow[];
	/** Rows written. */
	changed: number;
}

/** One connection to a database. Its failures are LedgerProblem, or an Error where the statement itself was wrong. */
export interface Connection {
	run(sql: string, parameters: readonly Parameter[]): Promise<Ran>;
}

/**
 * What is different between the two databases: how a transaction is had under the lock of this ledger, and how to say
 * what went wrong. Transactions are begun and ended here and not by kysely, whose own would begin too late on SQLite and
 * hide on both the error that ended one.
 */
export interface Engine {
	readonly dialect: SqlDialect;
	/** For people; no secrets. */
	readonly place: string;
	/** Set once the handle is of no use any more; only opening anew helps. */
	readonly broken: LedgerProblem | undefined;
	/**
	 * Runs `work` as one transaction under the lock of this ledger: whole when it resolves, undone when it rejects, but for
	 * a LedgerProblem that says `uncertain`. One at a time within a process.
	 */
	transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
	/** Runs `work` outside any transaction; it sees what is committed. */
	read<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
	/** What only this database can say of itself. */
	check(): Promise<CheckLine[]>;
	/** Bytes on disk, with indexes and log; null: not known. */
	bytes(): Promise<number | null>;
	close(): Promise<void>;
}
