/**
 * `npm run bench:live [changes of each kind] [changes of the burst]`: contact-sync as it is now beside what it was when it kept its state
 * in Data Tables, both in a real n8n. The older one is taken from git and built in a folder of its own. Linux only.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPackage, ensureDependencies, PROJECT_ROOT } from '../../sandbox/runtime/dependencies.mjs';
import { ensureN8n } from '../../sandbox/runtime/n8n.mjs';

/** The last commit before the ledger. */
const OLDER = '5560d06';

if (!existsSync('/proc/self/stat')) throw new Error('What n8n uses is read from /proc, which this system does not have.');
const older = mkdtempSync(join(tmpdir(), 'intercom-xero-older-'));
try {
	await ensureDependencies();
	await buildPackage('quick');
	await ensureN8n();
	const archive = execFileSync('git', ['archive', '--format=tar', OLDER], { cwd: PROJECT_ROOT, maxBuffer: 2 ** 30 });
	execFileSync('tar', ['-x', '-C', older], { input: archive });
	symlinkSync(join(PROJECT_ROOT, 'node_modules'), join(older, 'node_modules'));
	execFileSync(process.execPath, [join(older, 'node_modules', 'gulp', 'bin', 'gulp.js'), 'quick'], { cwd: older, stdio: 'inherit' });
	const tsx = join(PROJECT_ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs');
	execFileSync(process.execPath, [tsx, fileURLToPath(new URL('live/main.ts', import.meta.url)), older, ...process.argv.slice(2)], { stdio: 'inherit' });
} catch (error) {
	console.error(error.message);
	process.exitCode = 1;
} finally {
	rmSync(older, { recursive: true, force: true });
}
