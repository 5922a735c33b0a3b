import { loadavg } from 'node:os';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../../sandbox/n8n/runtimePaths';
import { runOf } from './run';
import { writeReport } from './report';

/** `tsx main.ts [contacts] [workflow file of ours]`, see peer.mjs. */
const [, , contacts = '1000', file = join(PROJECT_ROOT, 'workflows', 'historical-migration.json')] = process.argv;

void main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});

async function main(): Promise<void> {
	const count = Number(contacts);
	if (!Number.isInteger(count) || count < 100) throw new Error(`${contacts} is no number of contacts from 100 on.`);
	const loadBefore = loadavg()[0] ?? 0;
	const ours = await runOf('ours', count, file);
	const peer = await runOf('peer', count, file);
	process.exitCode = writeReport({ count, loadBefore, ours, peer, workflow: file }) ? 0 : 1;
}
