import { playStory, type StoryReport } from './playStory';
import type { Move, Story } from './story';

/** A minute of replays says enough. */
const BUDGET_MS = 60_000;

/**
 * The shortest story found that ends in the same fault: what came after it cut off, then without storm, then with ever
 * smaller pieces taken out. A move keeps its dice and its words, whatever is taken out around it.
 */
export async function shortest(report: StoryReport, budgetMs = BUDGET_MS): Promise<StoryReport> {
	const until = Date.now() + budgetMs;
	let best = report;
	const isAsBad = async (story: Story): Promise<boolean> => {
		if (Date.now() > until) return false;
		const again = await playStory(story);
		if (kindOf(again) !== kindOf(report)) return false;
		best = { ...again, story: { ...story, moves: story.moves.slice(0, again.played) } };
		return true;
	};
	await isAsBad({ ...report.story, moves: report.story.moves.slice(0, report.played) });
	await isAsBad({ ...best.story, stormy: false });
	await isAsBad({ ...best.story, moves: best.story.moves.map((move) => ({ ...move, meanwhile: [] })) });
	for (let size = Math.ceil(best.story.moves.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
		for (let start = best.story.moves.length - size; start > -size; start -= size) {
			const moves = without(best.story.moves, Math.max(start, 0), size);
			if (moves.length < best.story.moves.length) await isAsBad({ ...best.story, moves });
		}
	}
	return best;
}

function without(moves: readonly Move[], start: number, count: number): Move[] {
	return [...moves.slice(0, start), ...moves.slice(start + count)];
}

/** The fault without the ids and values that differ between two plays of it. */
function kindOf({ fault }: StoryReport): string | undefined {
	return fault?.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{24}|\d+/gi, '#').replace(/"[^"]*"|<[^>]*>|\{.*\}/g, '…');
}
