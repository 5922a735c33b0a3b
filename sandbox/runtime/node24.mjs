import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { cacheFolder, NODE_MAJOR, withLock } from './cache.mjs';
import { runWithProgress, succeeds } from './command.mjs';

/**
 * The Node that runs n8n: this one if it is new enough, else Node 24 from the npm registry (the packages
 * `node-<platform>-<arch>` hold nothing but Node itself).
 * @returns {Promise<{ node: string, binFolder: string, headersFolder?: string }>}
 */
export async function ensureNode24() {
	if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) return describe(process.execPath);
	const platform = process.platform === 'win32' ? 'win' : process.platform;
	const packageName = `node-${platform}-${process.arch}`;
	const home = join(cacheFolder(), `node-${NODE_MAJOR}`);
	const node = join(home, 'node_modules', packageName, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
	if (!works(node)) {
		await withLock('node', async () => {
			if (works(node)) return;
			await runWithProgress(`Installing Node ${NODE_MAJOR}`, 'npm', [
				'install', '--prefix', home, '--no-audit', '--no-fund', '--no-save', `${packageName}@${NODE_MAJOR}`,
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
