/**
 * `npm test`: everything, from a clean clone with Node and npm alone. Installs what is missing, builds, runs every
 * jest project and ends with the line `N passed, N failed`. An empty project, a suite that does not start, a skipped
 * test and a failed step count as failures.
 *
 * --long    the long runs too (test/long)
 * --checks  lint, types and the cost of loading count as a test each (what CI runs)
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { MissingRequirement } from '../sandbox/runtime/command.mjs';
import { ensureChromium } from '../sandbox/runtime/chromium.mjs';
import { buildPackage, ensureDependencies, PROJECT_ROOT } from '../sandbox/runtime/dependencies.mjs';
import { ensureN8n } from '../sandbox/runtime/n8n.mjs';
import { ensureNode24 } from '../sandbox/runtime/node24.mjs';

const QUICK = ['unit', 'sandbox', 'chaos'];
const LEDGER = ['ledger'];
const ENGINE = ['engine'];
const REAL = ['e2e'];
const STAGE_LIMIT_MS = 25 * 60_000;
const LONG_LIMIT_MS = 6 * 3_600_000;

const long = process.argv.includes('--long');
const checks = process.argv.includes('--checks');
if (long) process.env.FC_SEED ??= String(Date.now() % 2 ** 31);
if (long) console.log(`FC_SEED=${process.env.FC_SEED}`);
const faults = [];
let passed = 0;

await step('dependencies', ensureDependencies);
const built = await step('build', buildPackage);
if (checks) await runChecks();
// On a fresh machine n8n takes minutes to come; what does not need it goes on meanwhile.
const runtime = step('runtime', async () => {
	await ensureN8n();
	await ensureChromium();
});
await runJest(QUICK, ['--maxWorkers=100%']);
// A ledger in a file needs the Node that n8n needs; this one may be older.
await step('node', async () => {
	const { node } = await ensureNode24();
	await runJest(LEDGER, ['--maxWorkers=2', '--forceExit'], STAGE_LIMIT_MS, node);
});
// n8n's engine and nock both keep state in the process: each file gets a process of its own.
await runJest(ENGINE, ['--maxWorkers=2', '--workerIdleMemoryLimit=1', '--forceExit']);
// A real n8n waits about as long as it works, so two cores carry two.
if ((await runtime) && built) await runJest(REAL, ['--maxWorkers=2', '--forceExit']);
else faults.push('e2e: not run, n8n or the build is missing');
if (long) await runLong();

for (const fault of faults) console.log(`FAILED ${fault}`);
process.exitCode = faults.length === 0 ? 0 : 1;
console.log(`${passed} passed, ${faults.length} failed`);

/** Runs one part of the preparation; a fault is counted and the rest goes on as far as it can. */
async function step(name, work) {
	console.log(`== ${name}`);
	try {
		await work();
		return true;
	} catch (error) {
		faults.push(`${name}: ${error instanceof MissingRequirement ? error.message : error.message.split('\n')[0]}`);
		return false;
	}
}

async function runChecks() {
	for (const script of ['lint', 'types', 'bench']) {
		console.log(`== ${script}`);
		const code = await run('npm', ['run', '--silent', script]);
		if (code === 0) passed += 1;
		else faults.push(`npm run ${script}`);
	}
}

async function runLong() {
	await runJest(['long'], ['--runInBand', '--forceExit'], LONG_LIMIT_MS);
	process.env.LEDGER_SEEDS = '2000';
	await runJest(LEDGER, ['--runInBand', '--forceExit'], LONG_LIMIT_MS, (await ensureNode24()).node);
}

async function runJest(projects, flags, limitMs = STAGE_LIMIT_MS, node = process.execPath) {
	console.log(`== ${projects.join(', ')}`);
	const folder = mkdtempSync(join(tmpdir(), 'intercom-xero-test-'));
	const outputFile = join(folder, 'results.json');
	const jest = join(PROJECT_ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
	const args = [jest, '--json', `--outputFile=${outputFile}`, ...flags, '--selectProjects', ...projects];
	const code = await run(node, args, limitMs);
	if (existsSync(outputFile)) collect(projects, JSON.parse(readFileSync(outputFile, 'utf8')), code);
	else faults.push(`${projects.join(', ')}: jest ended with ${code} and without results`);
	rmSync(folder, { recursive: true, force: true });
}

function collect(projects, results, code) {
	const before = faults.length;
	for (const project of projects) {
		const suites = results.testResults.filter(({ name }) => relative(PROJECT_ROOT, name).startsWith(join('test', project)));
		if (suites.length === 0) faults.push(`${project}: no test was found`);
		for (const suite of suites) collectSuite(suite);
	}
	if (code !== 0 && faults.length === before) faults.push(`${projects.join(', ')}: jest ended with ${code}`);
}

function collectSuite({ name, status, assertionResults }) {
	const file = relative(PROJECT_ROOT, name);
	const bad = assertionResults.filter((test) => test.status !== 'passed');
	passed += assertionResults.length - bad.length;
	faults.push(...bad.map((test) => `${file}: ${test.fullName} (${test.status})`));
	const crashed = assertionResults.length === 0 || (status === 'failed' && bad.length === 0);
	if (crashed) faults.push(`${file}: the suite did not run`);
}

/** Runs a command in the project with its output shown; resolves with the exit code, 'time limit' after `limitMs`. */
function run(command, args, limitMs = STAGE_LIMIT_MS) {
	return new Promise((resolve) => {
		const child = spawn(command, args, { cwd: PROJECT_ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
		let late = false;
		const timer = setTimeout(() => {
			late = true;
			child.kill('SIGKILL');
		}, limitMs);
		child.on('error', (error) => resolve(error.message));
		child.on('close', (code, signal) => {
			clearTimeout(timer);
			resolve(late ? 'time limit' : (code ?? signal));
		});
	});
}
