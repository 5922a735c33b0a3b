import { PostgresAdapter, PostgresQueryCompiler, sql } from 'kysely';
import { quoted, type SqlDialect } from '../sql/dialect';

export function postgresDialect(schema: string): SqlDialect {
	return {
		adapter: () => new PostgresAdapter(),
		compiler: () => new PostgresQueryCompiler(),
		schema,
		isOneOf: (column, values) => sql<boolean>`${typeof column === 'string' ? sql.ref(column) : column} = any(${values}::text[])`,
		// By bytes, as SQLite and our own code sort; a database's own order is a language's, and changes with the system.
		types: { text: 'text collate "C"', integer: 'bigint', flag: 'smallint', counter: 'bigint generated always as identity primary key' },
		keyedTable: '',
		plainTable: '',
		// A sweep rewrites every record: old versions are to go while it runs, not once a fifth of the table is dead.
		busyTable: ' with (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 0)',
		// One that was made for us by somebody with more rights is taken as it is; "if not exists" would ask for those rights first.
		beforeTables: [`do $$ begin if to_regnamespace(${literal(quoted(schema))}) is null then create schema ${quoted(schema)}; end if; end $$`],
		tableNames: `select "tablename" as "name" from "pg_catalog"."pg_tables" where "schemaname" = ${literal(schema)}`,
	};
}

function literal(text: string): string {
	return `'${text.replaceAll("'", "''")}'`;
}
