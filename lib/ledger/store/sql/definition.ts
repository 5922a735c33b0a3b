import { COLUMNS, KEYS, STATE_COLUMNS, STATES, type ColumnKind, type TableName } from '../../rows/columns';
import { quoted, type SqlDialect } from './dialect';

interface Index {
	name: string;
	table: TableName | 'audit';
	/** Names of columns, or SQL in brackets. */
	columns: readonly string[];
	where?: string;
}

/**
 * Indexes, by what asks for them. Most hold only the few rows in one state; a query uses such an index where it writes
 * that state out, not as a parameter. SQLite appends the primary key to each by itself.
 */
const INDEXES: readonly Index[] = [
	// Who vanished, and how many there are. Its entries repeat, and PostgreSQL then keeps each in some bytes.
	{ name: 'record_sweep', table: 'record', columns: ['state', 'kind', 'seenSweep'] },
	{ name: 'record_gone', table: 'record', columns: ['goneAt'], where: `"state" = 'gone'` },
	// What is due, in the order of a claim; its first row of each priority is also when the trigger next wakes.
	{ name: 'work_due', table: 'work', columns: ['priority', 'dueAt', 'kind', 'id'], where: `"state" = 'waiting'` },
	{ name: 'work_removal', table: 'work', columns: ['dueAt'], where: `"state" = 'waiting' and "confirmed" = 1 and "approved" = 0` },
	{ name: 'work_job', table: 'work', columns: ['jobId'], where: '"jobId" is not null' },
	{ name: 'work_lease', table: 'work', columns: ['leaseUntil', 'kind', 'id'], where: `"state" = 'running'` },
	{ name: 'work_batch', table: 'work', columns: ['token', 'kind', 'id'], where: `"state" = 'running'` },
	{ name: 'work_held', table: 'work', columns: ['heldBy'], where: `"state" = 'held'` },
	{ name: 'work_refused', table: 'work', columns: ['waitsFor'], where: '"waitsFor" is not null' },
	{ name: 'alert_due', table: 'alert', columns: ['dueAt', 'key'], where: `"state" = 'due'` },
	{ name: 'alert_lease', table: 'alert', columns: ['leaseUntil', 'key'], where: `"state" = 'claimed'` },
	{ name: 'alert_batch', table: 'alert', columns: ['token'], where: `"state" = 'claimed'` },
	{ name: 'alert_about', table: 'alert', columns: ['kind', 'id'], where: '"id" is not null' },
	{ name: 'audit_about', table: 'audit', columns: ['kind', 'id', 'seq'], where: '"id" is not null' },
	{ name: 'audit_age', table: 'audit', columns: ['at'] },
];

/** The first eight of the 36 characters of a ContactID tell a million of them apart but for some hundred pairs, and make an index half as large. */
export const CONTACT_ID_START_LENGTH = 8;
export const CONTACT_ID_START = `substr("xeroContactId", 1, ${CONTACT_ID_START_LENGTH})`;

/** Columns that a later migration adds: the first one made no such column. */
const ADDED_LATER: Readonly<Record<string, readonly string[]>> = { record: ['leftOut', 'told'], review: ['who', 'xeroChangedAt'], work: ['fromIntercom', 'xeroChangedAt', 'bothChangedDecision', 'balance'], alert: ['telling'] };

/** Columns of the first forecasts, before their contact, that a later migration takes away. */
const FORECAST_KEYS_BEFORE = ['email', 'name', 'taxKey', 'domain'] as const;
const TAKEN_LATER: Readonly<Record<string, readonly [string, ColumnKind][]>> = { 'forecast.contact': FORECAST_KEYS_BEFORE.map((column) => [column, 'text?']) };

const REWRITTEN = ['record', 'work', 'review', 'alert', 'fact'] as const;

/** Why records are not to be in Xero, with an index that counts them by that, and whom a review is about. Pure. */
export function whyLeftOutAndWho(dialect: SqlDialect): string[] {
	const record = name(dialect, 'record');
	return [`alter table ${record} add column "leftOut" ${dialect.types.text}`, `create index "record_left" on ${record} ("leftOut") where "leftOut" is not null`, `alter table ${name(dialect, 'review')} add column "who" ${dialect.types.text}`];
}

/** Statements that make all tables and indexes of a ledger as they were first, from what rows/columns.ts says of them. Pure. */
export function ledgerTables(dialect: SqlDialect): string[] {
	return [
		...dialect.beforeTables,
		`create table ${name(dialect, 'migration')} ("number" ${dialect.types.integer} primary key, "appliedAt" ${dialect.types.integer} not null) ${dialect.plainTable}`,
		`create table ${name(dialect, 'pulse')} ("one" ${dialect.types.integer} primary key check ("one" = 1), "changes" ${dialect.types.integer} not null) ${dialect.plainTable}`,
		`insert into ${name(dialect, 'pulse')} ("one", "changes") values (1, 0)`,
		...REWRITTEN.map((table) => keyedTable(dialect, table)),
		`create table ${name(dialect, 'audit')} ("seq" ${dialect.types.counter}, ${[...columns(dialect, 'audit'), ...checks('audit')].join(', ')}) ${dialect.plainTable}`,
		...INDEXES.map((index) => indexOf(dialect, index)),
	];
}

/** What a dry run foresees, found by record, by each key that a later record may share, and by age. Pure. */
export function forecastTable(dialect: SqlDialect): string[] {
	const byKey = FORECAST_KEYS_BEFORE.map((key): Index => ({ name: `forecast_${key}`, table: 'forecast', columns: ['jobId', key], where: `${quoted(key)} is not null` }));
	return [keyedTable(dialect, 'forecast'), ...[...byKey, { name: 'forecast_age', table: 'forecast' as const, columns: ['at'] }].map((index) => indexOf(dialect, index))];
}

/**
 * Jobs from before some read their contacts page by page do not say that they read none, and a report that shows such a job fails.
 * A value is one JSON object in text, made by JSON.stringify: a quote within a value of it has a backslash before it. Pure.
 */
export function jobsThatReadNothing(dialect: SqlDialect): string[] {
	const value = `substr("value", 1, length("value") - 1) || ',"reading":null}'`;
	return [`update ${name(dialect, 'fact')} set "value" = ${value}, "revision" = "revision" + 1 where "name" like 'job %' and "value" not like '%"reading":%'`];
}

/**
 * From which side work came, and what Xero told of: all that is there came from Intercom. Records are found by their Xero
 * contact; a review knows of which side's change it came. Pure.
 */
export function fromBothSides(dialect: SqlDialect): string[] {
	const { integer, flag, text } = dialect.types;
	const work = name(dialect, 'work');
	return [
		`alter table ${work} add column "fromIntercom" ${flag} not null default 1 check ("fromIntercom" in (0, 1))`,
		`alter table ${work} add column "xeroChangedAt" ${integer}`,
		`alter table ${work} add column "bothChangedDecision" ${text}`,
		`alter table ${name(dialect, 'review')} add column "xeroChangedAt" ${integer}`,
		indexOf(dialect, { name: 'record_contact', table: 'record', columns: [`(${CONTACT_ID_START})`], where: '"xeroContactId" is not null' }),
	];
}

/** What only Xero knows: of a record what Intercom was told last, of work what is to be told. Pure. */
export function whatOnlyXeroKnows(dialect: SqlDialect): string[] {
	const { text } = dialect.types;
	return [`alter table ${name(dialect, 'record')} add column "told" ${text}`, `alter table ${name(dialect, 'work')} add column "balance" ${text}`];
}

/** Forecasts are found by any number of keys: of each what stood in four columns, as it is spelt now. Pure. */
export function keysOfForecasts(dialect: SqlDialect): string[] {
	const { text } = dialect.types;
	const [forecast, keys] = [name(dialect, 'forecast'), name(dialect, 'forecastKey')];
	const spelt: Readonly<Record<(typeof FORECAST_KEYS_BEFORE)[number], string>> = { email: 'email', name: 'name', taxKey: 'tax', domain: 'domain' };
	const columns = ['jobId', 'key', 'kind', 'id'].map((column) => `${quoted(column)} ${text} not null`);
	return [
		`create table ${keys} (${columns.join(', ')}, primary key ("jobId", "key", "kind", "id")) ${dialect.keyedTable}`,
		...FORECAST_KEYS_BEFORE.map((column) => `insert into ${keys} ("jobId", "key", "kind", "id") select "jobId", '${spelt[column]} ' || ${quoted(column)}, "kind", "id" from ${forecast} where ${quoted(column)} is not null`),
		...FORECAST_KEYS_BEFORE.flatMap((column) => [`drop index ${name(dialect, `forecast_${column}`)}`, `alter table ${forecast} drop column ${quoted(column)}`]),
	];
}

/** Which ways have heard of an alert. Pure. */
export function waysOfAlerts(dialect: SqlDialect): string[] {
	return [`alter table ${name(dialect, 'alert')} add column "telling" ${dialect.types.text}`];
}

function keyedTable(dialect: SqlDialect, table: TableName): string {
	return `create table ${name(dialect, table)} (${[...columns(dialect, table), `primary key (${KEYS[table].map(quoted).join(', ')})`, ...checks(table)].join(', ')}) ${dialect.keyedTable}${dialect.busyTable}`;
}

function indexOf(dialect: SqlDialect, index: Index): string {
	return `create index ${quoted(index.name)} on ${name(dialect, index.table)} (${index.columns.map((column) => (column.startsWith('(') ? column : quoted(column))).join(', ')})${index.where === undefined ? '' : ` where ${index.where}`}`;
}

function name({ schema }: SqlDialect, table: string): string {
	return schema === '' ? quoted(table) : `${quoted(schema)}.${quoted(table)}`;
}

function columns({ types }: SqlDialect, table: TableName | 'audit'): string[] {
	const type = (kind: ColumnKind) => (kind.startsWith('integer') ? types.integer : kind === 'flag' || kind === 'priority' ? types.flag : types.text);
	// Numbers first: PostgreSQL fills up to eight bytes before one that follows a text.
	const first = firstColumns(table);
	const inOrder = first.sort(([, a], [, b]) => Number(b.startsWith('integer')) - Number(a.startsWith('integer')));
	return inOrder.map(([column, kind]) => `${quoted(column)} ${type(kind)}${kind.endsWith('?') ? '' : ' not null'}`);
}

function firstColumns(table: TableName | 'audit'): [string, ColumnKind][] {
	const first = Object.entries<ColumnKind>(COLUMNS[table]).filter(([column]) => !ADDED_LATER[table]?.includes(column));
	return first.flatMap(([column, kind]) => [...(TAKEN_LATER[`${table}.${column}`] ?? []), [column, kind]]);
}

/** What the database refuses, whoever asks: another value of a flag, an unknown state, a column that belongs to another state. */
function checks(table: TableName | 'audit'): string[] {
	const kinds = firstColumns(table);
	return [
		...kinds.filter(([, kind]) => kind === 'flag').map(([column]) => `check (${quoted(column)} in (0, 1))`),
		...kinds.filter(([, kind]) => kind === 'priority').map(([column]) => `check (${quoted(column)} in (0, 1, 2))`),
		...(isStated(table) ? stateChecks(table) : []),
	];
}

function isStated(table: TableName | 'audit'): table is keyof typeof STATES {
	return table in STATES;
}

function stateChecks(table: keyof typeof STATES): string[] {
	const among = (states: readonly string[]) => `"state" in (${states.map((state) => `'${state}'`).join(', ')})`;
	return [
		`check (${among(STATES[table])})`,
		...Object.entries<readonly string[]>(STATE_COLUMNS[table]).map(([column, states]) => `check ((${among(states)}) = (${quoted(column)} is not null))`),
	];
}
