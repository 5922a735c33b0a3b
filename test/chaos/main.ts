import { playStory } from './comings/playStory';
import { shortest } from './comings/shrink';
import { storyOf } from './comings/story';
import { storyLines } from './comings/storyReport';
import { reportLines, runSeed } from './runSeed';

const HOW = 'Name the seeds to play: npm run test:chaos -- 7 8 9 for nasty worlds, npm run test:chaos -- --stories 1-500 for comings and goings';

/** Plays each seed, and ends with 1 where one of them does not end as it should. */
async function main(): Promise<void> {
	const stories = process.argv.includes('--stories');
	const seeds = process.argv.slice(2).filter((text) => text !== '--stories').flatMap(seedsOf);
	if (seeds.length === 0 || seeds.some((seed) => !Number.isInteger(seed))) {
		console.log(HOW);
		process.exitCode = 1;
		return;
	}
	for (const seed of seeds) {
		const lines = stories ? await playOneStory(seed) : await playWorld(seed);
		for (const line of lines) console.log(line);
		if (lines.length > 1) process.exitCode = 1;
	}
}

/** `7`, or `1-500`. */
function seedsOf(text: string): number[] {
	const [first, last = first] = text.split('-').map(Number);
	return first === undefined || last === undefined || Number.isNaN(last - first) ? [NaN] : Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** A nasty world of 2,000 contacts, in calm weather and in a storm. */
async function playWorld(seed: number): Promise<string[]> {
	return reportLines(await runSeed(seed));
}

/** A fault is told with the shortest story that leads to it. */
async function playOneStory(seed: number): Promise<string[]> {
	const report = await playStory(storyOf(seed));
	return storyLines(report.fault === undefined ? report : await shortest(report));
}

void main();
