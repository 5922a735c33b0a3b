import { exitText } from '../differences';
import type { Scene } from './scene';
import type { Stage } from './stage';

const MAX_PASSES = 8;
const BETWEEN_PASSES_MS = 20 * 60_000;

/**
 * Nobody moves any more, nothing fails, and the two processes reconcile in turns until two passes in a row leave all as
 * it is. @returns what kept them from coming to rest
 */
export async function comeToRest(stage: Stage, { dice }: Pick<Scene, 'dice'>): Promise<string | undefined> {
	stage.sandbox.faults.clear();
	let before = '';
	for (let pass = 0; pass < MAX_PASSES; pass++) {
		stage.sandbox.clock.advance(BETWEEN_PASSES_MS);
		const written = stage.sandbox.xero.changes.length;
		const size = 1 + Math.floor(dice() * 30);
		for (const ids of pagesOf(shuffled(activeIds(stage), dice), size)) await stage.execute({ by: pass % 2 === 0 ? 0 : 1, ids, compareAlways: true });
		const now = exitsText(stage);
		if (stage.faults.length > 0 || (now === before && stage.sandbox.xero.changes.length === written)) return undefined;
		before = now;
	}
	return `no rest after ${MAX_PASSES} passes; the last one wrote ${JSON.stringify(stage.sandbox.xero.changes.at(-1))}`;
}

/** At rest a process that knows nothing says the same of everybody and writes nothing. */
export async function stillAtRest(stage: Stage): Promise<string | undefined> {
	const written = stage.sandbox.xero.changes.length;
	stage.sandbox.clock.advance(BETWEEN_PASSES_MS);
	const exits = await stage.executeAfresh(activeIds(stage));
	const change = stage.sandbox.xero.changes[written];
	if (change !== undefined) return `at rest, and a further pass changed ${change.contactId} ${change.field} from "${change.before}" to "${change.after}"`;
	for (const [id, exit] of exits) {
		const [known, now] = [exitText(stage.exits.get(id)), exitText(exit)];
		if (known !== now) return `at rest ${id} is "${known}", and to a further pass "${now}"`;
	}
	return undefined;
}

export function activeIds({ sandbox }: Stage): string[] {
	return [...sandbox.intercom.workspace().contacts.values()].filter(({ state }) => state === 'active').map(({ id }) => id);
}

function exitsText(stage: Stage): string {
	return activeIds(stage).map((id) => `${id} ${exitText(stage.exits.get(id))}`).join('\n');
}

function pagesOf(ids: readonly string[], size: number): string[][] {
	return Array.from({ length: Math.ceil(ids.length / size) }, (_, page) => ids.slice(page * size, (page + 1) * size));
}

function shuffled<T>(list: readonly T[], dice: () => number): T[] {
	return list.map((one) => ({ one, place: dice() })).sort((a, b) => a.place - b.place).map(({ one }) => one);
}
