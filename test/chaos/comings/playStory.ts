import { seededRandom } from '../../../sandbox/kernel/random';
import { playMove } from './play';
import { activeIds, comeToRest, stillAtRest } from './rest';
import { settleReview } from './reviewMoves';
import { Scene } from './scene';
import { Stage } from './stage';
import type { Story } from './story';
import { verdictOf } from './verdict';

export interface StoryReport {
	story: Story;
	/** What is not as the model says; undefined where all is. */
	fault?: string;
	/** How many moves had been played when it showed; all of them, where it showed at rest. */
	played: number;
	people: number;
	requests: number;
	deaths: number;
	/** How the records left at the end, by exit. */
	exits: Record<string, number>;
	seconds: number;
}

/** More than any story has moves: their words are nobody's. */
const AFTER_STORY = 1_000;
/** So often a person reads all reviews once everything is at rest. */
const READINGS = 2;

/** Plays a story to its end and beyond, until all is at rest, and judges every step of it. */
export async function playStory(story: Story): Promise<StoryReport> {
	const startedAt = Date.now();
	const stage = await Stage.open(story);
	let played = 0;
	const fault = await faultOfStory(stage, story, () => (played += 1)).catch((error: unknown) => `threw ${error instanceof Error ? error.stack : String(error)}`);
	const report = { story, ...(fault !== undefined && { fault }), played, ...figuresOf(stage), seconds: (Date.now() - startedAt) / 1_000 };
	await stage.sandbox.stop();
	return report;
}

async function faultOfStory(stage: Stage, { seed, moves }: Story, count: () => void): Promise<string | undefined> {
	for (const move of moves) {
		count();
		await playMove(stage, move);
		if (stage.faults.length > 0) return stage.faults[0];
	}
	const dice = seededRandom(seed * 31 + 5);
	for (let reading = 0; ; reading++) {
		const fault = await faultAtRest(stage, dice);
		if (fault !== undefined || reading === READINGS) return fault;
		readReviews(stage, reading, dice);
	}
}

async function faultAtRest(stage: Stage, dice: () => number): Promise<string | undefined> {
	const restless = await comeToRest(stage, { dice });
	const further = stage.faults[0] ?? restless ?? (await stillAtRest(stage));
	if (further !== undefined) return further;
	const moment = stage.look();
	for (const id of activeIds(stage)) {
		const fault = verdictOf(moment, moment.people.get(id)!, stage.exits.get(id), stage.told.get(id) ?? '');
		if (fault !== undefined) return fault;
	}
	return undefined;
}

/** Half of what waits is settled as the reviews say. */
function readReviews(stage: Stage, reading: number, dice: () => number): void {
	const waiting = activeIds(stage).filter((id) => stage.exits.get(id)?.kind === 'review').length;
	for (let read = 0; read < Math.ceil(waiting / 2); read++) {
		settleReview(new Scene(stage, { id: AFTER_STORY + reading * 100 + read, dice: Array.from({ length: 8 }, dice) }));
		stage.look();
	}
}

function figuresOf(stage: Stage): Pick<StoryReport, 'people' | 'requests' | 'deaths' | 'exits'> {
	const exits: Record<string, number> = {};
	for (const id of activeIds(stage)) {
		const exit = stage.exits.get(id);
		const name = exit === undefined ? 'nothing' : 'reason' in exit ? `${exit.kind} ${exit.reason}` : exit.kind;
		exits[name] = (exits[name] ?? 0) + 1;
	}
	const { contacts } = stage.sandbox.intercom.workspace();
	return { people: contacts.size, requests: stage.sandbox.journal.mark(), deaths: stage.deaths, exits };
}
