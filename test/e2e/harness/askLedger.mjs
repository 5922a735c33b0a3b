/**
 * Looks into a ledger's file beside the n8n that uses it; run by n8n's own Node, which has node:sqlite. Takes a question a
 * line (JSON: {ask, file, table?, ms?, ids?, name?, value?}) and answers with a line ({rows} or {fault}).
 */
import { createInterface } from 'node:readline';
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

const TABLES = ['record', 'work', 'review', 'alert', 'audit', 'fact'];
/** Epoch ms; what is smaller is epoch seconds of a vendor, or a count. */
const MS_FROM = 1e12;
/** Vendors' times do not move with ours, and who emits goes on emitting. */
const STAYS = ['xeroUpdatedAt', 'sourceUpdatedAtSeconds', 'intercomUpdatedAtSeconds'];

for await (const line of createInterface({ input: process.stdin })) {
	const { ask, file, table, ms, ids, name, value } = JSON.parse(line);
	try {
		console.log(JSON.stringify({ rows: ask === 'rows' ? rowsOf(file, table) : ask === 'putFact' ? putFact(file, name, value) : elapse(file, ms, ids) }));
	} catch (error) {
		console.log(JSON.stringify({ fault: String(error) }));
	}
}

/** All rows of a table; none where there is no ledger yet. */
function rowsOf(file, table) {
	if (!existsSync(file)) return [];
	const database = new DatabaseSync(file, { readOnly: true, timeout: 10_000 });
	try {
		return database.prepare(`select * from "${table}"`).all().map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, parsed(value)])));
	} finally {
		database.close();
	}
}

function parsed(value) {
	return typeof value === 'string' && /^[[{]/.test(value) ? JSON.parse(value) : value;
}

/** A fact as if the ledger had come to it. */
function putFact(file, name, value) {
	const database = new DatabaseSync(file, { timeout: 10_000 });
	try {
		database.prepare('insert into fact (name, revision, value) values (?, 1, ?) on conflict do update set value = excluded.value, revision = revision + 1').run(name, value);
		return [];
	} finally {
		database.close();
	}
}

/** Time goes by: everything the ledger noted lies so much further back; of these records also what it noted of Intercom's time. */
function elapse(file, ms, ids = []) {
	const database = new DatabaseSync(file, { timeout: 10_000 });
	try {
		database.exec('begin immediate');
		for (const table of TABLES) {
			for (const { name, type } of database.prepare(`select name, type from pragma_table_info('${table}')`).all()) {
				if (!/int/i.test(type) || STAYS.includes(name)) continue;
				database.prepare(`update "${table}" set "${name}" = "${name}" - ? where "${name}" > ${MS_FROM}`).run(ms);
			}
		}
		database.prepare('update "work" set "removalAtSeconds" = "removalAtSeconds" - ? where "removalAtSeconds" > 0').run(Math.floor(ms / 1000));
		for (const id of ids) database.prepare('update "record" set "sourceUpdatedAtSeconds" = "sourceUpdatedAtSeconds" - ? where "id" = ?').run(Math.floor(ms / 1000), id);
		for (const { name, value } of database.prepare('select name, value from fact').all()) {
			if (name !== 'emitter') database.prepare('update fact set value = ? where name = ?').run(JSON.stringify(older(JSON.parse(value), ms)), name);
		}
		database.exec('update pulse set changes = changes + 1; commit');
		return [];
	} finally {
		database.close();
	}
}

function older(value, ms) {
	if (typeof value === 'number') return value > MS_FROM ? value - ms : value;
	if (Array.isArray(value)) return value.map((each) => older(each, ms));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, older(each, ms)]));
}
