import { expectPromisesKept, expectStorm } from '../chaos/promises';
import { CONTACTS, runSeed, type SeedReport } from '../chaos/runSeed';

const SEEDS = Array.from({ length: 22 }, (_, index) => 101 + index);

const reports: SeedReport[] = [];

jest.setTimeout(900_000);

test.each(SEEDS)(`seed %i with ${CONTACTS} contacts: whatever fails on the way, Xero ends as if nothing had failed`, async (seed) => {
	const report = await runSeed(seed);
	reports.push(report);
	expectPromisesKept(report);
});

test('every kind of fault struck as often as it should, and processes died', () => {
	expect(reports).toHaveLength(SEEDS.length);
	expectStorm(reports);
});
