import { loadavg } from 'node:os';
import { runOf } from './run';
import { writeReport } from './report';

/** `tsx main.ts [contacts] [workflow file of ours]`, see peer.mjs. */
const [, , contacts = '1000', file = null] = process.argv;

void main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});

async function main(): Promise<void> {
	const count = Number(contacts);
	if (!Number.isInteger(count) || count < 100) throw new Error(`${contacts} is no number of contacts from 100 on.`);
	const loadBefore = loadavg()[0] ?? 0;
	const ours = await runOf('ours', count, file);
	const peer = await runOf('peer', count, null);
	process.exitCode = writeReport({ count, loadBefore, ours, peer, workflow: file }) ? 0 : 1;
}
