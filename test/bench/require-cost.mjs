/**
 * What it costs an n8n process to load this whole package: every node and credential file of dist/ required in a
 * fresh process that has n8n-workflow already. Time is the processor's, so that other work on the machine takes no part; a
 * process in which loading n8n-workflow takes longer than where the limit was set is given as much more, and of several the
 * median counts. Of memory the least does: what the allocator has not given back yet only adds (half a megabyte from one run
 * to the next, with one and the same heap). Ends with exit code 1 when a limit is passed.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Five milliseconds a file: nine nodes and three credentials; a fifth of what n8n-workflow alone takes. Threads of V8 that help count too. */
const LIMIT_MS = 60;
const LIMIT_MB = 4.5;
const LIMIT_HEAP_MB = 3.5;
const PROCESSES = 7;
/** What loading n8n-workflow takes at least: two quiet cores, Node 20. */
const YARDSTICK_MS = 300;

const PROBE = `
	const milliseconds = (work) => {
		const before = process.cpuUsage();
		work();
		const { user, system } = process.cpuUsage(before);
		return (user + system) / 1e3;
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
const least = (key) => Math.min(...runs.map((run) => run[key]));
const slowness = ({ yardstick }) => Math.max(1, yardstick / YARDSTICK_MS);
const median = (values) => values.sort((a, b) => a - b)[Math.floor(PROCESSES / 2)];
const megabytes = (bytes) => bytes / 1024 / 1024;

const rows = [
	{ measure: 'processor time', value: median(runs.map((run) => run.ms / slowness(run))), limit: LIMIT_MS, unit: 'ms' },
	{ measure: 'resident memory', value: megabytes(least('rss')), limit: LIMIT_MB, unit: 'MB' },
	{ measure: 'heap', value: megabytes(least('heap')), limit: LIMIT_HEAP_MB, unit: 'MB' },
];

console.log(`Requiring ${files.length} node and credential files, ${PROCESSES} processes, Node ${process.versions.node}; machine ${median(runs.map(slowness)).toFixed(2)} times slower`);
for (const { measure, value, limit, unit } of rows) {
	const verdict = value < limit ? 'ok' : 'TOO MUCH';
	console.log(`  ${measure.padEnd(16)} ${value.toFixed(2).padStart(8)} ${unit}   limit ${limit} ${unit}   ${verdict}`);
}
process.exitCode = rows.every(({ value, limit }) => value < limit) ? 0 : 1;
