import { expectPromisesKept, expectStorm } from './promises';
import { runSeed, type SeedReport } from './runSeed';

/** Small enough for every run of the tests; the fourth looks its contacts up one by one. `npm run test:chaos` plays any seed in full. */
const SEEDS: ReadonlyArray<[seed: number, contacts: number]> = [
	[1, 400],
	[2, 600],
	[3, 500],
	[5, 150],
];

const reports: SeedReport[] = [];

jest.setTimeout(600_000);

test.each(SEEDS)('seed %i: whatever fails on the way, Xero ends as if nothing had failed', async (seed, contacts) => {
	const report = await runSeed(seed, contacts);
	reports.push(report);
	expectPromisesKept(report);
});

test('every kind of fault struck as often as it should, and processes died', () => {
	expect(reports).toHaveLength(SEEDS.length);
	expectStorm(reports);
});
