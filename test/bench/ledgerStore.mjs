/**
 * Runs ledgerStore.ts bundled as the package is, on the Node that n8n needs, beside a PostgreSQL of its own:
 * `node test/bench/ledgerStore.mjs [records]`, 1,000,000 records unless told otherwise.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { ensureNode } from '../../sandbox/runtime/node.mjs';
import { removePostgres, startPostgres } from '../../sandbox/runtime/postgres.mjs';

const folder = mkdtempSync(join(tmpdir(), 'intercom-xero-ledger-'));
const server = mkdtempSync(join(tmpdir(), 'intercom-xero-postgres-'));
const outfile = join(folder, 'ledgerStore.js');
try {
	const { node } = await ensureNode('>=24.0.0');
	const address = process.env.TEST_POSTGRES_URL || (await startPostgres(server));
	buildSync({ entryPoints: [fileURLToPath(new URL('ledgerStore.ts', import.meta.url))], bundle: true, platform: 'node', target: 'node20', outfile, logLevel: 'warning' });
	execFileSync(node, [outfile, folder, address, process.argv[2] ?? '1000000'], { stdio: 'inherit' });
} catch (error) {
	console.error(error.message);
	process.exitCode = 1;
} finally {
	rmSync(folder, { recursive: true, force: true });
	await removePostgres(server);
}
