import type { DialectAdapter, QueryCompiler, RawBuilder } from 'kysely';

/** Where SQLite and PostgreSQL need other words for the same. */
export interface SqlDialect {
	adapter(): DialectAdapter;
	compiler(): QueryCompiler;
	/** '' where there is none. */
	schema: string;
	/** Whether the column, or what SQL makes of one, is one of these, as one parameter however many there are. */
	isOneOf(column: string | RawBuilder<string>, values: readonly string[]): RawBuilder<boolean>;
	types: {
		/** Sorts by bytes. */
		text: string;
		/** 64 bits. */
		integer: string;
		flag: string;
		/** A primary key that counts up and never gives a number twice. */
		counter: string;
	};
	/** Follows the columns of a table with a key of its own. */
	keyedTable: string;
	/** Follows the columns of any other. */
	plainTable: string;
	/** Settings of a table whose rows are often rewritten; '' where there are none. */
	busyTable: string;
	/** What comes before the tables. */
	beforeTables: readonly string[];
	/** Lists `name` of every table that is there. */
	tableNames: string;
}

/** A name as SQL writes it. Pure. */
export function quoted(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}
