import { LedgerProblem } from '../../../lib/ledger/store/problem';
import { DEFAULT_PUBLISHED } from '../../../lib/ledger/settings';
import { Process } from './emitterProcess';
import { faultyWorld } from './faultyStore';
import { contact, HOUR, LedgerWorld, MINUTE, synced } from './ledgerWorld';

/** What becomes of a batch whose execution is over, or of which n8n says nothing. */

const LEASE_MS = DEFAULT_PUBLISHED.leaseMs;
const due = (process: Process) => process.batches.map((batch) => batch.due.map(({ contactId, ledger }) => `${contactId}${ledger.uncertain ? ' uncertain' : ''}`));

/** A process that has emitted the first of two contacts. */
async function started(): Promise<{ ledger: LedgerWorld; a: Process }> {
	const ledger = await new LedgerWorld().open();
	const a = new Process(ledger, 'a');
	await ledger.notify(contact(1));
	await a.run(2_000);
	await ledger.notify(contact(2));
	expect(due(a)).toEqual([['c1']]);
	return { ledger, a };
}

test('an execution that ended without settling holds nothing up: the next batch follows within seconds, uncertain', async () => {
	const { a } = await started();
	await a.run(MINUTE);
	a.ended[0]!('ended');
	await a.run(2_000);
	expect(due(a)).toEqual([['c1'], ['c2', 'c1 uncertain']]);
});

test('what it did settle is not touched', async () => {
	const ledger = await new LedgerWorld().open();
	const a = new Process(ledger, 'a');
	for (const n of [1, 2]) await ledger.notify(contact(n));
	await a.run(2_000);
	const [first] = a.batches[0]!.due;
	await ledger.settle([synced({ subject: contact(1), token: first!.ledger.token })]);
	a.ended[0]!('ended');
	await a.run(2_000);
	expect(due(a)).toEqual([['c1', 'c2'], ['c2 uncertain']]);
	expect(ledger.record(contact(1))).toMatchObject({ state: 'synced' });
});

test('who settles after that is told that it is no longer theirs', async () => {
	const { ledger, a } = await started();
	a.ended[0]!('ended');
	await a.run(2_000);
	expect(await ledger.settle([synced({ subject: contact(1), token: a.batches[0]!.due[0]!.ledger.token })])).toMatchObject([{ became: 'noLongerYours' }]);
});

test('of an execution that goes on, or of which nobody hears, the lease counts', async () => {
	const { a } = await started();
	await a.run(LEASE_MS - 5_000);
	expect(due(a)).toEqual([['c1']]);
	await a.run(10_000);
	expect(due(a)).toEqual([['c1'], ['c2', 'c1 uncertain']]);
});

describe('where n8n may not tell of an end', () => {
	/** A batch that was lost with nobody to tell. */
	async function lost(): Promise<{ ledger: LedgerWorld; a: Process }> {
		const ledger = await new LedgerWorld().open();
		const a = new Process(ledger, 'a', { hearsEndings: false });
		await ledger.notify(contact(1));
		await a.run(2_000);
		await ledger.notify(contact(2));
		return { ledger, a };
	}

	test('a batch of which nothing is heard for half a minute holds up nobody else, and what it had waits for its lease', async () => {
		const { ledger, a } = await lost();
		await a.run(MINUTE / 2 - 5_000);
		expect(due(a)).toEqual([['c1']]);
		await a.run(10_000);
		expect(due(a)).toEqual([['c1'], ['c2']]);
		await ledger.notify(contact(3));
		await a.settleLast();
		await a.run(2_000);
		expect(due(a).at(-1)).toEqual(['c3']);
		await a.settleLast();
		await a.run(LEASE_MS);
		expect(due(a).at(-1)).toEqual(['c1 uncertain']);
	});

	test('a contact of it that changes meanwhile waits for it: none is in two batches', async () => {
		const { ledger, a } = await lost();
		await ledger.notify(contact(1));
		await a.run(5 * MINUTE);
		expect(due(a)).toEqual([['c1'], ['c2']]);
	});

	test('one that only took long, and is told of late, gives back what it did not settle', async () => {
		const { a } = await lost();
		await a.run(2 * MINUTE);
		a.ended[0]!('ended');
		await a.settleLast();
		await a.run(5_000);
		expect(due(a)).toEqual([['c1'], ['c2'], ['c1 uncertain']]);
	});

	test('if each is lost, one goes out each half minute and no more', async () => {
		const { ledger, a } = await lost();
		for (let n = 3; n < 33; n++) {
			await ledger.notify(contact(n));
			await a.run(10_000);
		}
		expect(a.batches.length).toBeGreaterThanOrEqual(9);
		expect(a.batches.length).toBeLessThanOrEqual(11);
	});

	test('who takes over from a process that may have workers does not wait for the lease of the batch that it left', async () => {
		const { ledger } = await lost();
		const b = new Process(ledger, 'b');
		await b.run(2 * MINUTE);
		expect(due(b)).toEqual([['c2']]);
	});
});

test('one that was stopped may be at a call for a moment', async () => {
	const { a } = await started();
	a.ended[0]!('stopped');
	await a.run(14_000);
	expect(due(a)).toEqual([['c1']]);
	await a.run(4_000);
	expect(due(a)).toEqual([['c1'], ['c2', 'c1 uncertain']]);
});

test('a batch that n8n refused was never begun: it goes out again, and nothing is uncertain', async () => {
	const { a } = await started();
	a.ended[0]!('notStarted');
	await a.run(3_000);
	expect(due(a)).toEqual([['c1'], ['c1', 'c2']]);
	expect(a.told).toEqual([]);
});

test('the end of an execution whose batch was settled is no news, when it comes late, too', async () => {
	const { ledger, a } = await started();
	await a.settleLast();
	await a.run(2_000);
	expect(due(a)).toEqual([['c1'], ['c2']]);
	a.ended[0]!('ended');
	await a.run(2_000);
	expect(ledger.work(contact(2))).toMatchObject({ state: 'running', token: a.batches[1]!.due[0]!.ledger.token });
	await a.settleLast();
	a.ended[1]!('ended');
	await a.run(2_000);
	expect(ledger.work(contact(2))).toBeUndefined();
	await ledger.notify(contact(3));
	await a.run(2_000);
	expect(due(a)).toEqual([['c1'], ['c2'], ['c3']]);
});

test('a database that is away when the execution ends is asked again', async () => {
	let isAway = false;
	const { ledger, store } = await faultyWorld(() => (isAway ? new LedgerProblem('unreachable', 'No answer.', 'Look.') : undefined));
	const a = new Process(ledger, 'a', { store });
	await ledger.notify(contact(1));
	await a.run(2_000);
	isAway = true;
	a.ended[0]!('ended');
	await a.run(5_000);
	isAway = false;
	await a.run(10_000);
	expect(due(a)).toEqual([['c1'], ['c1 uncertain']]);
});

/** Lets every execution fail at once. @returns when each batch left, ms */
async function brokenWorkflow(ledger: LedgerWorld, a: Process, ms: number): Promise<number[]> {
	const left: number[] = [];
	for (const end = ledger.now + ms; ledger.now < end; ) {
		const before = a.batches.length;
		await a.run(1_000);
		if (a.batches.length === before) continue;
		left.push(ledger.now);
		a.ended.at(-1)!('ended');
	}
	return left;
}

test('a workflow that is broken does not run all the time: its pauses grow, to what a lease lasts', async () => {
	const { ledger, a } = await started();
	a.ended[0]!('ended');
	const left: number[] = [];
	for (let minute = 0; minute < 60; minute++) {
		await ledger.notify(contact(10 + minute));
		left.push(...(await brokenWorkflow(ledger, a, MINUTE)));
	}
	const gaps = left.slice(1).map((at, index) => Math.round((at - left[index]!) / 1_000));
	expect(gaps.slice(0, 3).map((gap, index) => gap >= [15, 60, 300][index]! && gap <= [25, 70, 310][index]!)).toEqual([true, true, true]);
	expect(gaps.slice(3).every((gap) => gap >= 900)).toBe(true);
});

test('a record that breaks its workflow each time waits a minute, then twice as long each time, and the others go on', async () => {
	const { ledger, a } = await started();
	const poison = 'c1';
	for (let second = 0; second < 120; second++) {
		await ledger.notify(contact(100 + second));
		const before = a.batches.length;
		if (second === 0) a.ended[0]!('ended');
		await a.run(1_000);
		if (a.batches.length === before) continue;
		if (!a.batches.at(-1)!.due.some(({ contactId }) => contactId === poison)) await a.settleLast();
		a.ended.at(-1)!('ended');
	}
	expect(due(a).filter((ids) => ids.some((id) => id.startsWith(`${poison} `) || id === poison))).toHaveLength(3);
	expect(ledger.work(contact(1))).toMatchObject({ state: 'waiting', uncertain: true });
	expect(a.batches.length).toBeGreaterThan(12); // without a pause one in eight seconds, because a burst is gathered
	expect([...ledger.store.rows.tables.work.values()].filter(({ dueAt }) => dueAt < ledger.now - 10_000)).toEqual([]);
	await a.run(10_000); // what was still gathered
	await a.settleLast();
	a.ended.at(-1)!('ended');
	await a.run(LEASE_MS);
	expect(due(a).at(-1)).toContain('c1 uncertain');
});

test('an output that nobody settles takes along no others: its record waits, and the workflow goes on without a pause', async () => {
	const ledger = await new LedgerWorld().open();
	const a = new Process(ledger, 'a');
	for (let second = 0; second < 60; second++) {
		await ledger.notify(contact(2 * second + 1));
		await ledger.notify(contact(2 * second + 2));
		const before = a.batches.length;
		await a.run(1_000);
		if (a.batches.length === before) continue;
		const settled = a.batches.at(-1)!.due.filter(({ contactId }) => Number(contactId!.slice(1)) % 2 === 0);
		await ledger.settle(settled.map(({ contactId, ledger: { token } }) => synced({ subject: { kind: 'contact', id: contactId! }, token })));
		a.ended.at(-1)!('ended');
	}
	expect(a.batches.length).toBeGreaterThan(6);
	expect([...ledger.store.rows.tables.work.values()].filter(({ id, since }) => Number(id.slice(1)) % 2 === 0 && since < ledger.now - 10_000)).toEqual([]);
	expect(due(a).filter((ids) => ids.some((id) => id === 'c1' || id === 'c1 uncertain'))).toHaveLength(2);
});

test('a batch that is settled ends the pauses', async () => {
	const { ledger, a } = await started();
	a.ended[0]!('ended');
	await a.run(2_000);
	a.ended[1]!('ended');
	await a.run(20_000);
	await ledger.notify(contact(3));
	await a.run(2_000);
	await a.settleLast();
	a.ended.at(-1)!('ended');
	await ledger.notify(contact(4));
	await a.run(2_000);
	a.ended.at(-1)!('ended');
	const before = a.batches.length;
	await a.run(3_000);
	expect(a.batches).toHaveLength(before + 1);
	await a.run(HOUR);
	expect(a.told).toEqual([]);
});
