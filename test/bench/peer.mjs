/**
 * `npm run bench` or `node test/bench/peer.mjs [contacts, default 1000] [workflow file of ours, default historical-migration]`: ours beside what a user
 * would build of n8n's built-in nodes, each in a real n8n against stand-ins with the same people. Linux only. Writes into docs/benchmarks.md.
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
