import { allowed, callsSpent } from '../sandbox/upsert/callTargets';

test('50,000 people into 2,000 contacts cost hardly more calls than Xero needs for them', async () => {
	const { stage, spent, inXero } = await callsSpent(50_000, 2_000);
	try {
		expect(inXero).toBe(52_000);
		expect(spent.firstSync).toBeLessThanOrEqual(allowed.firstSync(50_000, 2_000));
		expect(spent.changed).toBeLessThanOrEqual(allowed.changed(500, inXero));
		expect(spent.compared).toBeLessThanOrEqual(allowed.compared(inXero));
	} finally {
		await stage.stop();
	}
}, 3_600_000);
