import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, chosenN8nVersion, withLock } from './cache.mjs';
import { withProgress } from './command.mjs';
import { buildNativeModules, NATIVE } from './nativeModules.mjs';
import { ensureNode } from './node.mjs';
import { askNpm } from './npm.mjs';
import { installFromPublished } from './publishedPins.mjs';

/**
 * A complete n8n, installed once per machine, with the Node that it asks for.
 * The install scripts of its 2,400 packages are not run (one of them fails); the two native modules that n8n with
 * SQLite needs are built by hand afterwards.
 * @param {string} [version] default the tested one
 * @returns {Promise<{ node: string, binFolder: string, n8n: string, modules: string }>} paths; run `node n8n start`
 */
export async function ensureN8n(version = chosenN8nVersion()) {
	const home = join(cacheFolder(), `n8n-${version}`);
	const complete = join(home, '.complete');
	const modules = join(home, 'node_modules');
	if (!existsSync(complete)) {
		await withLock('n8n', async () => {
			if (existsSync(complete)) return;
			await installPackages(home, version);
			await buildNativeModules(home, await nodeOf(modules));
			writeFileSync(complete, `${new Date().toISOString()}\n`);
		});
	}
	return { ...(await nodeOf(modules)), modules, n8n: join(modules, 'n8n', 'bin', 'n8n') };
}

async function installPackages(home, version) {
	mkdirSync(home, { recursive: true });
	await withProgress(`Installing n8n ${version} (about 2,400 packages, 3 GB, once)`, async () => {
		await installFromPublished({ name: 'n8n', version }, async (overrides) => {
			for (const left of ['node_modules', 'package-lock.json']) rmSync(join(home, left), { recursive: true, force: true });
			writeFileSync(join(home, 'package.json'), JSON.stringify(manifest(overrides), undefined, '\t'));
			await askNpm(['install', `n8n@${version}`, '--save-exact', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: home });
		});
	});
}

/** npm runs a package's build scripts only where they are allowed by name, from its version 12 on. */
function manifest(overrides) {
	return { private: true, overrides, allowScripts: Object.fromEntries(NATIVE.map((name) => [name, true])) };
}

async function nodeOf(modules) {
	const { engines } = JSON.parse(readFileSync(join(modules, 'n8n', 'package.json'), 'utf8'));
	return await ensureNode(engines.node);
}
