/**
 * `npm test`: everything, from a clean clone with Node and npm alone. Installs what is missing, builds, runs every
 * jest project and ends with the line `N passed, N failed`. An empty project, a suite that does not start, a skipped
 * test and a failed step count as failures.
 *
 * --long  the long runs too (test/long), the benchmark of 100,000 contacts, and the main job on the oldest n8n
 * --ci    lint, types, the cost of loading, README's first command on an empty machine, and a checkout that stays
 *         clean count as a test each
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OLDEST_N8N_VERSION } from '../sandbox/runtime/cache.mjs';
import { ensureChromium } from '../sandbox/runtime/chromium.mjs';
import { buildPackage, ensureDependencies, PROJECT_ROOT } from '../sandbox/runtime/dependencies.mjs';
import { ensureN8n } from '../sandbox/runtime/n8n.mjs';
import { ensureNode } from '../sandbox/runtime/node.mjs';
import { npmEnvironment } from '../sandbox/runtime/npmEnvironment.js';
import { changesIn } from './runner/checkout.mjs';
import { endWithin, run } from './runner/children.mjs';
import { emptyMachine, playDemo } from './runner/emptyMachine.mjs';
import { Tally } from './runner/tally.mjs';

/** A ledger in a file needs `node:sqlite` as n8n's own Node has it; the Node that runs this may be older. */
const LEDGER_NODE = '>=24.0.0';
const STAGE_LIMIT_MS = 40 * 60_000;
const LONG_LIMIT_MS = 6 * 3_600_000;
const CI_LIMIT_MS = 75 * 60_000;

const long = process.argv.includes('--long');
const ci = process.argv.includes('--ci');
if (long) process.env.FC_SEED ??= String(Date.now() % 2 ** 31);
if (long) console.log(`FC_SEED=${process.env.FC_SEED}`);
if (ci && !long) endWithin(CI_LIMIT_MS);
const tally = new Tally();
const changesBefore = ci && !process.env.CI ? changesIn(PROJECT_ROOT) : '';

await step('dependencies', ensureDependencies);
const built = await step('build', buildPackage);
if (ci) await runScripts(['bench:code', 'lint', 'types']);
// On a fresh machine n8n takes minutes to come; what does not need it goes on meanwhile.
const runtime = ci ? firstCommand() : step('runtime', ensureRuntime);
await runJest({ projects: ['unit', 'sandbox', 'chaos'], flags: ['--maxWorkers=100%'] });
await runLedger(['--maxWorkers=2', '--forceExit']);
// n8n's engine and nock both keep state in the process: each file gets a process of its own.
await runJest({ projects: ['engine'], flags: ['--maxWorkers=2', '--workerIdleMemoryLimit=1', '--forceExit'] });
// A real n8n waits about as long as it works, so two cores carry two.
if ((await runtime) && built) await runJest({ projects: ['e2e'], flags: ['--maxWorkers=2', '--forceExit'] });
else tally.count('e2e', 'not run, n8n or the build is missing');
if ((await runtime) && built) await runJest({ projects: ['queue'], flags: ['--runInBand', '--verbose', '--forceExit'] });
else tally.count('queue', 'not run, n8n or the build is missing');
if (long) await runLong();
if (ci) await step('checkout', checkCheckout);

tally.print();
process.exitCode = tally.faults.length === 0 ? 0 : 1;

/** Runs one part of the preparation; a fault is counted and the rest goes on as far as it can. */
async function step(name, work) {
	console.log(`== ${name}`);
	try {
		await work();
		return true;
	} catch (error) {
		tally.count(name, error.message.split('\n')[0]);
		return false;
	}
}

async function ensureRuntime() {
	await ensureN8n();
	await ensureChromium();
}

/** n8n comes once in a CI run: what README's first command has installed in its empty cache serves the tests after it. */
async function firstCommand() {
	return await step('first command on an empty machine', async () => {
		const machine = emptyMachine();
		for (const [name, fault] of Object.entries(await playDemo(machine))) tally.count(name, fault);
		process.env.INTERCOM_XERO_CACHE = machine.cache;
		await ensureRuntime();
	});
}

async function runScripts(scripts) {
	for (const script of scripts) {
		console.log(`== ${script}`);
		const code = await run('npm', ['run', '--silent', script], { limitMs: STAGE_LIMIT_MS });
		tally.count(`npm run ${script}`, code === 0 ? undefined : `it ended with ${code}`);
	}
}

async function runLong() {
	await runJest({ projects: ['long'], flags: ['--runInBand', '--forceExit'], limitMs: LONG_LIMIT_MS });
	await runJest({ part: 'queue, full sizes', projects: ['queue'], flags: ['--runInBand', '--verbose', '--forceExit'], env: { QUEUE_FULL: '1' }, limitMs: LONG_LIMIT_MS });
	await runLedger(['--runInBand', '--forceExit'], { env: { LEDGER_SEEDS: '2000', FORESEEN_CONTACTS: '10000', FAULTS: 'all' }, limitMs: LONG_LIMIT_MS });
	// n8n's built-in nodes run out of memory there, or out of three hours: either is what the benchmark says of them.
	await runBench('100000', '--print');
	await runBench('100000', '--limits', '--print');
	const env = { INTERCOM_XERO_N8N: OLDEST_N8N_VERSION };
	const part = `n8n ${OLDEST_N8N_VERSION}`;
	if (!(await step(part, async () => await ensureN8n(OLDEST_N8N_VERSION)))) return;
	const folders = ['package', 'mainJob'].map((name) => join('test', 'e2e', name));
	await runJest({ part, projects: ['e2e'], folders, flags: ['--runInBand', '--forceExit', ...folders], env });
}

/** Ends with an error where somebody is wrong in the end, or a target of time, memory or calls is not held. */
async function runBench(...args) {
	const part = `bench ${args.join(' ')}`;
	console.log(`== ${part}`);
	const code = await run(process.execPath, [join('test', 'bench', 'peer.mjs'), ...args], { limitMs: LONG_LIMIT_MS });
	tally.count(part, code === 0 ? undefined : `it ended with ${code}`);
}

/** The stores of the ledger, on a Node that has them. */
async function runLedger(flags, options = {}) {
	await step('node for the ledger', async () => {
		const { node } = await ensureNode(LEDGER_NODE);
		await runJest({ projects: ['ledger'], flags, node, ...options });
	});
}

/**
 * @param {object} options
 * @param {string[]} options.projects
 * @param {string[]} options.flags
 * @param {string[]} [options.folders] beginnings of paths; below each there must be tests
 * @param {NodeJS.ProcessEnv} [options.env] on top of ours
 * @param {string} [options.node] that runs them; default this one
 */
async function runJest({ projects, flags, folders = projects.map((name) => join('test', name)), part = projects.join(', '), env = {}, limitMs = STAGE_LIMIT_MS, node = process.execPath }) {
	console.log(`== ${part}`);
	const folder = mkdtempSync(join(tmpdir(), 'intercom-xero-test-'));
	const outputFile = join(folder, 'results.json');
	const jest = join(PROJECT_ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
	const args = [jest, '--json', `--outputFile=${outputFile}`, ...flags, '--selectProjects', ...projects];
	const code = await run(node, args, { limitMs, env: { ...npmEnvironment(process.env), ...env } });
	const results = existsSync(outputFile) ? JSON.parse(readFileSync(outputFile, 'utf8')) : undefined;
	tally.countJest(part, folders, results, code);
	rmSync(folder, { recursive: true, force: true });
}

async function checkCheckout() {
	const changes = changesIn(PROJECT_ROOT);
	tally.count('a checkout is clean after install, build, demo and tests', changes === changesBefore ? undefined : changes);
}
