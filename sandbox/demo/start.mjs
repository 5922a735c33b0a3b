/**
 * `npm run demo`: from a clean clone to a running n8n beside stand-ins of Intercom and Xero. Installs what is missing,
 * builds, and hands over to demo.ts. `npm run demo -- --once` plays the scenarios, prints their table and ends.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { toldToPerson } from '../runtime/command.mjs';
import { buildPackage, ensureDependencies, PROJECT_ROOT } from '../runtime/dependencies.mjs';
import { ensureN8n } from '../runtime/n8n.mjs';

try {
	console.log('Getting ready');
	await ensureDependencies();
	await ensureN8n();
	await buildPackage('quick');
	process.exitCode = await play();
} catch (error) {
	console.error(toldToPerson(error));
	process.exitCode = 1;
}

/** Ctrl+C reaches demo.ts as well (same terminal); here it must not end us before demo.ts has cleaned up. */
function play() {
	const tsx = join(PROJECT_ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs');
	const demo = join(PROJECT_ROOT, 'sandbox', 'demo', 'demo.ts');
	const child = spawn(process.execPath, [tsx, demo, ...process.argv.slice(2)], { cwd: PROJECT_ROOT, stdio: 'inherit' });
	process.on('SIGINT', () => {});
	process.on('SIGTERM', () => child.kill('SIGTERM'));
	return new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1)));
}
