import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { cacheFolder, withLock } from './cache.mjs';
import { succeeds } from './command.mjs';
import { lowestNode, nodeFits } from './engines.js';
import { runNpm } from './npm.mjs';

/**
 * The Node that runs n8n: this one if it is what n8n asks for, else one from the npm registry (the packages
 * `node-<platform>-<arch>` hold nothing but Node itself).
 * @param {string} engines n8n's `engines.node`
 * @returns {Promise<{ node: string, binFolder: string, headersFolder?: string }>}
 */
export async function ensureNode(engines) {
	if (nodeFits(engines, process.versions.node)) return describe(process.execPath);
	const { major } = lowestNode(engines);
	const platform = process.platform === 'win32' ? 'win' : process.platform;
	const packageName = `node-${platform}-${process.arch}`;
	const home = join(cacheFolder(), `node-${major}`);
	const node = join(home, 'node_modules', packageName, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
	if (!works(node)) {
		await withLock('node', async () => {
			if (works(node)) return;
			await runNpm(`Installing Node ${major}`, [
				'install', '--prefix', home, '--no-audit', '--no-fund', '--no-save', `${packageName}@${major}`,
			]);
		});
	}
	return describe(node);
}

function works(node) {
	return existsSync(node) && succeeds(node, ['--version']);
}

function describe(node) {
	const binFolder = dirname(node);
	const root = resolve(binFolder, '..');
	return { node, binFolder, headersFolder: existsSync(join(root, 'include', 'node')) ? root : undefined };
}
