import { sql, SqliteAdapter, SqliteQueryCompiler } from 'kysely';
import type { SqlDialect } from '../sql/dialect';

export const sqliteDialect: SqlDialect = {
	adapter: () => new SqliteAdapter(),
	compiler: () => new SqliteQueryCompiler(),
	schema: '',
	isOneOf: (column, values) => sql<boolean>`${typeof column === 'string' ? sql.ref(column) : column} in (select "value" from json_each(${JSON.stringify(values)}))`,
	types: { text: 'text', integer: 'integer', flag: 'integer', counter: 'integer primary key autoincrement' },
	// Strict: a text is no number here either. Without a rowid the row itself lies in the order of its key, and no second index is needed.
	keyedTable: 'strict, without rowid',
	plainTable: 'strict',
	busyTable: '',
	beforeTables: [],
	tableNames: `select "name" from "sqlite_master" where "type" = 'table'`,
};
