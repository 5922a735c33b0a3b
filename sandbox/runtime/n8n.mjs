import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cacheFolder, N8N_VERSION, withLock } from './cache.mjs';
import { aptInstall, canUseApt, findOnPath, MissingRequirement, runWithProgress, succeeds } from './command.mjs';
import { ensureNode24 } from './node24.mjs';

/**
 * A complete n8n of the tested version, installed once per machine.
 * The install scripts of its 2,400 packages are not run (one of them fails); the two native modules that n8n with
 * SQLite needs are built by hand afterwards.
 * @returns {Promise<{ node: string, binFolder: string, n8n: string, modules: string }>} paths; run `node n8n start`
 */
export async function ensureN8n() {
	const runtime = await ensureNode24();
	const home = join(cacheFolder(), `n8n-${N8N_VERSION}`);
	const complete = join(home, '.complete');
	const modules = join(home, 'node_modules');
	if (!existsSync(complete)) {
		await withLock('n8n', async () => {
			if (existsSync(complete)) return;
			await install(home, runtime);
			writeFileSync(complete, `${new Date().toISOString()}\n`);
		});
	}
	return { ...runtime, modules, n8n: join(modules, 'n8n', 'bin', 'n8n') };
}

async function install(home, runtime) {
	const env = {
		...process.env,
		PATH: `${runtime.binFolder}${delimiter}${process.env.PATH}`,
		...(runtime.headersFolder ? { npm_config_nodedir: runtime.headersFolder } : {}),
	};
	mkdirSync(home, { recursive: true });
	rmSync(join(home, 'node_modules'), { recursive: true, force: true });
	writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
	await runWithProgress(`Installing n8n ${N8N_VERSION} (about 2,400 packages, 3 GB, once)`, 'npm', [
		'install', `n8n@${N8N_VERSION}`, '--ignore-scripts', '--no-audit', '--no-fund',
	], { cwd: home, env });
	await ensureBuildTools();
	await runWithProgress('Building the native modules of n8n (sqlite3, isolated-vm)', 'npm', [
		'rebuild', 'sqlite3', 'isolated-vm',
	], { cwd: home, env });
	if (!succeeds(runtime.node, ['-e', "require('sqlite3')"], { cwd: home })) {
		throw new MissingRequirement('The sqlite3 module of n8n was not built. Install python3, make and g++, then start again.');
	}
}

async function ensureBuildTools() {
	const missing = ['python3', 'make', 'g++'].filter((tool) => !findOnPath([tool]));
	if (missing.length === 0) return;
	if (canUseApt()) await aptInstall(`Installing ${missing.join(', ')}`, missing);
	else console.log(`  Note: ${missing.join(', ')} not found; needed only if n8n's sqlite3 has no ready build for this machine.`);
}
