import type { CheckLine } from '../port';
import { LedgerProblem } from '../problem';
import { fine } from '../sql/check';
import type { Connection, Engine } from '../sql/engine';
import { Turns } from '../sql/turns';
import { sqliteDialect } from './dialect';
import type { SqliteHandle } from './handle';
import { FileWatch } from './ledgerFile';
import { sqliteProblem } from './problems';

/** A disk with less than this is told before it is full. */
const LOW_BYTES = 200 * 1024 * 1024;

/** Reading a larger file through would hold up n8n for seconds. */
const READ_THROUGH_BYTES = 128 * 1024 * 1024;

/** A ledger in a SQLite file: one handle, and one at a time on it, because what reads beside a transaction would see it half done. */
export class SqliteEngine implements Engine {
	readonly dialect = sqliteDialect;
	readonly place: string;
	broken: LedgerProblem | undefined;
	private readonly turns = new Turns();
	private readonly watch: FileWatch;
	private readonly connection: Connection;

	constructor(private readonly path: string, private readonly handle: SqliteHandle) {
		this.place = path;
		this.watch = new FileWatch(path);
		// Not async itself: what it throws rejects all the same, because its callers await it.
		this.connection = { run: (sql, parameters) => Promise.resolve().then(() => handle.run(sql, parameters)) };
	}

	transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
		return this.turns.take(async () => {
			this.mustBeWhole(false);
			// Waits for other processes, which a plain begin would not once it has read.
			this.handle.run('begin immediate', []);
			let answer: T;
			try {
				answer = await work(this.connection);
			} catch (error) {
				throw this.undone(error);
			}
			this.commit();
			this.mustBeWhole(true);
			return answer;
		});
	}

	read<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
		return this.turns.take(async () => {
			this.mustBeWhole(false);
			return await work(this.connection);
		});
	}

	async check(): Promise<CheckLine[]> {
		const free = this.watch.free();
		const megabytes = Math.round(free / 1024 / 1024);
		const disk: CheckLine = free > LOW_BYTES ? fine('disk', `${megabytes} MB are free on its disk.`) : { what: 'disk', ok: false, message: `Only ${megabytes} MB are free on the disk of the ledger ${this.path}.`, nextStep: 'Make room before it is full: a ledger that cannot be written refuses every notification.' };
		if (this.watch.bytes() > READ_THROUGH_BYTES) return [disk, fine('integrity', `Too large to be read through while n8n runs; sqlite3 '${this.path}' 'pragma quick_check' does it.`)];
		const { rows } = await this.read((connection) => connection.run('pragma quick_check(1)', []));
		const said = String(rows[0]?.quick_check ?? 'ok');
		if (said === 'ok') return [disk, fine('integrity', 'Every page of the file was read and is whole.')];
		throw sqliteProblem(Object.assign(new Error(said), { errcode: 11 }), this.path);
	}

	bytes(): Promise<number> {
		return Promise.resolve(this.watch.bytes());
	}

	async close(): Promise<void> {
		await this.turns.take(() => Promise.resolve(this.handle.close()));
	}

	/** An error while it is written to disk leaves open which side of it the file is on; any other undoes it. */
	private commit(): void {
		if (!this.handle.inTransaction) throw new Error(`The transaction on ${this.path} ended before its commit`);
		try {
			this.handle.run('commit', []);
		} catch (error) {
			throw uncertainOfDisk(this.undone(error));
		}
	}

	/** The error that ended the transaction is the one to tell, not that there is nothing left to undo. @returns that error */
	private undone(ended: unknown): unknown {
		try {
			if (this.handle.inTransaction) this.handle.run('rollback', []);
		} catch (error) {
			this.broken = new LedgerProblem('notWritable', `A transaction on the ledger ${this.path} could not be undone.`, 'Publish the workflow again: the file is opened anew.', false, { cause: error });
		}
		return ended;
	}

	private mustBeWhole(uncertain: boolean): void {
		if (this.broken !== undefined) throw this.broken;
		const trouble = this.watch.trouble(uncertain, () => this.bytesOfPages());
		if (trouble === undefined) return;
		this.broken = new LedgerProblem(trouble.trouble, trouble.message, trouble.nextStep);
		throw trouble;
	}

	private bytesOfPages(): bigint {
		const ask = (pragma: string) => BigInt(this.handle.run(`pragma ${pragma}`, []).rows[0]?.[pragma] ?? 0);
		return ask('page_count') * ask('page_size');
	}
}

/** Where the disk fails during a commit, the log may hold it all the same. */
function uncertainOfDisk(error: unknown): unknown {
	if (!(error instanceof LedgerProblem) || error.trouble !== 'notWritable') return error;
	return new LedgerProblem(error.trouble, error.message, error.nextStep, true, { cause: error.cause });
}
