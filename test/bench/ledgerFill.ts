import { Client } from 'pg';
import type { LedgerPlace } from '../../lib/ledger/store/place';
import { openHandle } from '../../lib/ledger/store/sqlite/handle';

const PART = 100_000;

/** Intercom's ids begin with a time: as records were made, so they sort, but for what a few machines did at once. */
export function idOf(number: number): string {
	const time = (0x60000000 + (number >> 3) * 8).toString(16);
	const machine = ((number * 2_654_435_761) % 2 ** 32).toString(16).padStart(8, '0');
	return `${time}${machine}${number.toString(16).padStart(8, '0')}`;
}

/** Inserts of records as they look after a sync, the last ones companies: fingerprint, two ids, two hundred bytes of values. */
export function* manyRecords(name: 'SQLite' | 'PostgreSQL', schema: string, records: number, companies: number): Generator<string> {
	const values = JSON.stringify({ Name: 'Maria Fernanda Gonzalez', FirstName: 'Maria Fernanda', LastName: 'Gonzalez', EmailAddress: 'maria.gonzalez@some-company.example', Phones: '61 2 5550 1234', City: 'Wollongong', Region: 'NSW', Country: 'AU', Pc: '2500' });
	const kind = (number: number) => (number < records - companies ? 'contact' : 'company');
	for (let from = 0; from < records; from += PART) {
		const rows = Array.from({ length: Math.min(PART, records - from) }, (_, place) => [kind(from + place), idOf(from + place)]);
		const list = JSON.stringify(rows).replaceAll("'", "''");
		const [source, one] = name === 'SQLite' ? [`json_each('${list}')`, (at: number) => `json_extract(value, '$[${at}]')`] : [`json_array_elements('${list}'::json) as value`, (at: number) => `value->>${at}`];
		const hash = name === 'SQLite' ? 'lower(hex(randomblob(11)))' : 'substr(md5(random()::text), 1, 22)';
		const uuid = name === 'SQLite' ? 'lower(hex(randomblob(18)))' : 'gen_random_uuid()::text';
		yield `insert into ${schema}"record" ("kind", "id", "revision", "state", "seenSweep", "as", "fingerprint", "sourceUpdatedAtSeconds", "xeroUpdatedAt", "xeroContactId", "values", "shown", "reference", "syncedAt")
			select ${one(0)}, ${one(1)}, 1, 'synced', 6, 'person', ${hash}, 1764000000, 1764000000123, ${uuid}, '${values}', 'abcdefghijklmnopqrstuv', 'stored', 1764000000456 from ${source}`;
	}
}

/** Carries them out beside the store, in transactions of their own; then the server looks at its tables, as it does by itself. */
export async function fill(place: LedgerPlace, statements: Iterable<string>): Promise<void> {
	if (place.store === 'sqlite') {
		const handle = await openHandle(place.path);
		for (const statement of statements) handle.run(statement, []);
		handle.run('pragma wal_checkpoint(truncate)', []);
		handle.close();
		return;
	}
	const client = new Client({ ...place, ssl: false });
	await client.connect();
	for (const statement of statements) await client.query(statement);
	await client.query(`vacuum analyze "${place.schema}"."record"`);
	await client.end();
}
