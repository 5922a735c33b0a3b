import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PROJECT_ROOT } from '../../sandbox/runtime/dependencies.mjs';

/** A clone may belong to somebody else than who runs the tests; git asks only where it is told so. */
const git = (folder, ...args) => execFileSync('git', ['-c', 'safe.directory=*', ...args], { cwd: folder, encoding: 'utf8' });

/** What git would commit, one file a line: empty in a clean checkout. */
export function changesIn(folder) {
	return git(folder, 'status', '--porcelain').trim();
}

/** Copies what a clone would hold, edits that are not yet committed included, and makes a repository of it. */
export function cloneInto(folder) {
	const files = git(PROJECT_ROOT, 'ls-files', '--cached', '--others', '--exclude-standard', '-z').split('\0').filter(Boolean);
	for (const file of files.filter((name) => existsSync(join(PROJECT_ROOT, name)))) {
		mkdirSync(dirname(join(folder, file)), { recursive: true });
		cpSync(join(PROJECT_ROOT, file), join(folder, file));
	}
	git(folder, 'init', '--quiet');
	git(folder, 'add', '--all');
	const author = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
	git(folder, ...author, 'commit', '--quiet', '--no-verify', '--message', 'as it is');
}
