import { outcomesOf, reportLines, type SeedReport } from './runSeed';

/** What each seed promises, with what a person needs to find the cause where it does not hold. */
export function expectPromisesKept(report: SeedReport): void {
	const lines = reportLines(report);
	console.info(lines.join('\n'));
	expect(report.differences.length === 0 ? [] : lines).toEqual([]);
	const left = Object.values(outcomesOf(report)).reduce((sum, count) => sum + count, 0);
	expect([left, report.stormy.queue.stuck]).toEqual([report.contacts, []]);
	expect(report.stormy.end.contacts.size).toBe(report.calm.end.contacts.size);
}

/** That the storm was one: every kind of fault struck, at about the rate it should, and processes died. */
export function expectStorm(reports: readonly SeedReport[]): void {
	const faults: Record<string, number> = {};
	let requests = 0;
	for (const { traffic } of reports) {
		requests += traffic.requests.xero + traffic.requests.intercom;
		for (const [name, count] of Object.entries(traffic.faults)) faults[name] = (faults[name] ?? 0) + count;
	}
	const percent = (name: string) => (100 * (faults[name] ?? 0)) / requests;
	for (const [name, wanted] of Object.entries(WANTED_PERCENT)) expect([name, Math.abs(percent(name) - wanted) < wanted / 2]).toEqual([name, true]);
	expect(reports.reduce((sum, { stormy }) => sum + stormy.queue.kills, 0)).toBeGreaterThan(0);
	expect(reports.reduce((sum, { stormy }) => sum + stormy.queue.retried, 0)).toBeGreaterThan(0);
}

const WANTED_PERCENT = { 429: 5, 500: 3, 503: 2, resetBefore: 3, resetAfter: 3, timeout: 2, brokenJson: 1 };
