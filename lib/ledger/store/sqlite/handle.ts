import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { LedgerProblem } from '../problem';
import type { Parameter, Ran } from '../sql/engine';
import type { StoredRow } from '../sql/tables';
import { sqliteProblem } from './problems';

/** One open SQLite file. */
export interface SqliteHandle {
	/** Carries out one statement, to its end. */
	run(sql: string, parameters: readonly Parameter[]): Ran;
	/** Whether a transaction is open: SQLite ends one by itself when the disk is full. */
	readonly inTransaction: boolean;
	close(): void;
}

/** Waited for another process that writes, ms; it holds up this process as long. */
const BUSY_TIMEOUT_MS = 5_000;

/** Statements that are kept prepared; there are some dozens. */
const KEPT_STATEMENTS = 100;

/**
 * Opens the file with the settings a ledger needs. node:sqlite is asked for here and not before: on a Node without it the
 * package still loads, and everything but a ledger in a file still works.
 */
export async function openHandle(path: string): Promise<SqliteHandle> {
	const { DatabaseSync } = await nodeSqlite();
	let database: DatabaseSync | undefined;
	try {
		database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
		return prepared(database, path);
	} catch (error) {
		database?.close();
		throw sqliteProblem(error, path);
	}
}

async function nodeSqlite(): Promise<typeof import('node:sqlite')> {
	try {
		return await import('node:sqlite');
	} catch (error) {
		throw withoutSqlite(error);
	}
}

function withoutSqlite(cause: unknown): LedgerProblem {
	return new LedgerProblem('noSqlite', `This n8n runs on Node ${process.version}, which has no SQLite, so a ledger cannot be kept in a file.`, 'Run n8n on Node 24 or newer, as n8n 2 asks for, or choose a PostgreSQL credential for the ledger.', false, { cause });
}

function prepared(database: DatabaseSync, path: string): SqliteHandle {
	const handle = new Handle(database, path);
	if (modeOf(handle) !== 'wal') switchToWal(handle, path);
	// Committed is on disk, also in the log: Intercom is answered 200 for it.
	handle.run('pragma synchronous = full', []);
	// What was erased is overwritten, not only let go.
	handle.run('pragma secure_delete = on', []);
	return handle;
}

function modeOf(handle: SqliteHandle): unknown {
	return handle.run('pragma journal_mode', []).rows[0]?.journal_mode;
}

/** While another process writes the switch is refused at once, so a transaction of our own waits for its end first. */
function switchToWal(handle: SqliteHandle, path: string): void {
	handle.run('begin immediate', []);
	handle.run('rollback', []);
	const mode = handle.run('pragma journal_mode = wal', []).rows[0]?.journal_mode;
	if (mode === 'wal') return;
	throw new LedgerProblem('notWritable', `The ledger ${path} lies where SQLite cannot keep its write-ahead log (mode ${String(mode)}); network drives are such places.`, 'Keep it on a disk of this machine, or choose a PostgreSQL credential for the ledger.');
}

class Handle implements SqliteHandle {
	private readonly statements = new Map<string, StatementSync>();

	constructor(private readonly database: DatabaseSync, private readonly path: string) {}

	get inTransaction(): boolean {
		return this.database.isTransaction;
	}

	run(sql: string, parameters: readonly Parameter[]): Ran {
		const values = parameters.map(bindable);
		try {
			const statement = this.statement(sql);
			// A statement that gives rows has columns; spread, because a list would be taken for names.
			if (statement.columns().length > 0) return { rows: statement.all(...values) as StoredRow[], changed: 0 };
			return { rows: [], changed: Number(statement.run(...values).changes) };
		} catch (error) {
			throw sqliteProblem(error, this.path);
		}
	}

	close(): void {
		this.statements.clear();
		this.database.close();
	}

	private statement(sql: string): StatementSync {
		const kept = this.statements.get(sql);
		if (kept !== undefined) return kept;
		const statement = this.database.prepare(sql);
		if (this.statements.size >= KEPT_STATEMENTS) this.statements.clear();
		this.statements.set(sql, statement);
		return statement;
	}
}

/** Anything else node:sqlite would bind wrongly or drop, and move all later values one place. */
function bindable(value: Parameter): string | number | null {
	if (value === null || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))) return value;
	throw new TypeError(`SQLite is never given ${Object.prototype.toString.call(value)}`);
}
