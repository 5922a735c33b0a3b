import type { PostgresClient, PostgresPool } from '../../lib/ledger/store/postgres/pool';
import type { SqliteHandle } from '../../lib/ledger/store/sqlite/handle';

/** When a store stops: before or after its so-manieth statement from when it is armed. */
export interface Stop {
	armed: boolean;
	statement: number;
	when: 'before' | 'after';
	/** The statement at which it stopped; undefined: it did not yet. */
	at?: string;
}

export class Stopped extends Error {}

/** Counts a statement, and stops there. */
function carryOut<T>(stop: Stop, text: string, statement: () => T): T {
	if (stop.at !== undefined) throw new Stopped(stop.at);
	if (!stop.armed) return statement();
	stop.statement -= 1;
	if (stop.statement > 0) return statement();
	if (stop.when === 'before') {
		stop.at = text;
		throw new Stopped(text);
	}
	const result = statement();
	stop.at = text;
	if (result instanceof Promise) return result.then(() => Promise.reject(new Stopped(text))) as T;
	throw new Stopped(text);
}

/** A file whose process is gone from a statement on: nothing is carried out any more, not even a rollback. */
export function stoppingHandle(handle: SqliteHandle, stop: Stop): SqliteHandle {
	return {
		run: (sql, parameters) => carryOut(stop, sql, () => handle.run(sql, parameters)),
		get inTransaction() {
			return handle.inTransaction;
		},
		close: () => handle.close(),
	};
}

/** The same of a server: its connections end without a word. */
export function stoppingPool(pool: PostgresPool, stop: Stop): PostgresPool {
	return {
		connect: async () => {
			const client = await pool.connect();
			const stopping: PostgresClient = {
				query: (query) => Promise.resolve().then(() => carryOut(stop, typeof query === 'string' ? query : query.text, () => client.query(query))),
				release: (broken) => client.release(broken),
				get farewell() {
					return client.farewell;
				},
			};
			return stopping;
		},
		end: () => pool.end(),
	};
}
