import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Something this machine lacks and we cannot install; the message says in one line what to do. */
export class MissingRequirement extends Error {}

/** What a person reads of an error: the line that says what to do, what a command ended with, or where our own fault is. */
export function toldToPerson(error) {
	return error instanceof MissingRequirement || error.output !== undefined ? error.message : error;
}

/** The first of `names` found on PATH, as a full path, or undefined. */
export function findOnPath(names) {
	for (const folder of (process.env.PATH ?? '').split(delimiter)) {
		for (const name of names) {
			const file = join(folder, name);
			try {
				accessSync(file, constants.X_OK);
				return file;
			} catch {
				// not in this folder
			}
		}
	}
	return undefined;
}

/** Runs a long command with progress. */
export async function runWithProgress(label, command, args, options = {}) {
	return await withProgress(label, async () => await capture(command, args, options));
}

/**
 * A line of progress every 15 s while `work` lasts, so that nobody thinks it hangs. What a command inside has printed
 * is shown only if `work` fails.
 */
export async function withProgress(label, work) {
	const started = Date.now();
	const seconds = () => Math.round((Date.now() - started) / 1_000);
	console.log(`  ${label} ...`);
	const ticker = setInterval(() => console.log(`  ${label} ... ${seconds()} s`), 15_000);
	try {
		const result = await work();
		console.log(`  ${label}: done in ${seconds()} s`);
		return result;
	} catch (error) {
		console.error(error.output?.slice(-6_000) ?? '');
		throw error;
	} finally {
		clearInterval(ticker);
	}
}

/** Runs a command and resolves with what it printed to its standard output; rejects with all its `output` on a non-zero exit. */
export function capture(command, args, options = {}) {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
		let printed = '';
		let output = '';
		child.stdout.on('data', (chunk) => {
			printed += chunk;
			output += chunk;
		});
		child.stderr.on('data', (chunk) => (output += chunk));
		child.on('error', (error) => reject(Object.assign(error, { output })));
		child.on('close', (code, signal) => {
			if (code === 0) resolve(printed);
			else reject(Object.assign(new Error(`${command} ${args.join(' ')} ended with ${signal ?? code}`), { output, code }));
		});
	});
}

/** True where `apt-get install` will work without asking anybody. */
export function canUseApt() {
	return process.platform === 'linux' && process.getuid?.() === 0 && findOnPath(['apt-get']) !== undefined;
}

/** Installs Debian packages, refreshing the package lists first. */
export async function aptInstall(label, packages) {
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	await runWithProgress('Refreshing the package lists', 'apt-get', ['update', '-q'], { env });
	await runWithProgress(label, 'apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], { env });
}

/** True when the command exists and exits 0. */
export function succeeds(command, args, options = {}) {
	return spawnSync(command, args, { ...options, stdio: 'ignore' }).status === 0;
}
