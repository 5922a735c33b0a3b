import { Kysely, sql, type DatabaseConnection, type Driver, type RawBuilder } from 'kysely';
import type { SqlDialect } from './dialect';
import type { Connection, Parameter } from './engine';
import type { AnyDatabase, Database } from './tables';

/** kysely over one connection of an engine, for as long as the engine lends it. */
export interface Session {
	db: Kysely<Database>;
	/** The same, for code to which all tables are alike. */
	any: Kysely<AnyDatabase>;
	dialect: SqlDialect;
	/** A table's name for SQL that is written by hand. */
	table(name: keyof Database): RawBuilder<unknown>;
}

/** A state written out, so that an index over the rows in that state alone is used. */
export function inState(state: string): RawBuilder<boolean> {
	return sql<boolean>`"state" = ${sql.lit(state)}`;
}

/** What a change of many rows makes of each one's revision. */
export function nextRevision(): RawBuilder<number> {
	return sql<number>`"revision" + 1`;
}

export function sessionOver(connection: Connection, dialect: SqlDialect): Session {
	const db = new Kysely<Database>({
		dialect: {
			createAdapter: () => dialect.adapter(),
			createDriver: () => driverOver(connection),
			createQueryCompiler: () => dialect.compiler(),
			createIntrospector: () => {
				throw new Error('A ledger knows its tables');
			},
		},
	});
	const inSchema = dialect.schema === '' ? db : db.withSchema(dialect.schema);
	return {
		db: inSchema, any: inSchema as unknown as Kysely<AnyDatabase>, dialect,
		table: (name) => (dialect.schema === '' ? sql.id(name) : sql.id(dialect.schema, name)),
	};
}

function driverOver(connection: Connection): Driver {
	const lent: DatabaseConnection = {
		executeQuery: async <Row>({ sql: text, parameters }: { sql: string; parameters: readonly unknown[] }) => {
			const { rows, changed } = await connection.run(text, parameters as readonly Parameter[]);
			return { rows: rows as Row[], numAffectedRows: BigInt(changed) };
		},
		streamQuery: () => {
			throw new Error('A ledger reads whole pages');
		},
	};
	const notHere = () => Promise.reject(new Error('Transactions are the engine\'s'));
	return {
		init: () => Promise.resolve(), acquireConnection: () => Promise.resolve(lent), releaseConnection: () => Promise.resolve(), destroy: () => Promise.resolve(),
		beginTransaction: notHere, commitTransaction: notHere, rollbackTransaction: notHere,
	};
}
