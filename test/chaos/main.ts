import { reportLines, runSeed } from './runSeed';

/** `npm run test:chaos -- SEED...`: each seed with 2,000 contacts; ends with 1 where a seed differs from its calm run. */
async function main(): Promise<void> {
	const seeds = process.argv.slice(2).map(Number);
	if (seeds.length === 0 || seeds.some((seed) => !Number.isInteger(seed))) {
		console.log('Name the seeds to play: npm run test:chaos -- 7 8 9');
		process.exitCode = 1;
		return;
	}
	for (const seed of seeds) {
		const report = await runSeed(seed);
		for (const line of reportLines(report)) console.log(line);
		if (report.differences.length > 0) process.exitCode = 1;
	}
}

void main();
