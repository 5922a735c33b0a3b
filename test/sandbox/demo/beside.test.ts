import { standingOf } from '../../../sandbox/demo/beside';
import { expectations } from '../../../sandbox/demo/expectations';
import { REST_OF_DAY_MS } from '../../../sandbox/page/breakages';
import { DEFAULT_BACKOFF } from '../../../lib/http/backoff';
import type { Standing } from '../../../lib/ledger/report/model';

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
	expect(expectations(47).xeroDayLimit).toContain('for 2.5 minutes');
});
