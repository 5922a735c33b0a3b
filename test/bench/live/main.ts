import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { knownOnBothSides } from '../../e2e/harness/knownOnBothSides';
import { buildsBeside, liveStage, type Build } from './builds';
import { medianOf, writeReport, type Measured } from './report';
import { burst, changeAlone, idleWindow, type OneChange } from './scenes';

/**
 * contact-sync of this checkout beside that of an older one, each in a real n8n against the same stand-ins. What happens
 * alone is measured in turn, change by change, both running; the burst one after the other, each alone on the machine.
 * `tsx main.ts <older checkout> [changes of each kind] [changes of the burst]`
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
	const measured: Measured = { loadBefore: loadavg()[0] ?? 0, alone: await changesAlone(builds, Number(alone)), burst: {} };
	for (const build of builds) {
		const stage = await liveStage(build);
		try {
			measured.burst[build.name] = await burst(stage, Number(many));
			console.log(build.name, JSON.stringify(measured.burst[build.name]));
		} finally {
			await stage.close();
		}
	}
	process.exitCode = writeReport(measured) ? 0 : 1;
}

async function changesAlone(builds: Build[], count: number): Promise<Measured['alone']> {
	const stages = await Promise.all(builds.map(async (build) => [build.name, await liveStage(build)] as const));
	try {
		await sleep(SETTLE_MS);
		const results: Measured['alone'] = {};
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
		return results;
	} finally {
		for (const [, stage] of stages) await stage.close();
	}
}
