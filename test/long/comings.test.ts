import type { StoryReport } from '../chaos/comings/playStory';
import { playStory } from '../chaos/comings/playStory';
import { expectGoings, expectStoryKept } from '../chaos/comings/promises';
import { storyOf } from '../chaos/comings/story';

const STORIES = 500;
const AT_ONCE = 50;
const BLOCKS = Array.from({ length: STORIES / AT_ONCE }, (_, block) => 1 + block * AT_ONCE);

const reports: StoryReport[] = [];

jest.setTimeout(1_200_000);

test.each(BLOCKS)(`stories from %i on, ${AT_ONCE} of them: all end as the model says`, async (first) => {
	for (let seed = first; seed < first + AT_ONCE; seed++) {
		const report = await playStory(storyOf(seed));
		reports.push(report);
		await expectStoryKept(report);
	}
});

test('every kind of move was played, processes died, and people had questions to settle', () => {
	expect(reports).toHaveLength(STORIES);
	expectGoings(reports);
});
