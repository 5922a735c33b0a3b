import { allowed, callsSpent } from './callTargets';

/** 50,000 are counted in test/long. */
test.each([
	[1_000, 2_000],
	[10_000, 2_000],
	[10_000, 1_999],
])('%i people into %i contacts cost hardly more calls than Xero needs for them', async (people, contacts) => {
	const { stage, spent, inXero } = await callsSpent(people, contacts);
	try {
		expect(inXero).toBe(people + contacts);
		expect(spent.firstSync).toBeLessThanOrEqual(allowed.firstSync(people, contacts));
		expect(spent.changed).toBeLessThanOrEqual(allowed.changed(people / 100, inXero));
		expect(spent.compared).toBeLessThanOrEqual(allowed.compared(inXero));
	} finally {
		await stage.stop();
	}
}, 300_000);
