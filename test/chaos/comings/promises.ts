import type { StoryReport } from './playStory';
import { shortest } from './shrink';
import { MOVE_KINDS } from './story';
import { storyLines } from './storyReport';

/** A test that failed may take a little longer to say why. */
const SHRINKING_MS = 45_000;

/** What each story promises; where it does not hold, the shortest story that shows it. */
export async function expectStoryKept(report: StoryReport): Promise<void> {
	const lines = report.fault === undefined ? [] : storyLines(await shortest(report, SHRINKING_MS));
	expect(lines).toEqual([]);
}

/** That the stories were what they say: everything people do was done, and had to be told to people. */
export function expectGoings(reports: readonly StoryReport[]): void {
	const played = new Set(reports.flatMap(({ story }) => story.moves.map(({ kind }) => kind)));
	const exits = new Set(reports.flatMap(({ exits: left }) => Object.keys(left)));
	expect(MOVE_KINDS.filter((kind) => !played.has(kind))).toEqual([]);
	expect(['synced', 'review unverified', 'review archived', 'review duplicateInIntercom'].filter((exit) => !exits.has(exit))).toEqual([]);
	expect(reports.reduce((sum, { deaths }) => sum + deaths, 0)).toBeGreaterThan(0);
	expect(reports.some(({ story }) => story.moves.some(({ meanwhile }) => meanwhile.length > 0))).toBe(true);
}
