import { seededRandom } from '../../../sandbox/kernel/random';
import { FIELDS, type Edit, type Field, type Pair } from './edits';
import { World, type WorldOptions } from './world';

/** What came of a play. */
export interface Played {
	world: World;
	edits: number;
	decided: number;
	/** Requests that Intercom answered, and changes in Xero, by the sync. */
	intercomWrites: number;
	xeroWrites: number;
	/** What is not as it must be. */
	wrong: string[];
}

/** Rounds of edits on both sides, each followed by rest, by a person who decides, and by rest again. */
export async function play(options: WorldOptions, { rounds, editsInRound, restAfter = 0.3 }: { rounds: number; editsInRound: number; /** Chance that all comes to rest after an edit. */ restAfter?: number }): Promise<Played> {
	const world = await World.open(options);
	const random = seededRandom(options.seed + 5);
	const { sandbox, player } = world;
	let intercomWrites = 0;
	const unsubscribe = sandbox.journal.subscribe(({ operation, status, fault }) => (intercomWrites += operation === 'intercom.updateContact' && status === 200 && fault === undefined ? 1 : 0));
	const changes = () => new Set(sandbox.xero.changes.filter(({ by }) => by === 'api').map(({ contactId, requestId }) => `${contactId} ${requestId}`)).size;
	const before = changes();
	const wrong: string[] = [];
	let decided = 0;
	for (let round = 0; round < rounds; round++) {
		const from = world.edits.length;
		for (let edit = 0; edit < editsInRound; edit++) {
			world.edit();
			if (random() < restAfter) await world.rest({ all: false });
		}
		await world.rest({ all: true });
		const chosen = new Map<string, 'keepIntercom' | 'takeXero'>();
		for (const review of player.reviews()) {
			if (review.reason !== 'changedOnBothSides') wrong.push(`round ${round}: review ${review.reason} of ${review.id}`);
			const verdict = random() < 0.5 ? 'keepIntercom' : 'takeXero';
			chosen.set(review.id, verdict);
			decided += 1;
			await player.decide(review, verdict);
		}
		await world.rest({ all: true });
		wrong.push(...judge(world, world.edits.slice(from), chosen).map((words) => `round ${round}: ${words}`));
	}
	unsubscribe();
	return { world, edits: world.edits.length, decided, intercomWrites, xeroWrites: changes() - before, wrong };
}

/** Both sides hold the same, and it is what was edited last, or what the person chose. */
function judge(world: World, edits: readonly Edit[], chosen: ReadonlyMap<string, string>): string[] {
	return world.pairs.flatMap((pair) => FIELDS.flatMap((field) => judgeField(world, pair, field, edits.filter((edit) => edit.pair === pair && edit.field === field), chosen.get(pair.intercomId))));
}

function judgeField(world: World, pair: Pair, field: Field, edits: readonly Edit[], verdict: string | undefined): string[] {
	const [intercom, xero] = [world.held(pair, field, 'intercom'), world.held(pair, field, 'xero')];
	const who = `${field} of ${pair.intercomId}: ${intercom} in Intercom, ${xero} in Xero`;
	if (intercom !== xero) return [`${who}: they differ`];
	const last = edits.at(-1);
	if (last === undefined) return [];
	const lastOf = (side: string) => edits.findLast((edit) => edit.side === side)?.value;
	const allowed = verdict === undefined ? [last.value] : [last.value, lastOf(verdict === 'keepIntercom' ? 'intercom' : 'xero')];
	return allowed.includes(intercom) ? [] : [`${who}: edited last to ${last.value} in ${last.side}, ${verdict ?? 'nobody asked'}`];
}

/** Everything is told once more. @returns writes that come of it */
export async function toldAgain(world: World): Promise<number> {
	const mark = world.sandbox.journal.mark();
	await world.tellAllAgain();
	return world.sandbox.journal.count({ operation: /^(intercom\.(create|update)Contact|xero\.(create|updateOrCreate)Contacts)$/, after: mark });
}
