import { expectGoings, expectStoryKept } from './comings/promises';
import type { StoryReport } from './comings/playStory';
import { playStory } from './comings/playStory';
import { storyOf } from './comings/story';

/**
 * A handful in every run of the tests; test/long plays 500, and `npm run test:chaos -- --stories 1-500` any of them.
 */
const SEEDS = Array.from({ length: 26 }, (_, index) => 1 + index);

const reports: StoryReport[] = [];

jest.setTimeout(120_000);

test.each(SEEDS)('story %i: whoever comes, goes, merges and is restored, all ends as the model says', async (seed) => {
	const report = await playStory(storyOf(seed));
	reports.push(report);
	await expectStoryKept(report);
});

test('every kind of move was played, processes died, and people had questions to settle', () => {
	expect(reports).toHaveLength(SEEDS.length);
	expectGoings(reports);
});
