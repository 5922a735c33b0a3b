import { holderName, isOver, type Neighbours } from '../../../lib/ledger/emitter/holder';
import type { ProcessMark } from '../../../lib/ledger/store/thisProcess';
import { LedgerWorld, contact } from './ledgerWorld';
import { Process } from './emitterProcess';

const HERE: ProcessMark = { host: 'box', pid: 7, startedAt: 1_000 };
const neighbours = (more: Partial<Neighbours> = {}): Neighbours => ({ here: HERE, isAlone: false, lives: (pid) => pid < 100, ...more });
const of = (more: Partial<ProcessMark>) => holderName('w1', { ...HERE, ...more }, 'abc');

test.each<[string, string, Partial<Neighbours>, boolean]>([
	['this process', of({}), {}, false],
	['this process, whose ledger is a file', of({}), { isAlone: true }, false],
	['one that had our number before us, as in a container that was started again', of({ startedAt: 900 }), {}, true],
	['another one of this machine that runs', of({ pid: 8 }), {}, false],
	['another one of this machine that runs, whose ledger is a file', of({ pid: 8 }), { isAlone: true }, false],
	['another one of this machine that runs no more', of({ pid: 108 }), {}, true],
	['one of another machine, of which nothing is known', of({ host: 'other' }), {}, false],
	['one of another machine that had this file before us', of({ host: 'other' }), { isAlone: true }, true],
	['a name of an older package', 'workflow w1, start abc', {}, false],
	['a name of an older package, in a file', 'workflow w1, start abc', { isAlone: true }, true],
	['where workers go on without their main', of({ pid: 108 }), { lives: () => true }, false],
])('%s', (_, holder, more, over) => {
	expect(isOver(holder, neighbours(more))).toBe(over);
});

test('after a crash the next process goes on at once: it holds the ledger, and what the other one had is due again, as uncertain', async () => {
	const world = await new LedgerWorld().open();
	await world.notify(contact(1));
	const crashed = new Process(world, 'crashed');
	expect(await crashed.run(1_000)).toMatchObject([{ due: [{ ledger: { id: 'c1', uncertain: false } }] }]);
	const next = new Process(world, 'next', { isOver: (holder) => holder === 'crashed' });
	expect(await next.run(2_000)).toMatchObject([{ due: [{ ledger: { id: 'c1', uncertain: true } }] }]);
	await next.settleLast();
	expect(world.work(contact(1))).toBeUndefined();
});

test('what is not known to be over keeps the ledger and its batch', async () => {
	const world = await new LedgerWorld().open();
	await world.notify(contact(1));
	const other = new Process(world, 'other');
	await other.run(1_000);
	expect(await new Process(world, 'next').run(2_000)).toEqual([]);
});
