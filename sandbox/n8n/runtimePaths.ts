import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export const PROJECT_ROOT = join(__dirname, '../..');

export interface RuntimePaths {
	/** Node 24, which runs n8n. */
	node: string;
	/** The folder of that Node, for PATH. */
	binFolder: string;
	/** n8n's start script. */
	n8n: string;
	/** node_modules of the n8n installation. */
	modules: string;
	chromium: string;
	/** Survives between runs and checkouts. */
	cache: string;
}

let known: RuntimePaths | undefined;

/** Where n8n and Chromium are on this machine; installs them first where they are missing. */
export function runtimePaths(): RuntimePaths {
	known ??= JSON.parse(
		execFileSync(process.execPath, [join(PROJECT_ROOT, 'sandbox/runtime/where.mjs')], { encoding: 'utf8' })
			.trim()
			.split('\n')
			.at(-1) ?? '',
	) as RuntimePaths;
	return known;
}
