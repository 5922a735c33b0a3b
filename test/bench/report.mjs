/**
 * Runs report.ts for each store in a process of its own, bundled as the package is: echarts in a file that is opened at first
 * use. On the Node that n8n needs, beside a PostgreSQL of its own: `node test/bench/report.mjs [contacts]`, 100,000 unless told otherwise.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { ensureNode } from '../../sandbox/runtime/node.mjs';
import { removePostgres, startPostgres } from '../../sandbox/runtime/postgres.mjs';

const folder = mkdtempSync(join(tmpdir(), 'intercom-xero-report-'));
const server = mkdtempSync(join(tmpdir(), 'intercom-xero-postgres-'));
const outfile = join(folder, 'report.js');
try {
	const { node } = await ensureNode('>=24.0.0');
	const address = process.env.TEST_POSTGRES_URL || (await startPostgres(server));
	const entry = fileURLToPath(new URL('report.ts', import.meta.url));
	const echarts = join(folder, 'node_modules/echarts/index.js');
	buildSync({ stdin: { contents: "export * from 'echarts';", resolveDir: fileURLToPath(new URL('../..', import.meta.url)) }, bundle: true, minify: true, platform: 'node', target: 'node20', outfile: echarts, logLevel: 'warning' });
	buildSync({ entryPoints: [entry], bundle: true, platform: 'node', target: 'node20', outfile, external: ['echarts'], logLevel: 'warning' });
	for (const store of ['SQLite', 'PostgreSQL']) {
		const { status } = spawnSync(node, ['--expose-gc', '--no-warnings', outfile, folder, address, store, process.argv[2] ?? '100000'], { stdio: 'inherit' });
		if (status !== 0) process.exitCode = 1;
	}
} catch (error) {
	console.error(error.message);
	process.exitCode = 1;
} finally {
	rmSync(folder, { recursive: true, force: true });
	await removePostgres(server);
}
