import { seededRandom } from '../../sandbox/kernel/random';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/start';
import { differencesOf, exitText, type Difference, type FinishedRun } from './differences';
import { endStateOf } from './endState';
import { armFaults, countTraffic, type Traffic } from './faultPlan';
import { furtherPass } from './furtherPass';
import { furnish, nastyWorld, WORLD_START_MS, type NastyWorld, type WorldSize } from './nastyWorld';
import { drainQueue } from './queue';
import { SyncProcess } from './syncProcess';
import { LONG_MS, openWire } from './virtualWire';

export const CONTACTS = 2_000;

/** What differs between seeds besides what goes wrong. */
interface Variety extends WorldSize {
	/** Calls of one request, the first included. */
	maxAttempts: number;
	/** Pages synced at the same time. */
	width: number;
	/** Chance of a death and of a restart, each page. */
	deaths: number;
}

/** Every fifth seed has an organisation so large that contacts are looked up one by one. */
function varietyOf(seed: number, contacts: number): Variety {
	const more = { contacts, maxAttempts: 2 + (seed % 4), width: 1 + (seed % 2) };
	if (seed % 5 === 0) return { ...more, page: 5, fillers: 8_000, deaths: 0.02 };
	return { ...more, page: [200, 25, 100, 50][seed % 4]!, fillers: 300, deaths: 0.1 };
}

export interface SeedReport {
	seed: number;
	contacts: number;
	traffic: Traffic;
	calm: FinishedRun;
	stormy: FinishedRun;
	differences: Difference[];
	/** What the vendors saw of the first record that differs. */
	evidence: string[];
	seconds: number;
}

/** Plays one seed twice, without faults and with them, and compares what both leave behind. */
export async function runSeed(seed: number, contacts = CONTACTS): Promise<SeedReport> {
	const startedAt = Date.now();
	const calm = await play(seed, contacts, false);
	const stormy = await play(seed, contacts, true);
	const differences = [...differencesOf(calm.run, stormy.run, calm.world), ...stormy.restless];
	const evidence = differences[0] === undefined ? [] : stormy.evidenceOf(differences[0].about);
	const seconds = (Date.now() - startedAt) / 1_000;
	return { seed, contacts: calm.world.people.length, traffic: stormy.traffic, calm: calm.run, stormy: stormy.run, differences, evidence, seconds };
}

interface Played {
	world: NastyWorld;
	run: FinishedRun;
	traffic: Traffic;
	/** What a further pass would still do. */
	restless: Difference[];
	evidenceOf(about: string): string[];
}

async function play(seed: number, contacts: number, stormy: boolean): Promise<Played> {
	const sandbox = await startSandbox({ seed, xero: { accessTokenMs: LONG_MS } });
	sandbox.clock.freeze(WORLD_START_MS);
	const variety = varietyOf(seed, contacts);
	const world = nastyWorld(seed, variety, sandbox.xero.organisation().id);
	furnish(sandbox, world);
	const traffic = countTraffic(sandbox);
	if (stormy) armFaults(sandbox);
	const random = seededRandom(seed * 7_919);
	const wire = openWire(sandbox);
	const startProcess = () => new SyncProcess(sandbox, { wire, random, maxAttempts: variety.maxAttempts });
	const queue = await drainQueue({
		sandbox,
		world,
		startProcess,
		random,
		deaths: stormy ? variety.deaths : 0,
		width: variety.width,
		wantsReference: (id) => id.endsWith('7') || id.endsWith('b'),
	});
	const run = { end: endStateOf(sandbox, world), queue };
	const inStorm = structuredClone(traffic);
	const restless = stormy ? await furtherPass(sandbox, world, startProcess(), queue) : [];
	await sandbox.stop();
	return { world, run, traffic: inStorm, restless, evidenceOf: (about) => journalOf(sandbox, about, run) };
}

/** Every request that names the record, under either vendor's id, and how it left the queue. */
function journalOf(sandbox: Sandbox, about: string, { end, queue }: FinishedRun): string[] {
	const names = [about, end.contacts.get(about)?.ContactNumber ?? about];
	const nameIn = (text: string) => names.find((name) => text.includes(name));
	const lines = sandbox.journal.list().flatMap(({ id, time, method, path, status, fault, body, answer }) => {
		const name = nameIn(`${path} ${JSON.stringify(body) ?? ''} ${answer}`);
		if (name === undefined) return [];
		const facts = [`#${id}`, new Date(time).toISOString(), method, path, `status ${status ?? 'none'}`, fault === undefined ? '' : `fault ${fault}`];
		return [[...facts, elementOf(body, name)].join('  ')];
	});
	return [...lines, ...names.map((name) => `${name} left as: ${exitText(queue.exits.get(name))}`)];
}

/** The element of a batch that is about the record. */
function elementOf(body: unknown, about: string): string {
	const elements = (body as { Contacts?: unknown[] } | undefined)?.Contacts ?? [];
	const found = elements.map((element) => JSON.stringify(element)).find((text) => text.includes(about));
	return found ?? '';
}

/** One line for a person, and what to do about a seed that fails. */
export function reportLines(report: SeedReport): string[] {
	const { seed, contacts, traffic, stormy, differences, evidence, seconds } = report;
	const { queue } = stormy;
	const line = [
		`seed ${seed}: ${differences.length === 0 ? 'ok' : `${differences.length} DIFFERENCES`}`,
		`${contacts} contacts`,
		`requests ${traffic.requests.intercom} Intercom + ${traffic.requests.xero} Xero`,
		`faults ${counted(traffic.faults)}`,
		`passes ${queue.passes}, executions ${queue.executions}, killed ${queue.kills}, restarted ${queue.restarts}, put back ${queue.retried}`,
		`outcomes ${counted(outcomesOf(report))}`,
		`${seconds.toFixed(1)} s`,
	].join('; ');
	if (differences.length === 0) return [line];
	const shown = differences.slice(0, 10).map(({ text }) => `  ${text}`);
	return [line, ...shown, '  requests about the first of them:', ...evidence.map((text) => `    ${text}`), `  to repeat: npm run test:chaos -- ${seed}`];
}

export function outcomesOf({ stormy }: SeedReport): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const exit of stormy.queue.exits.values()) {
		const name = exit.kind === 'merged' ? 'merged' : exitText(exit);
		counts[name] = (counts[name] ?? 0) + 1;
	}
	return counts;
}

function counted(counts: Readonly<Record<string, number>>): string {
	return Object.entries(counts).map(([name, count]) => `${name} ${count}`).join(', ');
}
