import { delimiter } from 'node:path';
import { aptInstall, canUseApt, capture, findOnPath, MissingRequirement } from './command.mjs';
import { runNpm } from './npm.mjs';
import { whyNotBuilt } from './whyNotBuilt.js';

/** What n8n with SQLite cannot do without. */
export const NATIVE = ['sqlite3', 'isolated-vm'];
const BUILD_TOOLS = ['python3', 'make', 'g++'];

/**
 * Builds them for the Node that will run them, whatever the user's npm is told about scripts in general: without these
 * two there is no n8n.
 * @param {string} home the folder that holds node_modules
 * @param {{ node: string, binFolder: string, headersFolder?: string }} runtime
 */
export async function buildNativeModules(home, runtime) {
	await ensureBuildTools();
	const options = { cwd: home, env: buildEnvironment(runtime) };
	try {
		await runNpm(`Building the native modules of n8n (${NATIVE.join(', ')})`, ['rebuild', ...NATIVE, '--ignore-scripts=false'], options);
	} catch (error) {
		const module = NATIVE.find((name) => error.output?.includes(`node_modules/${name}`)) ?? NATIVE[0];
		throw new MissingRequirement(whyNotBuilt({ module, missingTools: missingTools(), buildOutput: error.output ?? error.message }));
	}
	for (const module of NATIVE) await checkLoads(module, runtime, options);
}

function buildEnvironment({ binFolder, headersFolder }) {
	return {
		PATH: `${binFolder}${delimiter}${process.env.PATH}`,
		...(headersFolder ? { npm_config_nodedir: headersFolder } : {}),
	};
}

async function checkLoads(module, { node }, { cwd }) {
	try {
		await capture(node, ['-e', `require('${module}')`], { cwd });
	} catch (error) {
		throw new MissingRequirement(whyNotBuilt({ module, missingTools: missingTools(), loadError: error.output }));
	}
}

const missingTools = () => BUILD_TOOLS.filter((tool) => !findOnPath([tool]));

async function ensureBuildTools() {
	const missing = missingTools();
	if (missing.length === 0) return;
	if (canUseApt()) await aptInstall(`Installing ${missing.join(', ')}`, missing);
	else console.log(`  Note: ${missing.join(', ')} not found; needed only if n8n's native modules have no ready build for this machine.`);
}
