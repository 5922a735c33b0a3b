import { spawn } from 'node:child_process';
import { PROJECT_ROOT } from '../../sandbox/runtime/dependencies.mjs';
import { npmEnvironment } from '../../sandbox/runtime/npmEnvironment.js';

/** How long a run may take in all; a machine that kills it later would lose the results. */
let deadline = Infinity;

export function endWithin(ms) {
	deadline = Date.now() + ms;
}

const running = new Set();
/** A demo told to end stops its n8n first. */
const GRACE_MS = 10_000;

process.on('exit', () => running.forEach((child) => signalGroup(child, 'SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM']) {
	process.once(signal, () => {
		for (const child of running) signalGroup(child, signal);
		setTimeout(() => process.exit(130), running.size === 0 ? 0 : GRACE_MS);
	});
}

/**
 * Runs a command to its end, at most `limitMs` and not beyond the end of the whole run, and whatever it started with it.
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, limitMs: number, print?: (text: string) => void }} options its output
 *   is shown as it is, unless `print` takes it
 * @returns {Promise<number | string>} its exit code, its signal, or why it did not run to its end
 */
export async function run(command, args, { cwd = PROJECT_ROOT, env = npmEnvironment(process.env), limitMs, print }) {
	const allowed = Math.min(limitMs, deadline - Date.now());
	if (allowed <= 0) return 'no time left';
	return await new Promise((resolve) => {
		const output = print ? 'pipe' : 'inherit';
		// In a group of its own, so that a killed jest or npm takes its children along.
		const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', output, output] });
		running.add(child);
		let late = false;
		const timer = setTimeout(() => {
			late = true;
			signalGroup(child, 'SIGTERM');
			setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS).unref();
		}, allowed);
		for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', print);
		child.on('error', (error) => resolve(error.message));
		child.on('close', (code, signal) => {
			clearTimeout(timer);
			running.delete(child);
			resolve(late ? `the time limit of ${Math.round(allowed / 60_000)} minutes` : (code ?? signal));
		});
	});
}

function signalGroup({ pid }, signal) {
	try {
		if (pid !== undefined) process.kill(-pid, signal);
	} catch {
		// it has ended in the meantime
	}
}
