/** How a PostgreSQL is reached, and which of its schemas holds the ledger. */
export interface PostgresPlace {
	host: string;
	port: number;
	database: string;
	user: string;
	password: string;
	/** `verify`: encrypted, and the server's certificate must be valid; `encrypt`: encrypted, whoever answers. */
	tls: 'off' | 'encrypt' | 'verify';
	/** One ledger each, see docs/ledger-store.md. */
	schema: string;
}

/** The fields of n8n's own `postgres` credential that a ledger uses. */
export interface PostgresCredential {
	host?: string;
	port?: number | string;
	database?: string;
	user?: string;
	password?: string;
	ssl?: string;
	allowUnauthorizedCerts?: boolean;
}

export const DEFAULT_SCHEMA = 'intercom_xero';

/**
 * The place that a credential means, as n8n's own Postgres node reads it: `allow` begins without encryption, as libpq does;
 * `require` checks the certificate unless "Ignore SSL Issues" is on. Never by a connection string: what pg makes of the
 * `sslmode` in one has changed. Pure.
 */
export function postgresPlace(credential: PostgresCredential, schema: string): PostgresPlace {
	const encrypted = credential.allowUnauthorizedCerts === true ? 'encrypt' : 'verify';
	return {
		host: credential.host || 'localhost', port: Number(credential.port || 5432), database: credential.database || 'postgres', user: credential.user || 'postgres', password: credential.password ?? '',
		tls: (credential.ssl ?? 'disable') === 'disable' || credential.ssl === 'allow' ? 'off' : encrypted,
		schema,
	};
}

/** For people; no secrets. Pure. */
export function placeWords({ host, port, database, schema }: PostgresPlace): string {
	return `PostgreSQL ${host}:${port}, database ${database}, schema ${schema}`;
}
