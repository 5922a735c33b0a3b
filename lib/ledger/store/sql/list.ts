import type { SelectQueryBuilder } from 'kysely';
import { KEYS } from '../../rows/columns';
import type { Listed, ListName, ListPage, ListRows } from '../port';
import { keptText, rowOf } from './cells';
import type { Session } from './session';
import type { AnyDatabase, Cell, StoredRow } from './tables';

type Rows = SelectQueryBuilder<AnyDatabase, keyof AnyDatabase, Record<string, Cell>>;

/** A page of rows in the order of their keys, the audit log from its end; `next` is the key of the last row shown. */
export async function list<Name extends ListName>(session: Session, name: Name, page: ListPage): Promise<Listed<Name>> {
	const read = PAGES[name as keyof typeof PAGES]?.(session, page) ?? keyedPage(session, name as KeyedList, page);
	const stored = await read.limit(page.limit + 1).execute();
	const shown = stored.slice(0, page.limit);
	const last = shown.at(-1);
	const next = stored.length > page.limit && last !== undefined ? keyText(name, last) : '';
	return { rows: shown.map((row) => shownRow(name, row)) as ListRows[Name][], next };
}

const PAGES = { audit: auditPage, job: jobPage, forecast: forecastPage };

type KeyedList = Exclude<ListName, keyof typeof PAGES>;

function auditPage(session: Session, { after, since, ...page }: ListPage): Rows {
	let rows = about(select(session, 'audit'), page).orderBy('seq', 'desc');
	if (after !== '') rows = rows.where('seq', '<', Number(after));
	if (since !== undefined) rows = rows.where('at', '>=', since);
	return rows;
}

/** Jobs are facts whose name begins with `job `; `!` is the character after the blank. */
function jobPage(session: Session, { after }: ListPage): Rows {
	return select(session, 'fact').where('name', '>', after === '' ? 'job ' : keptText(after)).where('name', '<', 'job!').orderBy('name');
}

function forecastPage(session: Session, { after, jobId = '', kind, subject }: ListPage): Rows {
	let rows = about(select(session, 'forecast').where('jobId', '=', keptText(jobId)), { subject }).orderBy('kind').orderBy('id');
	if (kind !== undefined) rows = rows.where('kind', '=', kind);
	return after === '' ? rows : behind(rows, after);
}

function keyedPage(session: Session, name: KeyedList, { after, kind, state, reason, ...page }: ListPage): Rows {
	const keys: readonly string[] = KEYS[name];
	let rows = keys.reduce((query, key) => query.orderBy(key), about(select(session, name), page));
	if (kind !== undefined) rows = rows.where('kind', '=', kind);
	if (state !== undefined && name !== 'alert') rows = rows.where('state', '=', state);
	if (reason !== undefined) rows = rows.where('reason', '=', keptText(reason));
	if (after === '') return rows;
	if (keys.length === 1) return rows.where('key', '>', keptText(after));
	return behind(rows, after);
}

/** Behind the record with this key. */
function behind(rows: Rows, after: string): Rows {
	const blank = after.indexOf(' ');
	return rows.where((is) => is(is.refTuple('kind', 'id'), '>', is.tuple(after.slice(0, blank), keptText(after.slice(blank + 1)))));
}

function select({ any }: Session, table: keyof AnyDatabase): Rows {
	return any.selectFrom(table).selectAll();
}

function about(rows: Rows, { subject }: Pick<ListPage, 'subject'>): Rows {
	return subject === undefined ? rows : rows.where('kind', '=', subject.kind).where('id', '=', keptText(subject.id));
}

function keyText(name: ListName, row: StoredRow): string {
	if (name === 'audit') return String(row.seq);
	if (name === 'forecast') return `${row.kind} ${row.id}`;
	return name === 'job' ? String(row.name) : KEYS[name].map((key) => row[key]).join(' ');
}

function shownRow(name: ListName, row: StoredRow): ListRows[ListName] {
	if (name === 'audit') return rowOf('audit', row);
	if (name !== 'job') return rowOf(name, row);
	const fact = rowOf('fact', row);
	return { jobId: fact.name.slice('job '.length), job: fact.value } as ListRows['job'];
}
