import { createHash } from 'node:crypto';
import type { CheckLine } from '../port';
import { LedgerProblem } from '../problem';
import { fine } from '../sql/check';
import type { SqlDialect } from '../sql/dialect';
import type { Connection, Engine, Ran } from '../sql/engine';
import { Turns } from '../sql/turns';
import { postgresDialect } from './dialect';
import { placeWords, type PostgresPlace } from './place';
import type { PostgresClient, PostgresPool, PostgresResult } from './pool';
import { isConnectionLost, postgresProblem } from './problems';

/** A ledger in a schema of a PostgreSQL database. */
export class PostgresEngine implements Engine {
	readonly dialect: SqlDialect;
	readonly place: string;
	/** A pool makes new connections by itself. */
	readonly broken = undefined;
	private readonly turns = new Turns();
	private readonly begin: string;

	constructor(private readonly at: PostgresPlace, private readonly pool: PostgresPool) {
		this.dialect = postgresDialect(at.schema);
		this.place = placeWords(at);
		this.begin = beginUnderLock(at.schema);
	}

	/** In turns within the process, so that those who wait for the lock hold no connections. */
	transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
		return this.turns.take(() => this.lend(async (client) => {
			await this.ask(client, this.begin);
			const answer = await work(this.over(client));
			await this.commit(client);
			return answer;
		}));
	}

	read<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
		return this.lend((client) => work(this.over(client)));
	}

	async check(): Promise<CheckLine[]> {
		const { rows } = await this.read((connection) => connection.run("select current_setting('server_version') as \"version\", current_setting('server_encoding') as \"encoding\"", []));
		const { version, encoding } = rows[0]!;
		const lines = [fine('rights', `The user ${this.at.user} may make and write the tables of the ledger; PostgreSQL ${String(version)}.`)];
		if (encoding === 'UTF8') return lines;
		return [...lines, { what: 'integrity', ok: false, message: `The database ${this.at.database} has the encoding ${String(encoding)} and cannot hold every name.`, nextStep: 'Make a database with the encoding UTF8 for the ledger.' }];
	}

	async bytes(): Promise<number> {
		const sizes = 'select coalesce(sum(pg_total_relation_size(c.oid)), 0) as "bytes" from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace';
		const { rows } = await this.read((connection) => connection.run(`${sizes} where n.nspname = $1 and c.relkind = 'r'`, [this.at.schema]));
		return Number(rows[0]?.bytes);
	}

	async close(): Promise<void> {
		await this.pool.end();
	}

	/** A connection is handed on only where nothing is open on it; whoever closes it ends its transaction too. */
	private async lend<T>(work: (client: PostgresClient) => Promise<T>): Promise<T> {
		const client = await this.pool.connect().catch((error: unknown) => {
			throw postgresProblem(error, this.at);
		});
		try {
			const answer = await work(client);
			client.release();
			return answer;
		} catch (error) {
			throw await endedBy(error, client);
		}
	}

	/** Lost while it was carried out, it may be committed or not; a plain refusal means that it is not. */
	private async commit(client: PostgresClient): Promise<void> {
		try {
			const { command } = (await client.query('commit')) as PostgresResult;
			if (command !== 'COMMIT') throw new TypeError(`The transaction in ${this.place} was answered with ${command}: an error within it went unseen`);
		} catch (error) {
			throw postgresProblem(error, this.at, isConnectionLost(error));
		}
	}

	private over(client: PostgresClient): Connection {
		return {
			run: async (sql, parameters): Promise<Ran> => {
				const { rows, rowCount } = (await this.ask(client, { text: sql, values: [...parameters] })) as PostgresResult;
				return { rows, changed: rowCount ?? 0 };
			},
		};
	}

	/** The server's own word, which came before, says more than "not queryable". */
	private async ask(client: PostgresClient, query: string | { text: string; values: unknown[] }): Promise<PostgresResult | PostgresResult[]> {
		try {
			return await client.query(query);
		} catch (error) {
			throw postgresProblem(client.farewell ?? error, this.at);
		}
	}
}

/** Undoes what is open and gives the connection back. The error that ended the work is the one to tell, whatever comes of that. */
async function endedBy(error: unknown, client: PostgresClient): Promise<unknown> {
	const isGone = error instanceof LedgerProblem && error.trouble === 'unreachable';
	const isUndone = !isGone && (await client.query('rollback').then(() => true, () => false));
	client.release(!isUndone);
	return error;
}

/**
 * Begins a transaction and waits for the lock of this ledger, in one message. The lock goes with the transaction, whatever
 * becomes of us, and stands through a pooler. The limits hold only in here, so no setting is left to whoever comes next.
 */
function beginUnderLock(schema: string): string {
	const lock = createHash('sha256').update(`n8n-nodes-intercom-xero ledger ${schema}`).digest().readBigInt64BE();
	return [
		'begin isolation level read committed read write',
		"set local lock_timeout = '15s'",
		"set local statement_timeout = '120s'",
		"set local idle_in_transaction_session_timeout = '60s'",
		// Committed is on disk, also where the database promises less: Intercom is answered 200 for it.
		"select set_config('synchronous_commit', 'on', true) where current_setting('synchronous_commit') = 'off'",
		`select pg_advisory_xact_lock(${lock})`,
	].join('; ');
}
