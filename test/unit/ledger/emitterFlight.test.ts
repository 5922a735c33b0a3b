import { LedgerProblem } from '../../../lib/ledger/store/problem';
import { Process } from './emitterProcess';
import { faultyWorld } from './faultyStore';
import { contact, LedgerWorld, MINUTE, synced } from './ledgerWorld';
import { due, LEASE_MS, started } from './emitterStarted';

/** What becomes of a batch whose execution is over, or of which n8n says nothing. */

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
