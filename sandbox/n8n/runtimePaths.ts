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
	/** Survives between runs and checkouts. */
	cache: string;
}

let known: RuntimePaths | undefined;
let browser: string | undefined;

/** Where n8n is on this machine; installs it first where it is missing. */
export function runtimePaths(): RuntimePaths {
	known ??= lastLineOf('where.mjs') as RuntimePaths;
	return known;
}

/** Path of a browser; only what looks at a page needs one. Installs it first where it is missing and may be. */
export function chromiumPath(): string {
	browser ??= lastLineOf('whereChromium.mjs') as string;
	return browser;
}

/** What a script of `sandbox/runtime` prints last, as JSON. */
function lastLineOf(script: string): unknown {
	const printed = execFileSync(process.execPath, [join(PROJECT_ROOT, 'sandbox/runtime', script)], { encoding: 'utf8' });
	return JSON.parse(printed.trim().split('\n').at(-1) ?? '');
}
