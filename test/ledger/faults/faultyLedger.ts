import { openHandle, type SqliteHandle } from '../../../lib/ledger/store/sqlite/handle';
import { sqliteProblem } from '../../../lib/ledger/store/sqlite/problems';

/** `locked`: another program writes and does not end. `full`: the disk takes no byte more. */
export type LedgerTrouble = 'locked' | 'full';

/** Instead of five seconds, in which a lock holds up this process. */
const BUSY_MS = 20;
const WRITES = /^\s*(insert|update|delete)/i;

/** A ledger in a file that a test can lock, by a real lock, or whose disk it can fill: SQLite ends the transaction by itself then. */
export class FaultyLedger {
	private trouble: LedgerTrouble | null = null;
	private other: SqliteHandle | null = null;
	/** Statements that met the trouble, since it began. */
	met = 0;

	constructor(readonly path: string) {}

	/** For the store that opens first: all others of this process use its handle. */
	readonly open = async (path: string): Promise<SqliteHandle> => {
		const handle = await openHandle(path);
		handle.run(`pragma busy_timeout = ${BUSY_MS}`, []);
		const run: SqliteHandle['run'] = (sql, parameters) => {
			if (this.trouble === 'full' && WRITES.test(sql)) throw this.diskFull(handle);
			try {
				return handle.run(sql, parameters);
			} catch (error) {
				this.met += this.trouble === null ? 0 : 1;
				throw error;
			}
		};
		return {
			run,
			get inTransaction() {
				return handle.inTransaction;
			},
			close: () => handle.close(),
		};
	};

	async begin(trouble: LedgerTrouble): Promise<void> {
		this.trouble = trouble;
		this.met = 0;
		if (trouble !== 'locked') return;
		this.other = await openHandle(this.path);
		this.other.run('begin immediate', []);
	}

	end(): void {
		this.trouble = null;
		this.other?.run('rollback', []);
		this.other?.close();
		this.other = null;
	}

	private diskFull(handle: SqliteHandle): Error {
		this.met += 1;
		if (handle.inTransaction) handle.run('rollback', []);
		return sqliteProblem(Object.assign(new Error('database or disk is full'), { errcode: 13 }), this.path);
	}
}
