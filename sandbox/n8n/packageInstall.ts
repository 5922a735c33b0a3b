import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { npmEnvironment } from '../runtime/npmEnvironment';
import type { N8nInstance } from './instance';
import { PROJECT_ROOT } from './runtimePaths';

const run = promisify(execFile);

/** npm as a user starts it, though npm may have started us. */
const npm = async (args: string[], cwd: string) => await run('npm', args, { cwd, env: npmEnvironment(process.env) });

/**
 * Packs the built package as `npm publish` would.
 * @param folder where the tarball goes
 * @param checkout another one than this
 * @returns its path and the files inside
 */
export async function packPackage(folder: string, checkout = PROJECT_ROOT): Promise<{ tarball: string; files: string[]; bytes: number }> {
	const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
	const { stdout } = await npm(args, checkout);
	const [packed] = JSON.parse(stdout) as Array<{ filename: string; size: number; files: Array<{ path: string }> }>;
	if (!packed) throw new Error('npm pack made no tarball');
	return { tarball: join(folder, packed.filename), files: packed.files.map(({ path }) => path), bytes: packed.size };
}

/**
 * Installs a tarball the way users of a self-hosted n8n do by hand; n8n finds it at its next start. npm looks the peer
 * n8n-workflow up although it leaves it out: from its cache where it can, which saves some seconds.
 */
export async function installPackage(n8n: N8nInstance, tarball: string): Promise<void> {
	mkdirSync(n8n.nodesFolder, { recursive: true });
	const args = ['install', tarball, '--omit=peer', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline'];
	await npm(args, n8n.nodesFolder);
}

/** Packs, and installs into a fresh n8n. */
export async function installOurPackage(n8n: N8nInstance, checkout?: string): Promise<{ files: string[]; bytes: number }> {
	const { tarball, ...packed } = await packPackage(n8n.folder, checkout);
	await installPackage(n8n, tarball);
	return packed;
}
