import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { N8N_VERSION } from '../../../sandbox/runtime/cache.mjs';
import { knownOnBothSides } from '../../e2e/harness/knownOnBothSides';
import type { Before } from '../document';
import { buildsBeside, liveStage, type Build } from './builds';
import { aloneRows, burstRows, medianOf, writeReport, type Alone } from './report';
import { burst, changeAlone, idleWindow, type Burst, type OneChange } from './scenes';

/**
 * contact-sync of this checkout beside that of an older one, each in a real n8n against the same stand-ins. What happens
 * alone is measured in turn, change by change, both running; the burst one after the other, each alone on the machine.
 * `tsx main.ts <older checkout> [changes of each kind] [changes of the burst]`; 0 leaves that part as it stands in the report.
 */
/** n8n is busy with itself for a while after its start, which is not what it spends idle. */
const SETTLE_MS = 30_000;

const [, , older = '', alone = '15', many = '600'] = process.argv;

void main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});

async function main(): Promise<void> {
	const builds = buildsBeside(older);
	const held: boolean[] = [];
	const before = (): Before => ({ load: loadavg()[0] ?? 0, n8n: N8N_VERSION });
	let begun = before();
	if (Number(alone) > 0) held.push(writeReport('alone', aloneRows(await changesAlone(builds, Number(alone))), begun));
	begun = before();
	if (Number(many) > 0) held.push(writeReport('burst', burstRows(await bursts(builds, Number(many))), begun));
	process.exitCode = held.every(Boolean) ? 0 : 1;
}

async function bursts(builds: Build[], count: number): Promise<Record<Build['name'], Burst>> {
	const results: Partial<Record<Build['name'], Burst>> = {};
	for (const build of builds) {
		const stage = await liveStage(build);
		try {
			results[build.name] = await burst(stage, count);
			console.log(build.name, JSON.stringify(results[build.name]));
		} finally {
			await stage.close();
		}
	}
	return results as Record<Build['name'], Burst>;
}

async function changesAlone(builds: Build[], count: number): Promise<Alone> {
	const stages = await Promise.all(builds.map(async (build) => [build.name, await liveStage(build)] as const));
	try {
		await sleep(SETTLE_MS);
		const results: Partial<Alone> = {};
		for (const [name, stage] of stages) {
			const idle = medianOf([await idleWindow(stage), await idleWindow(stage), await idleWindow(stage)]);
			results[name] = { idleMs: idle, updates: [], creates: [] };
		}
		const known = new Map(stages.map(([name, stage]) => [name, knownOnBothSides(stage, 1)[0]!]));
		// The first change of each is not counted: n8n reads the code then.
		for (let number = 0; number <= count; number++) {
			for (const [name, stage] of stages) {
				const people = stage.sandbox.intercom.people();
				const { idleMs, updates, creates } = results[name]!;
				const keep = (list: OneChange[], one: OneChange) => void (number > 0 && list.push(one));
				keep(updates, await changeAlone(stage, idleMs, () => void people.updateContact(known.get(name)!, { phone: `0412 345 ${100 + number}` })));
				keep(creates, await changeAlone(stage, idleMs, () => void people.createContact({ role: 'user', name: `Ada Alone${number}`, email: `ada${number}@alone.example` })));
			}
		}
		for (const [name, result] of Object.entries(results)) console.log(name, JSON.stringify(result));
		return results as Alone;
	} finally {
		for (const [, stage] of stages) await stage.close();
	}
}
