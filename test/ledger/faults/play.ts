import { endState, titles } from './endState';
import type { Ending, FaultKind } from './kinds';
import type { NodeAtRisk } from './nodesAtRisk';
import { rest } from './rest';
import type { Scenario } from './scenario';
import { Stage } from './stage';
import { elapse } from './time';

/** What a scenario came to. */
export interface Played {
	state: Record<string, unknown[]>;
	/** Titles of what was told. */
	told: string[];
	/** What failed before the eyes of whoever had started it. */
	seen: string[];
	/** Nodes that ran, `workflow: node`. */
	ran: ReadonlySet<string>;
	/** Whether anything met the fault; false where none was played. */
	met: boolean;
}

export interface Fault {
	at: Pick<NodeAtRisk, 'workflow' | 'node'>;
	kind: FaultKind;
}

/** Plays a scenario to its end, and where that is asked for the change after it, with a fault in one node or without. */
export async function play(scenario: Scenario, { change = false, fault }: { change?: boolean; fault?: Fault } = {}): Promise<Played> {
	const stage = await Stage.open({ ...scenario.choices });
	try {
		const struck = fault && strike(stage, fault);
		await scenario.act(stage);
		await rest(stage);
		if (change) {
			elapse(2_000);
			await scenario.change?.(stage);
			await rest(stage);
		}
		return { state: await endState(stage), told: titles(stage), seen: [...stage.seen], ran: stage.ran, met: struck?.() ?? false };
	} finally {
		await stage.close();
	}
}

/** The first run of the node in which it can be met suffers the fault. @returns whether anything met it */
function strike(stage: Stage, { at, kind }: Fault): () => boolean {
	const target = `${at.workflow}: ${at.node}`;
	let ending: Ending | undefined;
	let isOver = false;
	const toldBefore = () => stage.told.length + stage.seen.length;
	let told = 0;
	const end = () => {
		isOver = true;
		ending!.end();
	};
	stage.hooks = {
		before: async (node) => {
			if (node !== target || ending !== undefined) return;
			told = toldBefore();
			ending = await kind.begin(stage, target);
		},
		after: (node) => {
			if (node !== target || ending === undefined || isOver || kind.mending === 'person') return;
			// A run in which nothing met it was none: the next one.
			if (ending.met()) return end();
			ending.end();
			ending = undefined;
		},
	};
	// Somebody mends it who has heard of it.
	stage.look = () => {
		if (ending !== undefined && !isOver && toldBefore() > told) end();
	};
	return () => ending?.met() ?? false;
}

