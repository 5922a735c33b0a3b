import fc from 'fast-check';
import { claimAlerts, confirmAlerts, raiseAlert } from '../../../lib/ledger/decisions/alerts';
import { end, type Alert } from '../../../lib/ledger/decisions/outbox';
import type { Step } from '../../../lib/ledger/store/step';
import { MINUTE, START } from './ledgerWorld';
import { WatchedStore } from './watchedStore';

const BOTH = ['slack', 'email'] as const;
const LEASE = 5 * MINUTE;

const alert = (key: string, subjectState: string, lasts: Alert['lasts'] = 'lasting'): Alert => ({
	key, subjectState, lasts, tellsEnd: true, repeatAfterMs: null, about: null, text: { title: `${key} is ${subjectState}`, message: '', nextStep: '', links: [], good: false },
});

const over = (key: string, now: number): Step<null> => ({
	name: 'over', need: { alerts: [key] }, decide: (found) => ({ answer: null, changes: end(found.alert(key), { title: `${key} is over`, message: '', nextStep: '', links: [], good: true }, now) }),
});

/** A ledger, its clock, and who heard what. */
class Telling {
	readonly store = new WatchedStore();
	now = START;
	/** Way and title of each message that a way took, oldest first. */
	readonly heard: string[] = [];
	/** The same of those that were sent, and of which the ledger cannot know. */
	readonly unsure = new Set<string>();
	private tokens = 0;

	/** Tells what is due. @param outcome `unsure`: sent, and the execution ended before it was confirmed. @returns by which way; undefined: nothing was due */
	async tell(outcome: (way: string) => 'took' | 'refused' | 'unsure', ways: readonly string[] = BOTH): Promise<string | undefined> {
		const token = `t${(this.tokens += 1)}`;
		const alerts = await this.store.change(claimAlerts({ token, leaseUntil: this.now + LEASE, ways }, this.now));
		const way = alerts[0]?.telling?.left[0];
		if (way === undefined) return undefined;
		expect(new Set(alerts.map(({ telling }) => telling?.left[0]))).toEqual(new Set([way]));
		const came = outcome(way);
		for (const { text } of alerts) {
			if (came !== 'refused') this.heard.push(`${way}: ${text.title}`);
			if (came === 'unsure') this.unsure.add(`${way}: ${text.title}`);
		}
		if (came !== 'unsure') await this.store.change(confirmAlerts(token, came === 'took', this.now));
		return way;
	}

	state(key: string) {
		return this.store.rows.tables.alert.get(key);
	}
}

test('email refuses after Slack was told: email is told later, and Slack not again', async () => {
	const one = new Telling();
	await one.store.change(raiseAlert(alert('xero', 'refusing'), one.now));
	const refusesEmail = (way: string) => (way === 'email' ? 'refused' : 'took');
	expect([await one.tell(refusesEmail), await one.tell(refusesEmail), await one.tell(refusesEmail)]).toEqual(['slack', 'email', undefined]);
	expect(one.state('xero')).toMatchObject({ state: 'due', attempts: 1, dueAt: one.now + MINUTE });
	one.now += MINUTE;
	expect([await one.tell(refusesEmail), await one.tell(refusesEmail)]).toEqual(['email', undefined]);
	one.now += 2 * MINUTE;
	expect([await one.tell(() => 'took'), await one.tell(() => 'took')]).toEqual(['email', undefined]);
	expect(one.heard).toEqual(['slack: xero is refusing', 'email: xero is refusing']);
	expect(one.state('xero')).toMatchObject({ state: 'told', telling: null });
});

test('Slack refuses: email is told at once all the same', async () => {
	const one = new Telling();
	await one.store.change(raiseAlert(alert('xero', 'refusing'), one.now));
	const refusesSlack = (way: string) => (way === 'slack' ? 'refused' : 'took');
	expect([await one.tell(refusesSlack), await one.tell(refusesSlack), await one.tell(refusesSlack)]).toEqual(['slack', 'email', undefined]);
	expect(one.state('xero')).toMatchObject({ state: 'due', dueAt: one.now + MINUTE });
	// Its end is told to both: somebody heard of it.
	await one.store.change(over('xero', one.now));
	expect([await one.tell(() => 'took'), await one.tell(() => 'took')]).toEqual(['slack', 'email']);
	expect(one.state('xero')).toBeUndefined();
});

test('of more than one message says each way hears in turn: none waits until another has heard of all', async () => {
	const one = new Telling();
	for (let n = 0; n < 30; n++) await one.store.change(raiseAlert(alert(`k${n}`, 'bad', 'news'), one.now));
	const order: Array<string | undefined> = [];
	for (let turn = 0; turn < 7; turn++) {
		order.push(await one.tell((way) => (turn === 2 && way === 'slack' ? 'refused' : 'took')));
		one.now += 1_000;
	}
	expect(order).toEqual(['slack', 'email', 'slack', 'email', 'slack', 'email', undefined]);
});

test('a way that is none any more holds nothing up', async () => {
	const one = new Telling();
	await one.store.change(raiseAlert(alert('xero', 'refusing'), one.now));
	await one.tell(() => 'took');
	expect(await one.tell(() => 'took', ['slack'])).toBeUndefined();
	expect(one.state('xero')).toMatchObject({ state: 'told' });
});

test('a state that one way heard of, and another after it: coming back it is told anew', async () => {
	const one = new Telling();
	for (const state of ['access', 'day']) {
		await one.store.change(raiseAlert(alert('xero', state), one.now));
		await one.tell(() => 'took');
		if (state === 'access') await one.tell(() => 'took');
	}
	await one.store.change(raiseAlert(alert('xero', 'access'), one.now));
	while ((await one.tell(() => 'took')) !== undefined);
	expect(one.heard.slice(-2)).toEqual(['slack: xero is access', 'email: xero is access']);
});

const ways = fc.constantFrom<readonly string[]>(BOTH, ['slack'], ['slack', 'email', 'other']);
const outcomes = fc.array(fc.constantFrom('took' as const, 'refused' as const, 'unsure' as const), { maxLength: 25 });

test('whatever refuses or breaks off, in whatever order: in the end each way has heard of each alert, and twice only what nobody could know', async () => {
	await fc.assert(
		fc.asyncProperty(ways, outcomes, fc.integer({ min: 1, max: 13 }), fc.constantFrom<Alert['lasts']>('lasting', 'news'), async (told, come, many, lasts) => {
			const one = new Telling();
			const keys = Array.from({ length: many }, (_, number) => `k${number}`);
			for (const [place, key] of keys.entries()) {
				if (place % 5 === 4) await one.tell(() => come.pop() ?? 'took', told);
				await one.store.change(raiseAlert(alert(key, 'bad', lasts), one.now));
			}
			for (let round = 0; round < 200; round++) {
				const way = await one.tell(() => come.pop() ?? 'took', told);
				if (way === undefined && !keys.some((key) => ['due', 'claimed'].includes(one.state(key)?.state ?? 'told'))) break;
				if (way === undefined) one.now += 31 * 60 * MINUTE;
			}
			const times = (words: string) => one.heard.filter((said) => said === words).length;
			for (const words of told.flatMap((way) => keys.map((key) => `${way}: ${key} is bad`))) {
				expect([words, times(words)]).toEqual([words, one.unsure.has(words) ? expect.any(Number) : 1]);
				expect(times(words)).toBeGreaterThan(0);
			}
			for (const key of keys) expect(one.state(key)?.state).toBe(lasts === 'news' ? undefined : 'told');
		}),
		{ numRuns: 100 },
	);
});
