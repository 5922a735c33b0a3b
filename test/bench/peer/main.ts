import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PROJECT_ROOT } from '../../../sandbox/n8n/runtimePaths';
import { N8N_VERSION } from '../../../sandbox/runtime/cache.mjs';
import type { Before } from '../document';
import { tableOf, writeLimitsReport } from './limitsReport';
import { isRight, writeReport } from './report';
import { runOf } from './run';

/** Its words are said in peer.mjs. */
const { values: { limits: atLimits = false, only, print = false }, positionals: [contacts = '1000', workflow = join(PROJECT_ROOT, 'workflows', 'historical-migration.json')] } = parseArgs({
	options: { limits: { type: 'boolean' }, only: { type: 'string' }, print: { type: 'boolean' } },
	allowPositionals: true,
});

void main().then(
	(isGood) => (process.exitCode = isGood ? 0 : 1),
	(error: unknown) => {
		console.error(error);
		process.exitCode = 1;
	},
);

async function main(): Promise<boolean> {
	const count = Number(contacts);
	if (!Number.isInteger(count) || count < 100) throw new Error(`${contacts} is no number of contacts from 100 on.`);
	if (only !== undefined && only !== 'ours') throw new Error(`--only ${only}: it can be ours.`);
	const before: Before = { load: loadavg()[0] ?? 0, n8n: N8N_VERSION };
	const wish = { contacts: count, workflow, atLimits };
	const ours = await runOf('ours', wish);
	if (atLimits) return writeLimitsReport({ count, before, ours }, print);
	if (only === 'ours') {
		console.log(tableOf({ count, ours }).lines.join('\n'));
		return isRight(ours);
	}
	return writeReport({ count, before, ours, peer: await runOf('peer', wish), workflow }, print);
}
