import { standingOf } from '../../../sandbox/demo/beside';
import { EXPECTATIONS } from '../../../sandbox/demo/expectations';
import { REST_OF_DAY_MS } from '../../../sandbox/page/breakages';
import { DEFAULT_BACKOFF } from '../../../lib/http/backoff';
import type { Standing } from '../../../lib/ledger/report/model';
import { shippedWorkflow } from '../../../sandbox/n8n/workflows';

const count = (key: Standing['key'], number: number): Standing => ({ key, name: `${key} name`, count: number, means: `${key} means` });
const STANDING = [count('synced', 0), count('doubted', 0), count('waiting', 2), count('review', 0), count('held', 0), count('parked', 1), count('leftOut', 0)];

test('the page shows what is always of interest, and of the rest what there is', () => {
	const { counts } = standingOf({ headline: { good: true, words: 'All is well.' }, troubles: [], standing: STANDING });
	expect(counts.map(({ name, count: number }) => `${number} ${name}`)).toEqual(['0 synced name', '2 waiting name', '0 review name', '1 parked name']);
});

test('what holds everything up is said with what to do', () => {
	const trouble = (message: string, nextStep: string) => ({ title: 'Xero refuses', message, nextStep, since: '' });
	const headline = { good: false, words: 'Xero refuses.' };
	expect(standingOf({ headline, troubles: [trouble('It says no.', 'Connect.'), trouble('Another.', '')], standing: [] })).toEqual({ words: 'Xero refuses.', isGood: false, next: 'It says no. Connect.', counts: [] });
	expect(standingOf({ headline, troubles: [trouble('It says no.', '')], standing: [] }).next).toBe('It says no.');
	expect(standingOf({ headline, troubles: [], standing: [] }).next).toBe('');
});

test('the rest of a spent day is longer than a node sleeps, so that the ledger shows what it is for, and short enough to wait for', () => {
	expect(REST_OF_DAY_MS).toBeGreaterThan(DEFAULT_BACKOFF.maxWaitMs);
	expect(REST_OF_DAY_MS).toBeLessThanOrEqual(3 * 60_000);
	expect(EXPECTATIONS.xeroDayLimit).toContain('for 2.5 minutes');
});

test('when missed changes are looked for is what the shipped workflow says', () => {
	const hourly = shippedWorkflow('two-way-sync').nodes.find(({ name }) => name === 'Every Hour');
	expect(hourly?.parameters.rule).toEqual({ interval: [{ field: 'hours', hoursInterval: 1, triggerAtMinute: 17 }] });
	expect(EXPECTATIONS.intercomLoseNotification).toContain('at 17 minutes past each hour');
});
