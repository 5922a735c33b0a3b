/**
 * Memory of a first sync of 50,000 people into 2,000 contacts, beside another checkout of this project:
 *
 *   node test/bench/memory.mjs <path of the other checkout> [people] [contacts]
 *
 * Each runs in a process of its own, and so does the stand-in. The records are the driver's and stand apart; what the run
 * holds besides is compared: its live heap, measured after a collection every 20 calls and at its end. What the node makes of
 * it afterwards, an item for each outcome, is said beside. Ends with 1 where ours needs more than half of the other's.
 */
import { spawn, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const HERE = dirname(fileURLToPath(import.meta.url));
const OURS = resolve(HERE, '../..');
const [, , other, people = '50000', contacts = '2000'] = process.argv;
const MOST = 0.5;

const folder = mkdtempSync(join(tmpdir(), 'intercom-xero-bench-'));
try {
	const ours = await run('this', OURS);
	if (other !== undefined) {
		const theirs = await run('other', resolve(other));
		const ratio = ours.runMB / theirs.runMB;
		console.log(`memory of the run ${ratio.toFixed(2)} of the other's, calls ${(ours.calls / theirs.calls).toFixed(2)}, processor ${(ours.cpuSeconds / theirs.cpuSeconds).toFixed(2)}`);
		if (!(ratio <= MOST)) process.exitCode = 1;
	}
} finally {
	rmSync(folder, { recursive: true, force: true });
}

async function run(label, checkout) {
	const outfile = join(folder, `${label}.mjs`);
	await build({ entryPoints: [join(HERE, 'upsertRun.ts')], bundle: true, platform: 'node', format: 'esm', target: 'node20', outfile, plugins: [libOf(checkout)], logLevel: 'warning' });
	const { xero, told } = await startXero();
	try {
		const args = ['--expose-gc', outfile, people, told.url, told.organisationId, told.tokens.access_token ?? told.tokens.accessToken];
		const result = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }));
		const round = (value) => Math.round(value);
		console.log(`${label}: ${result.created} created by ${result.calls} calls; run ${round(result.runMB)} MB beside ${round(result.recordsMB)} MB of records (with them ${round(result.runMB + result.recordsMB)} MB), ${round(result.afterMB)} MB at its end, ${round(result.itemsMB)} MB with the items made of it, ${result.cpuSeconds.toFixed(1)} s of the processor`);
		return result;
	} finally {
		xero.stdin.end();
	}
}

async function startXero() {
	const args = ['--import', 'tsx', '--max-old-space-size=4096', join(HERE, 'xeroProcess.ts'), contacts];
	const xero = spawn(process.execPath, args, { cwd: OURS, stdio: ['pipe', 'pipe', 'inherit'] });
	const told = await new Promise((done) => xero.stdout.once('data', (line) => done(JSON.parse(String(line)))));
	return { xero, told };
}

/** Another checkout's lib instead of ours; before its rooms all of lib/sync stood in one folder. */
function libOf(checkout) {
	return {
		name: 'lib of a checkout',
		setup: ({ onResolve }) => {
			onResolve({ filter: /^\.\.\/\.\.\/lib\// }, ({ path }) => {
				const inRoom = join(checkout, `${path.slice('../../'.length)}.ts`);
				return { path: existsSync(inRoom) ? inRoom : join(checkout, 'lib', 'sync', basename(inRoom)) };
			});
		},
	};
}
