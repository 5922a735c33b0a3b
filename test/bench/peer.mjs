/**
 * `npm run bench` or `node test/bench/peer.mjs [contacts, default 1000] [workflow file of ours, default historical-migration]`: ours beside what a user
 * would build of n8n's built-in nodes, each in a real n8n against stand-ins with the same people. Linux only. Writes into docs/benchmarks.md.
 *
 * --limits     ours alone, at Xero's limits as they are and in real time: 60 calls a minute, 5 at once, 5,000 a day (the peer would take days)
 * --only ours  ours alone, without limits; prints what it came to and writes nothing
 * --print      leaves docs/benchmarks.md as it is
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPackage, ensureDependencies, PROJECT_ROOT } from '../../sandbox/runtime/dependencies.mjs';
import { ensureN8n } from '../../sandbox/runtime/n8n.mjs';

if (!existsSync('/proc/self/stat')) throw new Error('What n8n uses is read from /proc, which this system does not have.');
try {
	await ensureDependencies();
	await buildPackage('quick');
	await ensureN8n();
	const tsx = join(PROJECT_ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs');
	execFileSync(process.execPath, [tsx, fileURLToPath(new URL('peer/main.ts', import.meta.url)), ...process.argv.slice(2)], { stdio: 'inherit' });
} catch (error) {
	console.error(error.message);
	process.exitCode = 1;
}
