/**
 * What it costs an n8n process to load this whole package: every node and credential file of dist/ required in a
 * fresh process that has n8n-workflow already. Median of several processes, because one is noise. A machine on which loading
 * n8n-workflow takes longer than where the limit was set is given as much more time. Ends with exit code 1 when a limit is passed.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Four milliseconds a file: nine nodes and three credentials; a sixth of what n8n-workflow alone takes. */
const LIMIT_MS = 48;
const LIMIT_MB = 5;
const PROCESSES = 7;
/** What loading n8n-workflow takes where the limit was set: two quiet cores, Node 20. */
const YARDSTICK_MS = 300;

const PROBE = `
	const milliseconds = (work) => {
		const started = process.hrtime.bigint();
		work();
		return Number(process.hrtime.bigint() - started) / 1e6;
	};
	const yardstick = milliseconds(() => require('n8n-workflow'));
	const { createRequire } = require('node:module');
	const load = createRequire(process.argv[1] + '/package.json');
	const files = JSON.parse(process.argv[2]);
	const used = () => { gc(); return process.memoryUsage(); };
	const before = used();
	const ms = milliseconds(() => files.forEach((file) => load('./' + file)));
	const after = used();
	console.log(JSON.stringify({ yardstick, ms, rss: after.rss - before.rss, heap: after.heapUsed - before.heapUsed }));
`;

const { n8n } = JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8'));
const files = [...n8n.nodes, ...n8n.credentials];
const missing = files.filter((file) => !existsSync(`${ROOT}/${file}`));
if (missing.length > 0) {
	console.error(`Not built: ${missing.join(', ')}. Run "npm run build" first.`);
	process.exit(1);
}

const runs = Array.from({ length: PROCESSES }, () =>
	JSON.parse(execFileSync(process.execPath, ['--expose-gc', '-e', PROBE, ROOT, JSON.stringify(files)], { cwd: ROOT, encoding: 'utf8' })),
);
const median = (key) => runs.map((run) => run[key]).sort((a, b) => a - b)[Math.floor(PROCESSES / 2)];
const slowness = Math.max(1, median('yardstick') / YARDSTICK_MS);
const megabytes = (bytes) => bytes / 1024 / 1024;

const rows = [
	{ measure: 'time', value: median('ms') / slowness, limit: LIMIT_MS, unit: 'ms' },
	{ measure: 'resident memory', value: megabytes(median('rss')), limit: LIMIT_MB, unit: 'MB' },
	{ measure: 'heap', value: megabytes(median('heap')), limit: LIMIT_MB, unit: 'MB' },
];

console.log(`Requiring ${files.length} node and credential files, median of ${PROCESSES} processes, Node ${process.versions.node}; machine ${slowness.toFixed(2)} times slower`);
for (const { measure, value, limit, unit } of rows) {
	const verdict = value < limit ? 'ok' : 'TOO MUCH';
	console.log(`  ${measure.padEnd(16)} ${value.toFixed(2).padStart(8)} ${unit}   limit ${limit} ${unit}   ${verdict}`);
}
process.exitCode = rows.every(({ value, limit }) => value < limit) ? 0 : 1;
