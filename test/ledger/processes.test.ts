import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LedgerPlace } from '../../lib/ledger/store/place';
import { ledgerStore } from '../../lib/ledger/store/stores';
import { countOf } from './exampleRows';
import { placeAt } from './postgresServer';
import { onServer, postgresUrl, quotedSchema } from './stores';

const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
const script = join(folder, 'countingProcess.js');
const schema = `processes ${process.pid}`;
const places: { name: string; place: LedgerPlace }[] = [{ name: 'SQLite', place: { store: 'sqlite', path: join(folder, 'ledger.sqlite') } }];
if (postgresUrl !== '') places.push({ name: 'PostgreSQL', place: { store: 'postgres', ...placeAt(postgresUrl, schema) } });

beforeAll(() => {
	const esbuild = join(__dirname, '../../node_modules/esbuild/bin/esbuild');
	execFileSync(process.execPath, [esbuild, join(__dirname, 'countingProcess.ts'), '--bundle', '--platform=node', '--target=node20', `--outfile=${script}`, '--log-level=warning']);
}, 60_000);
afterAll(async () => {
	rmSync(folder, { recursive: true });
	if (postgresUrl === '') return;
	const place = placeAt(postgresUrl, schema);
	await onServer(place, `drop schema if exists ${quotedSchema(place)} cascade`);
});

interface Counting {
	child: ChildProcess;
	/** Numbers it said, and how it ended. */
	ended: Promise<{ said: number[]; code: number | null; errors: string }>;
}

function start(place: LedgerPlace, times: number): Counting {
	const child = spawn(process.execPath, [script, JSON.stringify(place), String(times)], { stdio: ['ignore', 'pipe', 'pipe'] });
	let [output, errors] = ['', ''];
	child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
	const ended = new Promise<{ said: number[]; code: number | null; errors: string }>((resolve) => {
		child.on('close', (code) => resolve({ said: output.split('\n').slice(0, -1).map(Number), code, errors }));
	});
	return { child, ended };
}

async function countIn(place: LedgerPlace): Promise<number> {
	const store = ledgerStore(place);
	await store.open();
	const count = await store.change(countOf);
	await store.close();
	return count;
}

describe.each(places)('$name, from several processes', ({ place }) => {
	it('loses no step of two that write at once, and makes the ledger once', async () => {
		const both = await Promise.all([start(place, 60).ended, start(place, 60).ended]);
		expect(both.map(({ code, errors }) => [code, errors.replace(/^.*ExperimentalWarning.*\n.*\n/, '')])).toEqual([[0, ''], [0, '']]);
		const said = both.flatMap((one) => one.said).sort((a, b) => a - b);
		expect(said).toEqual(Array.from({ length: 120 }, (_, number) => number + 1));
		expect(await countIn(place)).toBe(120);
	}, 60_000);

	it('has everything that a killed process said, and at most the one step more that it could not say', async () => {
		for (let kill = 0; kill < 5; kill++) {
			const before = await countIn(place);
			const counting = start(place, 100_000);
			await new Promise((resolve) => counting.child.stdout?.once('data', resolve));
			await new Promise((resolve) => setTimeout(resolve, kill * 37));
			counting.child.kill('SIGKILL');
			const { said } = await counting.ended;
			const after = await countIn(place);
			expect(said[0]).toBe(before + 1);
			expect([0, 1]).toContain(after - said.at(-1)!);
		}
	}, 120_000);
});
