import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { startContactSync, type ContactSync } from '../e2e/harness/contactSync';
import { knownOnBothSides } from '../e2e/harness/knownOnBothSides';
import { changeAlone, idleWindow, type OneChange } from './live/scenes';

/**
 * `npm run bench:both-ways [changes]`: what a change in Intercom costs and how long it takes to Xero, with Contact Sync and
 * with Two-Way Sync, each in a real n8n beside the other, change by change in turn. Linux only.
 */
const WORKFLOWS = ['contact-sync', 'two-way-sync'] as const;
/** n8n is busy with itself for a while after its start. */
const SETTLE_MS = 30_000;

interface Running {
	name: (typeof WORKFLOWS)[number];
	sync: ContactSync;
	idleMs: number;
	person: string;
	updates: OneChange[];
	calls: number[];
}

void main(Number(process.argv[2] ?? '15')).catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});

async function main(changes: number): Promise<void> {
	const running: Running[] = [];
	try {
		for (const name of WORKFLOWS) {
			const sync = await startContactSync({ workflow: name, channel: 'json' });
			running.push({ name, sync, idleMs: 0, person: knownOnBothSides(sync.stage, 1)[0] ?? '', updates: [], calls: [] });
		}
		await sleep(SETTLE_MS);
		for (const one of running) one.idleMs = await idleWindow(one.sync.stage);
		// The first change of each is not counted: n8n reads the code then.
		for (let number = 0; number <= changes; number++) for (const one of running) await change(one, number);
		report(running);
	} finally {
		for (const { sync } of running) await sync.close();
	}
	// What the harness leaves open holds nobody up.
	process.exit(process.exitCode ?? 0);
}

async function change({ sync, idleMs, person, updates, calls }: Running, number: number): Promise<void> {
	const mark = sync.stage.sandbox.journal.mark();
	const seen = await changeAlone(sync.stage, idleMs, () => void sync.people.updateContact(person, { phone: `0412 345 ${100 + number}` }));
	if (number === 0) return;
	updates.push(seen);
	calls.push(sync.stage.sandbox.journal.list({ after: mark }).filter(({ path }) => !/token|oauth/.test(path)).length);
}

function report(running: readonly Running[]): void {
	const [one, both] = running.map(({ updates, calls }) => ({ latency: median(updates.map(({ latencyMs }) => latencyMs)), cpu: median(updates.map(({ cpuMs }) => cpuMs)), calls: median(calls) }));
	if (one === undefined || both === undefined) return;
	console.log(`Load of the machine ${loadavg()[0]?.toFixed(1)}; medians of ${running[0]?.updates.length} updates each`);
	for (const what of ['latency', 'cpu', 'calls'] as const) {
		console.log(`${what}: ${one[what]} with Contact Sync, ${both[what]} with Two-Way Sync, ratio ${(both[what] / one[what]).toFixed(2)}`);
	}
}

function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
