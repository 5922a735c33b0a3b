import { tableOf } from '../../bench/peer/limitsReport';
import type { Run } from '../../bench/peer/run';

/** 5,000 contacts, 1,000 of them in Xero before: 101 calls at least, so a minute. */
const run = (rest: Partial<Run> = {}): Run => ({
	dryRun: { xeroCalls: 1, intercomReads: 34, writes: 0, seconds: 20, peakMB: 700 }, cutShort: null, xeroCalls: 103, xeroRefused: 0, intercomReads: 34, intercomWrites: 5_000, xeroBytes: 1, seconds: 63,
	idleMB: 600, peakMB: 850, cpuMs: 50_000, standInsCpuMs: 20_000, verdicts: Array(5_000).fill('right'), failedExecutions: 0, village: { active: 1_000, settlers: [] }, ...rest,
});
const of = (rest: Partial<Run> = {}) => tableOf({ count: 5_000, ours: run(rest) });

test('says time and memory beside what they may be, and what bounds a faster clock', () => {
	const { lines, isHeld } = of();
	expect(isHeld).toBe(true);
	expect(lines).toEqual(expect.arrayContaining([
		'| calls of Xero | 103 | 101 | 1.020 |  |  |',
		'| time of the live run | 63 s | 60 s | 1.050 | at most 1.08 | held |',
		'| peak memory of n8n above idle, dry run and live run | 250 MB |  |  | at most 300 MB | held |',
		'| processor time of n8n a contact, in the live run | 10.0 ms |  |  |  |  |',
	]));
	expect(lines.join('\n')).toContain('| 2.0 times as fast |');
});

test.each<[string, Partial<Run>]>([
	['late', { seconds: 65 }],
	['large', { peakMB: 901 }],
	['large in the dry run', { dryRun: { ...run().dryRun!, peakMB: 901 } }],
	['wrong for somebody', { verdicts: [...run().verdicts.slice(1), 'wrong'] }],
	['one of whose executions failed', { failedExecutions: 1 }],
])('a run that was %s is not held', (_, rest) => expect(of(rest).isHeld).toBe(false));
