import { loadavg } from 'node:os';
import { join } from 'node:path';
import { bind } from '../../lib/ledger/decisions/holders';
import { LATENCY_ENDS_MS } from '../../lib/ledger/rows/day';
import type { LedgerPlace } from '../../lib/ledger/store/place';
import type { LedgerStore } from '../../lib/ledger/store/port';
import { ledgerStore } from '../../lib/ledger/store/stores';
import { fill, idOf, manyRecords } from './ledgerFill';

/** Limits of a report, of its first one in a process, which loads the library of the charts. */
const LIMIT_MS = 2_000;
const LIMIT_MB = 50;
const NOW = Date.parse('2026-11-29T09:00:00Z');

const [folder = '', address = '', which = '', wanted = ''] = process.argv.slice(2);
const records = Number(wanted);

void main();

/** A ledger of so many contacts, a fifth of them left out, five in a hundred for review and as many given up, 400 days behind it. */
async function main(): Promise<void> {
	const place = placeOf();
	const store = ledgerStore(place);
	await store.open();
	await store.change(bind({ workspaceId: 'w', region: 'us', organisationId: 'o', organisationName: 'Demo', boundAt: NOW }));
	const schema = place.store === 'postgres' ? `"${place.schema}".` : '';
	await fill(place, [...manyRecords(which as 'SQLite' | 'PostgreSQL', schema, records, 0), ...openOnes(schema), ...days(schema)]);
	// What the filling itself left in memory is not the report's.
	global.gc?.();
	const before = process.memoryUsage().rss;
	let peak = before;
	const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 5);
	const first = await timed(store);
	peak = Math.max(peak, process.memoryUsage().rss);
	clearInterval(watch);
	const again = await timed(store);
	const mb = (peak - before) / 1024 / 1024;
	console.log(`${which}: ${records.toLocaleString('en')} contacts; the first page in ${Math.round(first.ms)} ms and ${mb.toFixed(0)} MB of resident memory more, the next in ${Math.round(again.ms)} ms; ${Math.round(first.bytes / 1024)} KB of HTML; load of the machine ${loadavg()[0]?.toFixed(1)}`);
	if (first.ms > LIMIT_MS || mb > LIMIT_MB) {
		console.log(`TOO MUCH: at most ${LIMIT_MS} ms and ${LIMIT_MB} MB`);
		process.exitCode = 1;
	}
	await store.close();
}

async function timed(store: LedgerStore): Promise<{ ms: number; bytes: number }> {
	const started = performance.now();
	// As the node does: the library of the charts is loaded with the first report.
	const { makeReport } = await import('../../lib/ledger/report/report');
	const { text } = await makeReport(store, { format: 'html', ledger: 'default', days: 30, recordId: idOf(0), live: { said: '', freshSecret: 'secret' } }, NOW);
	return { ms: performance.now() - started, bytes: Buffer.byteLength(text) };
}

function* openOnes(schema: string): Generator<string> {
	const some = records / 20;
	yield `update ${schema}"record" set "leftOut" = 'lead' where "id" > '${idOf(records - records / 5)}'`;
	const candidates = JSON.stringify([1, 2].map((n) => ({ xeroContactId: `45e4708e-d862-4111-ab3a-dd8cd03913e${n}`, name: 'Maria Gonzalez', email: 'maria@some-company.example', status: 'ACTIVE', url: 'https://go.xero.com/' })));
	yield inserted(schema, 'review', some, (number) => `('contact', '${idOf(number)}', 1, 'ambiguous', '{"name":"Maria ${number}","email":"m${number}@some-company.example"}', 'Several Xero contacts fit.', 'Choose one.', '${candidates}', '', '[]', ${NOW})`, 'kind id revision reason who message nextStep candidates intercomUrl changes since');
	yield inserted(schema, 'work', some, (number) => `('contact', '${idOf(number)}', 1, 'parked', 'notification', '', 0, ${NOW}, ${NOW}, 8, 0, 0, 'validation', 'reason${number % 40}', 'Contact ${idOf(number)} was not mapped.', 'Correct it.', ${NOW}, 'none', 0, 0)`, 'kind id revision state why topic priority since dueAt attempts uncertain approved class reason message nextStep failedAt removal removalAtSeconds confirmed');
	yield inserted(schema, 'audit', 20_000, (number) => `(${NOW}, 'contact', '${idOf(number % 100)}', 'notification', '', 'updated', '', '[]', '[]', '')`, 'at kind id why topic event reason changes requestIds by');
}

function* days(schema: string): Generator<string> {
	const value = JSON.stringify({ counts: { created: 30, updated: 80, unchanged: 900, review: 3, failed: 2, skipped: 50, removed: 1 }, latency: [...LATENCY_ENDS_MS, 0].map((_, place) => place * 3), calls: 400, fewestLeft: 4_500 });
	yield inserted(schema, 'fact', 400, (number) => `('day ${new Date(NOW - number * 86_400_000).toISOString().slice(0, 10)}', 1, '${value}')`, 'name revision value');
}

function inserted(schema: string, table: string, count: number, row: (number: number) => string, columns: string): string {
	return `insert into ${schema}"${table}" (${columns.split(' ').map((column) => `"${column}"`).join(', ')}) values ${Array.from({ length: count }, (_, number) => row(number)).join(', ')}`;
}

function placeOf(): LedgerPlace {
	if (which === 'SQLite') return { store: 'sqlite', path: join(folder, 'report.sqlite') };
	const { hostname, port, pathname, username, password } = new URL(address);
	return { store: 'postgres', host: hostname, port: Number(port || 5432), database: pathname.slice(1), user: username, password, tls: 'off', schema: 'bench_report' };
}
