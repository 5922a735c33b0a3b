import { loadavg } from 'node:os';
import { join } from 'node:path';
import { claim } from '../../lib/ledger/decisions/claim';
import { bind } from '../../lib/ledger/decisions/holders';
import { receive } from '../../lib/ledger/decisions/receive';
import { settle } from '../../lib/ledger/decisions/settle';
import { DEFAULT_SETTINGS } from '../../lib/ledger/settings';
import type { LedgerStore } from '../../lib/ledger/store/port';
import type { LedgerPlace } from '../../lib/ledger/store/place';
import { ledgerStore } from '../../lib/ledger/store/stores';
import { fill, idOf, manyRecords } from './ledgerFill';

/** Limits of the ledger, which hold with all records beside an empty one. */
const LIVE_RATIO = 1.2;
const BYTES_A_RECORD = 600;
const SWEEP_MS = 90_000;

const SWEPT = 100_000;
const PAGE = 150;
const LIVE_CHANGES = 400;
const START = Date.parse('2026-11-01T00:00:00Z');

const [folder = '', address = '', wanted = ''] = process.argv.slice(2);
const records = Number(wanted);
let withinLimits = true;

void main();

async function main(): Promise<void> {
	for (const name of ['SQLite', 'PostgreSQL'] as const) await measure(name);
	process.exitCode = withinLimits ? 0 : 1;
}

async function measure(name: 'SQLite' | 'PostgreSQL'): Promise<void> {
	const [empty, full] = [placeOf(name, 'empty'), placeOf(name, 'full')];
	const stores = { empty: ledgerStore(empty), full: ledgerStore(full) };
	for (const store of [stores.empty, stores.full]) {
		await store.open();
		await store.change(bind({ workspaceId: 'w', region: 'us', organisationId: 'o', organisationName: 'Demo', boundAt: START }));
	}
	const before = (await stores.full.counts(0)).bytes ?? 0;
	const fillMs = await milliseconds(() => fill(full, manyRecords(name, schemaOf(full), records, sweptOf(records))));
	const after = (await stores.full.counts(0)).bytes ?? 0;
	console.log(`\n${name}: ${records.toLocaleString('en')} records, filled in ${Math.round(fillMs / 1_000)} s; load of the machine ${loadavg()[0]?.toFixed(1)}`);
	verdict('bytes a record on disk', (after - before) / records, BYTES_A_RECORD);
	await compareLive(stores);
	await sweep(stores.full);
	const pulses = await Promise.all([medianOf(200, () => stores.empty.pulse()), medianOf(200, () => stores.full.pulse())]);
	console.log(`  pulse: ${pulses.map((ms) => ms.toFixed(2)).join(' and ')} ms; counts of the full one: ${(await medianOf(3, () => stores.full.counts(Date.now()))).toFixed(0)} ms`);
	console.log(`  bytes a record after the sweep: ${Math.round((((await stores.full.counts(0)).bytes ?? 0) - before) / records)}`);
	await stores.empty.close();
	await stores.full.close();
}

/** A change as it comes live: told, claimed, settled, in turn in both ledgers. */
async function compareLive({ empty, full }: Record<'empty' | 'full', LedgerStore>): Promise<void> {
	const times = { empty: [] as number[], full: [] as number[] };
	for (let change = 0; change < LIVE_CHANGES; change++) {
		for (const which of ['empty', 'full'] as const) {
			// Warm-up is not counted: the first ones compile.
			const ms = await milliseconds(() => liveChange(which === 'empty' ? empty : full, change, which === 'empty' ? change % 20 : (change * 7_919) % (records - sweptOf(records))));
			if (change >= LIVE_CHANGES / 4) times[which].push(ms);
		}
	}
	const [ofEmpty, ofFull] = [median(times.empty), median(times.full)];
	console.log(`  a live change (told, claimed, settled): ${ofEmpty.toFixed(2)} ms in an empty ledger, ${ofFull.toFixed(2)} ms in the full one`);
	verdict('ratio of the two', ofFull / ofEmpty, LIVE_RATIO);
}

async function liveChange(store: LedgerStore, number: number, record: number): Promise<void> {
	const now = START + number * 60_000;
	const subject = { kind: 'contact' as const, id: idOf(record) };
	const seconds = Math.floor(now / 1_000);
	await store.change(receive({ subject, topic: 'contact.user.updated', occurredAtSeconds: seconds, updatedAtSeconds: seconds, shown: `shown ${number}`, reference: null, mergedIds: [] }, DEFAULT_SETTINGS, now));
	const answer = await store.change(claim({ token: `t${number}`, holder: 'bench', limit: 50 }, DEFAULT_SETTINGS, now));
	const taken = answer.claimed.map(({ subject: one, token }) => ({
		subject: one, token, outcome: 'synced' as const, result: 'updated' as const, as: 'person' as const, reason: '', requestIds: [`r${number}`], xeroContactId: '00000000-0000-0000-0000-000000000000', fingerprint: 'f'.repeat(22),
		sourceUpdatedAtSeconds: seconds, xeroUpdatedAt: now, values: { Name: `Jane ${number}` }, shown: `shown ${number}`, reference: 'stored' as const, changes: [{ field: 'Name' }],
	}));
	if (taken.length !== 1) throw new Error(`The claim took ${taken.length} records`);
	await store.change(settle(taken, DEFAULT_SETTINGS, now));
}

/** A hundred thousand companies seen page by page, and ten that are not there any more. */
async function sweep(store: LedgerStore): Promise<void> {
	const swept = sweptOf(records);
	const first = records - swept;
	let gone = 0;
	const ms = await milliseconds(async () => {
		for (let at = first + 10; at < records; at += PAGE) {
			const subjects = Array.from({ length: Math.min(PAGE, records - at) }, (_, place) => ({ kind: 'company' as const, id: idOf(at + place) }));
			await store.change({ name: 'seen', need: {}, decide: () => ({ answer: null, changes: [{ do: 'markSeen', subjects, sweep: 7 }] }) });
		}
		for (let after = ''; ; ) {
			const page = await store.change({ name: 'vanished', need: { vanished: { kind: 'company', seenBefore: 7, afterId: after, limit: 100 } }, decide: ({ vanished }) => ({ answer: vanished, changes: [] }) });
			gone += page.length;
			after = page.at(-1)?.id ?? '';
			if (page.length < 100) return;
		}
	});
	if (gone !== 10) throw new Error(`${gone} were missed by the sweep, not 10`);
	verdict(`sweep of ${swept.toLocaleString('en')}, in pages of ${PAGE}, ms`, ms, SWEEP_MS);
}

/** How many of them are companies, which the sweep reads. */
function sweptOf(all: number): number {
	return Math.min(SWEPT, all / 2);
}

function placeOf(name: 'SQLite' | 'PostgreSQL', which: string): LedgerPlace {
	if (name === 'SQLite') return { store: 'sqlite', path: join(folder, `${which}.sqlite`) };
	const { hostname, port, pathname, username, password } = new URL(address);
	return { store: 'postgres', host: hostname, port: Number(port || 5432), database: pathname.slice(1), user: username, password, tls: 'off', schema: `bench_${which}` };
}

function schemaOf(place: LedgerPlace): string {
	return place.store === 'postgres' ? `"${place.schema}".` : '';
}

function verdict(what: string, value: number, limit: number): void {
	const fits = value <= limit;
	withinLimits &&= fits;
	console.log(`  ${what}: ${value < 10 ? value.toFixed(2) : Math.round(value)}   limit ${limit}   ${fits ? 'ok' : 'TOO MUCH'}`);
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
	const started = performance.now();
	await work();
	return performance.now() - started;
}

async function medianOf(times: number, work: () => Promise<unknown>): Promise<number> {
	const taken: number[] = [];
	for (let time = 0; time < times; time++) taken.push(await milliseconds(work));
	return median(taken);
}

function median(values: number[]): number {
	return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
