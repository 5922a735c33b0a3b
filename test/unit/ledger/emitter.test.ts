import { raiseAlert, confirmAlerts } from '../../../lib/ledger/decisions/alerts';
import { allAdded, beginJob } from '../../../lib/ledger/decisions/jobs';
import { holdEmitter } from '../../../lib/ledger/decisions/holders';
import { writeSettings } from '../../../lib/ledger/decisions/published';
import { nothingWords } from '../../../lib/ledger/emitter/nothingDue';
import type { Batch } from '../../../lib/ledger/emitter/setup';
import { LedgerProblem } from '../../../lib/ledger/store/problem';
import { DEFAULT_PUBLISHED } from '../../../lib/ledger/settings';
import { Process } from './emitterProcess';
import { faultyWorld } from './faultyStore';
import { contact, failed, HOUR, LedgerWorld, MINUTE, previewed, START } from './ledgerWorld';

const away = new LedgerProblem('unreachable', 'The database does not answer.', 'Look at it.');

const world = async () => await new LedgerWorld().open();

test('what is due leaves as one batch, in the shape of the contract', async () => {
	const ledger = await world();
	await ledger.notify(contact(1));
	await ledger.notify(contact(2));
	const [batch, ...more] = await new Process(ledger, 'a').run(2_000);
	expect(more).toEqual([]);
	expect(batch).toEqual({ due: [expect.objectContaining({ contactId: 'c1' }), expect.objectContaining({ contactId: 'c2' })], gone: [], alerts: [] });
	expect(batch!.due[0]).toEqual({
		contactId: 'c1', kind: 'contact', topic: 'contact.user.updated', why: 'notification', occurredAt: 0, attempts: 0,
		ledger: {
			name: 'default', kind: 'contact', id: 'c1', token: 'a-1', leaseUntil: START + DEFAULT_PUBLISHED.leaseMs, why: 'notification', topic: 'contact.user.updated', attempts: 0, uncertain: false, findArchived: false, approved: false, jobId: null,
			lastSync: null, decision: null, policy: null, goneReason: null, billTo: 'person', organisationId: 'o1', workspaceId: 'w', left: 'trigger.due',
		},
	});
});

test('a removal leaves by Gone, with its policy and in words', async () => {
	const ledger = await world();
	await ledger.store.change(writeSettings({ ...DEFAULT_PUBLISHED, whenDeleted: 'tell' }, ledger.now));
	const deleted = new LedgerWorld({ ...DEFAULT_PUBLISHED, whenDeleted: 'tell' });
	Object.assign(deleted, { store: ledger.store });
	await deleted.notify(contact(1), { topic: 'contact.deleted' });
	const [batch] = await new Process(ledger, 'a').run(2_000);
	expect(batch).toMatchObject({ due: [], gone: [{ contactId: 'c1', kind: 'contact', reason: 'deleted', policy: 'tell', topic: 'contact.deleted', message: 'Intercom contact c1 was deleted in Intercom.', ledger: { left: 'trigger.gone', goneReason: 'deleted', policy: 'tell' } }] });
});

test('the next batch follows when the first is settled', async () => {
	const ledger = await world();
	const a = new Process(ledger, 'a');
	await ledger.notify(contact(1));
	await a.run(2_000);
	await ledger.notify(contact(2));
	expect(await a.run(MINUTE)).toEqual([]);
	await a.settleLast();
	expect(await a.run(1_500)).toMatchObject([{ due: [{ contactId: 'c2' }] }]);
});

test('or when its lease has ended, and then it is uncertain', async () => {
	const ledger = await world();
	const a = new Process(ledger, 'a');
	await ledger.notify(contact(1));
	await a.run(2_000);
	await ledger.notify(contact(2));
	expect(await a.run(DEFAULT_PUBLISHED.leaseMs - 5_000)).toEqual([]);
	expect(await a.run(10_000)).toMatchObject([{ due: [{ contactId: 'c2', ledger: { uncertain: false } }, { contactId: 'c1', ledger: { uncertain: true } }] }]);
});

test('of two on one ledger one emits; the other takes over at once after a goodbye, within half a minute after a kill', async () => {
	const ledger = await world();
	const [a, b] = [new Process(ledger, 'a'), new Process(ledger, 'b')];
	await a.run(1_000);
	await b.run(1_000);
	await ledger.notify(contact(1));
	expect(await b.run(4_000)).toEqual([]);
	expect(await a.run(1_500)).toHaveLength(1);
	await a.settleLast();
	await a.emitter.release();
	await ledger.notify(contact(2));
	expect(await b.run(6_000)).toHaveLength(1);
	await b.settleLast();
	// b is killed here.
	const c = new Process(ledger, 'c');
	await ledger.notify(contact(3));
	expect(await c.run(20_000)).toEqual([]);
	expect(await c.run(11_000)).toHaveLength(1);
});

test('an alert is told once, and again where nobody confirmed it', async () => {
	const ledger = await world();
	await ledger.store.change(writeSettings({ ...DEFAULT_PUBLISHED, alertChannel: 'slack', alertAddress: 'https://hooks.example/x' }, ledger.now));
	const text = { title: 'Xero refuses', message: 'It said 403.', nextStep: 'Reconnect.', links: [{ title: 'Xero', url: 'https://x' }], good: false };
	await ledger.store.change(raiseAlert({ key: 'service xero', subjectState: 'access', lasts: 'lasting', tellsEnd: true, repeatAfterMs: null, about: null, text }, ledger.now));
	const a = new Process(ledger, 'a');
	const [batch] = await a.run(2_000);
	expect(batch).toMatchObject({
		due: [], gone: [],
		alerts: [{ title: 'Intercom to Xero: Xero refuses', text: 'It said 403.\nWhat to do: Reconnect.', good: false, links: text.links, alerts: [{ key: 'service xero', ...text }], channel: 'slack', address: 'https://hooks.example/x', body: { blocks: expect.any(Array) }, ledger: { name: 'default', alertToken: expect.any(String) } }],
	});
	expect(batch!.alerts).toHaveLength(1);
	expect(await a.run(4 * MINUTE)).toEqual([]);
	const [again] = await a.run(2 * MINUTE);
	await ledger.store.change(confirmAlerts(again!.alerts[0]!.ledger.alertToken, true, ledger.now));
	expect(await a.run(HOUR)).toEqual([]);
});

test('where two nodes tell a person each gets an item of its own, and a confirmation is of the one whose item it was', async () => {
	const ledger = await world();
	await ledger.store.change(writeSettings({ ...DEFAULT_PUBLISHED, alertNodes: ['slack', 'email'] }, ledger.now));
	await ledger.store.change(raiseAlert({ key: 'k', subjectState: 's', lasts: 'lasting', tellsEnd: true, repeatAfterMs: null, about: null, text: { title: 't', message: 'm', nextStep: '', links: [], good: false } }, ledger.now));
	const a = new Process(ledger, 'a');
	const told = async (took: boolean, ms: number) => {
		const items = (await a.run(ms)).flatMap(({ alerts }) => alerts);
		for (const { ledger: { alertToken } } of items) await ledger.store.change(confirmAlerts(alertToken, took, ledger.now));
		return items.map(({ by, address }) => [by, address]);
	};
	expect([await told(true, 2_000), await told(false, 2_000), await told(true, 2 * MINUTE), await told(true, HOUR)]).toEqual([[['slack', '']], [['email', '']], [['email', '']], []]);
});

test('of many alerts there is a message a second, until all are told', async () => {
	const ledger = new LedgerWorld();
	const trigger = new Process(ledger, 'a');
	await trigger.run(2_000);
	for (let n = 0; n < 35; n++) await ledger.store.change(raiseAlert({ key: `k${n}`, subjectState: 's', lasts: 'news', tellsEnd: false, repeatAfterMs: null, about: null, text: { title: 't', message: 'm', nextStep: '', good: false, links: [] } }, ledger.now));
	const [counts, at]: [number[], number[]] = [[], []];
	for (const end = ledger.now + 10_000; ledger.now < end; ) {
		for (const { alerts } of await trigger.run(50)) {
			counts.push(alerts[0]!.alerts.length);
			at.push(ledger.now);
			await ledger.store.change(confirmAlerts(alerts[0]!.ledger.alertToken, true, ledger.now));
		}
	}
	expect(counts).toEqual([10, 10, 10, 5]);
	const gaps = at.slice(1).map((moment, index) => moment - at[index]!);
	expect(Math.min(...gaps)).toBeGreaterThanOrEqual(950);
	expect(Math.max(...gaps)).toBeLessThanOrEqual(2_100);
});

/** So many contacts that wait for a person. */
async function reviews(ledger: LedgerWorld, first: number, many: number): Promise<void> {
	for (let n = first; n < first + many; n++) await ledger.store.change(raiseAlert({ key: `contact c${n}`, subjectState: 's', lasts: 'lasting', tellsEnd: false, repeatAfterMs: null, about: { kind: 'contact', id: `c${n}` }, text: { title: 't', message: 'm', nextStep: '', good: false, links: [] } }, ledger.now));
}

test('a migration that finds a thousand contacts for a person is told in some messages, and what stops the sync within seconds beside them', async () => {
	const ledger = new LedgerWorld();
	const trigger = new Process(ledger, 'a');
	await trigger.run(2_000);
	const told: Array<{ at: number; keys: string[]; size: number }> = [];
	const start = ledger.now;
	for (let second = 0; second < 600; second++) {
		if (second < 500) await reviews(ledger, second * 2, 2);
		if (second === 330) await ledger.store.change(raiseAlert({ key: 'service xero', subjectState: 'access', lasts: 'lasting', tellsEnd: true, repeatAfterMs: null, about: null, text: { title: 'Xero refuses the connection', message: 'm', nextStep: '', good: false, links: [] } }, ledger.now));
		for (const { alerts: [item] } of await trigger.run(1_000)) {
			told.push({ at: ledger.now - start, keys: item!.alerts.map(({ key }) => key), size: item!.alerts.length + item!.more });
			await ledger.store.change(confirmAlerts(item!.ledger.alertToken, true, ledger.now));
		}
	}
	const refusal = told.filter(({ keys }) => keys.includes('service xero'));
	expect(refusal).toMatchObject([{ size: 1 }]);
	expect(refusal[0]!.at).toBeLessThanOrEqual(336_000);
	expect(told.reduce((sum, { size }) => sum + size, 0)).toBe(1_001);
	expect(told.length).toBeLessThanOrEqual(20 + 10 + 1);
	expect(Math.max(...told.map(({ size }) => size))).toBeGreaterThan(100);
});

/** What the ledger lists nowhere else: who left Intercom, and what a sync brought to light. */
const UNLISTED = { gone: { key: 'gone contact', lasts: 'news' }, fact: { key: 'fact mergedInXero', lasts: 'lasting' } } as const;

test.each(['gone', 'fact'] as const)('what is listed nowhere else (%s) is told in words, ten a message, before what the ledger lists', async (what) => {
	const { key, lasts } = UNLISTED[what];
	const ledger = new LedgerWorld();
	const trigger = new Process(ledger, 'a');
	await trigger.run(2_000);
	await reviews(ledger, 0, 30);
	for (let n = 0; n < 14; n++) await ledger.store.change(raiseAlert({ key: `${key} g${n}`, subjectState: 's', lasts, tellsEnd: false, repeatAfterMs: null, about: { kind: 'contact', id: `g${n}` }, text: { title: 'It left, or was merged', message: `g${n}`, nextStep: '', good: false, links: [] } }, ledger.now));
	const inWords: string[][] = [];
	for (let turn = 0; turn < 10; turn++) {
		for (const { alerts: [item] } of await trigger.run(1_000)) {
			inWords.push(item!.alerts.map(({ key: its }) => its));
			await ledger.store.change(confirmAlerts(item!.ledger.alertToken, true, ledger.now));
		}
	}
	expect(inWords.map((keys) => keys.length)).toEqual([10, 4]);
	expect(inWords.flat().filter((its) => its.startsWith(key)).sort()).toEqual(Array.from({ length: 14 }, (_, n) => `${key} g${n}`).sort());
	expect([...ledger.store.rows.tables.alert.values()].filter(({ state }) => state !== 'told')).toEqual([]);
});

test('who only tells alerts takes no work, beside the one who emits', async () => {
	const ledger = await world();
	await ledger.store.change(holdEmitter('other', HOUR, ledger.now, () => false));
	await ledger.notify(contact(1));
	await ledger.store.change(raiseAlert({ key: 'k', subjectState: 's', lasts: 'news', tellsEnd: false, repeatAfterMs: null, about: null, text: { title: 't', message: 'm', nextStep: '', links: [], good: false } }, ledger.now));
	expect(await new Process(ledger, 'a', { wanted: { work: false, alerts: true } }).run(MINUTE)).toMatchObject([{ due: [], alerts: [{ title: 'Intercom to Xero: t' }] }]);
});

test('while a service refuses one record a minute goes out', async () => {
	const ledger = await world();
	const a = new Process(ledger, 'a');
	for (const n of [1, 2, 3, 4]) await ledger.notify(contact(n));
	await a.run(2_000);
	const { due } = a.batches[0]!;
	await ledger.settle(due.map(({ ledger: { id, token } }) => failed({ subject: { kind: 'contact', id }, token }, { class: 'auth', reason: 'xeroAccess', retryable: false })));
	for (const n of [5, 6, 7]) await ledger.notify(contact(n));
	const sent = (await a.run(90_000)).filter((batch) => batch.due.length > 0);
	expect(sent.map((batch) => batch.due.length)).toEqual([1]);
});

test('a job of which nothing is left ends within a minute', async () => {
	const ledger = await world();
	const a = new Process(ledger, 'a');
	await a.run(1_000);
	await ledger.store.change(beginJob('j1', 'migration', ledger.now));
	await ledger.store.change({ ...allAdded('j1', ledger.now), decide: (found) => ({ ...allAdded('j1', ledger.now).decide({ ...found, workOfJob: 1 }) }) });
	await a.run(2 * MINUTE);
	expect((await ledger.store.list('job', { limit: 9, after: '' })).rows).toMatchObject([{ job: { state: 'finished' } }]);
});

test('a database that is away for a minute is told once; after that it goes on by itself', async () => {
	let isAway = false;
	const { ledger, store } = await faultyWorld(() => (isAway ? away : undefined));
	const a = new Process(ledger, 'a', { store });
	await a.run(2_000);
	await ledger.notify(contact(1));
	isAway = true;
	expect(await a.run(MINUTE)).toEqual([]);
	expect(a.told).toEqual([away]);
	isAway = false;
	expect(await a.run(16_000)).toHaveLength(1);
	expect([a.told.length, a.over]).toEqual([1, 1]);
});

test('a claim of which nobody knows whether it was written is given back, and emitted at once', async () => {
	let faults = 1;
	const lost = new LedgerProblem('unreachable', 'The connection went during the commit.', 'Nothing.', true);
	const { ledger, store } = await faultyWorld(() => (faults-- > 0 ? lost : undefined), 'claim');
	const a = new Process(ledger, 'a', { store });
	await ledger.notify(contact(1));
	expect(await a.run(5_000)).toMatchObject([{ due: [{ contactId: 'c1', attempts: 0, ledger: { uncertain: false } }] }]);
	expect(a.told).toEqual([]);
});

test('a batch that n8n did not take is given back', async () => {
	const ledger = await world();
	let refuses = true;
	const taken: Batch[] = [];
	const emit = (batch: Batch) => {
		if (refuses) throw new Error('The workflow is not active');
		taken.push(batch);
	};
	const a = new Process(ledger, 'a', { emit });
	await ledger.notify(contact(1));
	await a.run(1_000);
	refuses = false;
	await a.run(3_000);
	expect(taken).toMatchObject([{ due: [{ contactId: 'c1', ledger: { uncertain: false } }] }]);
	expect(a.told).toHaveLength(1);
});

test('a test run takes one batch, or says in words why there is none', async () => {
	const ledger = await world();
	const { emitter } = new Process(ledger, 'test');
	const nothing = await emitter.takeOnce();
	expect(nothing).toMatchObject({ batch: { due: [], gone: [], alerts: [] }, answer: { because: 'nothingDue' } });
	expect(nothingWords('default', nothing.answer)).toMatch(/"default" gives nothing now\. Nothing is due.*Add/);
	await ledger.notify(contact(1));
	await ledger.notify(contact(2));
	expect((await emitter.takeOnce()).batch.due).toHaveLength(2);
	await ledger.notify(contact(3));
	expect(nothingWords('default', (await emitter.takeOnce()).answer)).toMatch(/batch of this ledger is under way/);
});

test('while the operation is Preview what is due is not taken over and over', async () => {
	const ledger = await world();
	await ledger.notify(contact(1));
	await ledger.notify(contact(2));
	const a = new Process(ledger, 'a');
	for (let minute = 0; minute < 60; minute++) {
		for (const { due } of await a.run(MINUTE)) await ledger.settle(due.map(({ ledger: { kind, id, token } }) => previewed({ subject: { kind, id }, token })));
	}
	expect(a.batches.map(({ due, alerts }) => [due.length, alerts.length])).toEqual([[2, 0], ...Array<number[]>(9).fill([1, 0])]);
});

test('a clock that is set back, as on a machine that started with a wrong one, holds nothing up', async () => {
	const ledger = await world();
	const a = new Process(ledger, 'a');
	for (let n = 1; n <= 3; n++) await ledger.notify(contact(n));
	await a.run(1_000);
	await a.settleLast();
	ledger.now -= 10 * HOUR;
	await ledger.notify(contact(4));
	await ledger.store.change(raiseAlert({ key: 'k', subjectState: 'bad', lasts: 'news', tellsEnd: false, repeatAfterMs: null, about: null, text: { title: 't', message: '', nextStep: '', links: [], good: false } }, ledger.now));
	const batches = await a.run(15_000);
	expect(batches.flatMap(({ due, alerts }) => [...due.map(({ contactId }) => contactId), ...alerts.map(({ title }) => title)]).sort()).toEqual(['Intercom to Xero: t', 'c4']);
});
