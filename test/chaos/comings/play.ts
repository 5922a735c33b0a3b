import type { Dying } from '../syncProcess';
import { INTERCOM_MOVES } from './intercomMoves';
import { settleReview } from './reviewMoves';
import { Scene } from './scene';
import type { Execution, Stage } from './stage';
import type { Move } from './story';
import { XERO_MOVES } from './xeroMoves';

const MINUTE_MS = 60_000;

/** Plays one move. */
export async function playMove(stage: Stage, move: Move): Promise<void> {
	const scene = new Scene(stage, move);
	if (move.kind === 'restarted') return stage.restart(scene.chance(0.5) ? 0 : 1);
	if (move.kind === 'timePasses') return stage.sandbox.clock.advance(Math.ceil(scene.dice() ** 4 * 24 * 60 * MINUTE_MS));
	if (move.kind === 'looksHourly') return looksHourly(scene);
	if (move.kind !== 'synced' && move.kind !== 'syncedByBoth') return playPeoplesMove(scene, move);
	const stop = interrupt(stage, move);
	await Promise.all(executionsOf(scene, move.kind === 'syncedByBoth').map(async (execution) => await stage.execute(execution)));
	stop();
	stage.births.note(move.id);
}

function playPeoplesMove(scene: Scene, move: Move): void {
	XERO_MOVES[move.kind]?.(scene);
	const changed = move.kind === 'reviewSettled' ? settleReview(scene) : (INTERCOM_MOVES[move.kind]?.(scene) ?? []);
	scene.stage.births.note(move.id);
	notify(scene, changed);
	// A second of its own, so that the order of two changes can be told.
	if (scene.chance(0.7)) scene.stage.sandbox.clock.advance(1_000);
	scene.stage.look();
}

/** A tenth of the notifications gets lost, a tenth comes twice, a tenth late. */
function notify({ stage, chance }: Scene, ids: readonly string[]): void {
	for (const id of ids) {
		if (chance(0.1)) continue;
		if (chance(0.1)) stage.late.push(id);
		else stage.queue.push(id, ...(chance(0.1) ? [id] : []));
	}
}

/** Everything that changed is read again, whatever was heard of it. */
function looksHourly({ stage, active }: Scene): void {
	stage.queue.push(...active().map(({ id }) => id));
}

/** What is due, all or a part of it; with both processes at work some of it in both. */
function executionsOf({ stage, dice, chance }: Scene, both: boolean): Execution[] {
	const due = [...stage.queue];
	const count = chance(0.6) ? due.length : Math.ceil(dice() * due.length);
	const ids = due.slice(0, count);
	stage.queue = [...due.slice(count), ...stage.late];
	stage.late = [];
	const dying = stage.story.stormy && chance(0.15) ? { after: Math.floor(dice() * 10), how: (chance(0.5) ? 'beforeSending' : 'beforeTheAnswer') as Dying } : undefined;
	const by = chance(0.5) ? 0 : 1;
	if (!both) return [{ by, ids, dying }];
	const middle = Math.ceil(ids.length / 2);
	const shared = chance(0.3) ? ids.slice(middle - 1, middle) : [];
	return [
		{ by: 0, ids: ids.slice(0, middle), dying },
		{ by: 1, ids: [...shared, ...ids.slice(middle)] },
	];
}

/** Lets people go on while the vendors are asked. @returns a function that ends it */
function interrupt(stage: Stage, { meanwhile }: Move): () => void {
	let requests = 0;
	return stage.sandbox.journal.subscribe(() => {
		requests += 1;
		for (const { beforeRequest, move } of meanwhile) if (beforeRequest === requests) playPeoplesMove(new Scene(stage, move), move);
	});
}
