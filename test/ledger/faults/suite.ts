import { SHIPPED, nodesAtRisk, type NodeAtRisk } from './nodesAtRisk';
import { expectedOf } from './expected';
import { FAULTS, type FaultKind } from './kinds';
import { play, type Played } from './play';
import type { Scenario } from './scenario';
import { SCENARIOS } from './scenariosOf';
import { takeTime } from './time';

/** In the long run each node suffers each fault of its kind; here each node some, and each fault at some nodes. */
const EACH = process.env.FAULTS === 'all';
const AT_A_NODE = 2;
/** To repeat some: FAULTS_IN='Settle .*locked' */
const ONLY = process.env.FAULTS_IN === undefined ? undefined : new RegExp(process.env.FAULTS_IN);

type Case = readonly [name: string, at: NodeAtRisk, kind: FaultKind];

/** Rehearsals by scenario: how it ends where nothing fails, with a change after it and without. */
const rehearsed = new Map<Scenario, Promise<Played>[]>();
const scenarios = new Map(SHIPPED.map((workflow) => [workflow, SCENARIOS[workflow]?.() ?? []]));

/** A fault once in each node of these shipped workflows: the run ends as if nothing had failed, and whoever has to hear of it does. */
export function playFaults(workflows: readonly string[]): void {
	jest.setTimeout(600_000);
	beforeAll(() => takeTime());

	test.each(workflows)('%s: each node in which something may fail has a scenario', async (workflow) => {
		const ran = new Set<string>();
		// One after the other: they share the time, and where n8n's folder is.
		for (const scenario of scenarios.get(workflow)!) for (const node of (await rehearse(scenario)).ran) ran.add(node);
		expect(nodesAtRisk(workflow).filter(({ node }) => !ran.has(`${workflow}: ${node}`)).map(({ node }) => node)).toEqual([]);
	});

	test.each(casesOf(workflows))('%s', async (_, at, kind) => {
		const scenario = await scenarioOf(at);
		const change = kind.mending === 'change';
		const [untroubled, troubled] = [await rehearse(scenario, change), await play(scenario, { change, fault: { at, kind } })];
		expect(troubled.met).toBe(true);
		const { told, untold = [], seen, left = (state) => state } = expectedOf(at, kind);
		expect(troubled.state).toEqual(left(untroubled.state));
		expect([...troubled.told, ...untold].sort()).toEqual([...untroubled.told, ...told].sort());
		expect(troubled.seen).toEqual([...untroubled.seen, ...Array<unknown>(seen).fill(expect.stringMatching(/\S/))]);
	});
}

function casesOf(workflows: readonly string[]): Case[] {
	const all = workflows.flatMap((workflow) => nodesAtRisk(workflow)).flatMap((at, place) => chosen(FAULTS[at.reach], place).map((kind): Case => [`${at.workflow}: ${at.node}, ${at.reach} ${kind.name}`, at, kind]));
	return ONLY ? all.filter(([name]) => ONLY.test(name)) : all;
}

/** In turn, so that each kind strikes somewhere. */
function chosen(kinds: readonly FaultKind[], place: number): FaultKind[] {
	if (EACH || ONLY) return [...kinds];
	const step = Math.max(1, Math.floor(kinds.length / AT_A_NODE));
	return kinds.filter((_, index) => (index + place) % step === 0).slice(0, AT_A_NODE);
}

/** The one for the node, or else the first that runs it. */
async function scenarioOf({ workflow, node }: NodeAtRisk): Promise<Scenario> {
	const own = scenarios.get(workflow)!.find(({ forNodes = [] }) => forNodes.includes(node));
	if (own) return own;
	for (const scenario of scenarios.get(workflow)!) if ((await rehearse(scenario)).ran.has(`${workflow}: ${node}`)) return scenario;
	throw new Error(`No scenario of ${workflow} runs ${node}`);
}

async function rehearse(scenario: Scenario, change = false): Promise<Played> {
	const known = rehearsed.get(scenario) ?? [];
	rehearsed.set(scenario, known);
	return await (known[Number(change)] ??= play(scenario, { change }));
}
