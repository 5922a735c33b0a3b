import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runWithProgress } from './command.mjs';
import { runNpm } from './npm.mjs';

/** The checkout this file belongs to. */
export const PROJECT_ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Installs the project's own packages as locked, unless node_modules already holds them. */
export async function ensureDependencies() {
	if (isUpToDate()) return;
	// Also where NODE_ENV says production: everything here is for development.
	const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
	await runNpm('Installing the packages of this project', args, { cwd: PROJECT_ROOT });
}

/** npm keeps a list of what it installed inside node_modules; it is compared with the lock file, entry by entry. */
function isUpToDate() {
	const installedList = join(PROJECT_ROOT, 'node_modules', '.package-lock.json');
	if (!existsSync(installedList)) return false;
	const installed = packagesIn(installedList);
	const locked = Object.entries(packagesIn(join(PROJECT_ROOT, 'package-lock.json')));
	return locked.every(([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version);
}

function packagesIn(lockFile) {
	return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

/**
 * Builds dist/ from the sources; takes a few seconds, so nobody has to wonder whether it is stale.
 * @param {'build' | 'quick'} task `quick` leaves the type check out
 */
export async function buildPackage(task = 'build') {
	const gulp = join(PROJECT_ROOT, 'node_modules', 'gulp', 'bin', 'gulp.js');
	await runWithProgress('Building the package', process.execPath, [gulp, task], { cwd: PROJECT_ROOT });
}
