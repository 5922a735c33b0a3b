import { raiseAlert } from '../../../lib/ledger/decisions/alerts';
import { allAdded, beginJob } from '../../../lib/ledger/decisions/jobs';
import { writeSettings } from '../../../lib/ledger/decisions/published';
import { nothingWords } from '../../../lib/ledger/emitter/nothingDue';
import type { Batch } from '../../../lib/ledger/emitter/setup';
import { LedgerProblem } from '../../../lib/ledger/store/problem';
import { DEFAULT_PUBLISHED } from '../../../lib/ledger/settings';
import { Process, world } from './emitterProcess';
import { faultyWorld } from './faultyStore';
import { contact, failed, HOUR, LedgerWorld, MINUTE, previewed, START } from './ledgerWorld';

const away = new LedgerProblem('unreachable', 'The database does not answer.', 'Look at it.');

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
