import { Pool } from 'pg';
import type { PostgresPlace } from './place';

/** What the engine uses of a connection. */
export interface PostgresClient {
	query(text: string | { text: string; values: unknown[] }): Promise<PostgresResult | PostgresResult[]>;
	/** @param broken the connection is closed, not used again */
	release(broken?: boolean): void;
	/** The last error that came while nobody asked anything, such as the server's farewell. */
	readonly farewell: Error | undefined;
}

export interface PostgresResult {
	rows: Record<string, string | number | null>[];
	rowCount: number | null;
	command: string;
}

export interface PostgresPool {
	connect(): Promise<PostgresClient>;
	end(): Promise<void>;
}

/** One for the step that writes, the others for those who look. */
const CONNECTIONS = 4;
const CONNECT_TIMEOUT_MS = 10_000;
/** More than the server's own limit, which is the kinder one: this is for a server that went without a word. */
const ANSWER_TIMEOUT_MS = 150_000;

const INT8 = 20;
const NUMERIC = 1700;
const OTHER_NUMBERS = [21, 23, 700, 701];

/** Connections to a server. None ends the process by an error that nobody asked for: pg raises one where a server goes while a client is idle. */
export function openPool(place: PostgresPlace): PostgresPool {
	const { host, port, database, user, password, tls } = place;
	const pool = new Pool({
		host, port, database, user, password, ssl: tls === 'off' ? false : { rejectUnauthorized: tls === 'verify' },
		application_name: 'n8n-nodes-intercom-xero', max: CONNECTIONS, connectionTimeoutMillis: CONNECT_TIMEOUT_MS, query_timeout: ANSWER_TIMEOUT_MS, keepAlive: true, allowExitOnIdle: true,
		types: { getTypeParser: (type: number) => parserOf(type) },
	});
	const farewells = new WeakMap<object, Error>();
	// The pool takes such a client away by itself; the next query gets a new one.
	pool.on('error', () => undefined);
	pool.on('connect', (client) => client.on('error', (error) => farewells.set(client, error)));
	return {
		connect: async () => {
			const client = await pool.connect();
			return {
				query: async (query) => (await client.query(query)) as PostgresResult | PostgresResult[],
				release: (broken = false) => client.release(broken),
				get farewell() {
					return farewells.get(client);
				},
			};
		},
		end: () => pool.end(),
	};
}

/** Only texts and whole numbers occur; those of 64 bits come as text, and a ledger holds none beyond 2^53. */
function parserOf(type: number): (text: string) => string | number {
	return type === INT8 || type === NUMERIC || OTHER_NUMBERS.includes(type) ? Number : String;
}
