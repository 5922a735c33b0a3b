import { patiently } from '../../../../lib/ledger/store/patience';
import { LedgerProblem, type LedgerTrouble } from '../../../../lib/ledger/store/problem';

const problem = (trouble: LedgerTrouble) => new LedgerProblem(trouble, 'It does not work.', 'Look.');

/** A ledger that fails so often, each time after so long. */
function failing(times: number, error: Error, tookMs = 0) {
	const world = { now: 0, tries: 0 };
	const sleep = async (ms: number, signal?: AbortSignal) => {
		world.now += ms;
		if (signal?.aborted) await Promise.reject(new Error('stopped'));
	};
	const work = async () => {
		world.tries += 1;
		world.now += tookMs;
		return world.tries <= times ? await Promise.reject(error) : 'done';
	};
	return { world, answer: async (signal?: AbortSignal) => await patiently(work, { now: () => world.now, sleep }, signal) };
}

test.each(['busy', 'unreachable'] as const)('what is %s for a moment is tried again, for some seconds', async (trouble) => {
	const { world, answer } = failing(4, problem(trouble));
	expect(await answer()).toBe('done');
	expect(world).toEqual({ now: 7_500, tries: 5 });
});

test('longer than that is a fault', async () => {
	const { world, answer } = failing(9, problem('unreachable'));
	await expect(answer()).rejects.toThrow('It does not work.');
	expect(world.tries).toBe(5);
});

test('a server that takes long to be found out is not asked as often', async () => {
	const { world, answer } = failing(9, problem('unreachable'), 10_000);
	await expect(answer()).rejects.toThrow('It does not work.');
	expect(world.tries).toBe(2);
});

test.each([problem('diskFull'), problem('missing'), new TypeError('a mistake')])('what does not pass by itself is told at once (%s)', async (error) => {
	const { world, answer } = failing(1, error);
	await expect(answer()).rejects.toBe(error);
	expect(world.tries).toBe(1);
});

test('an execution that is stopped does not wait', async () => {
	const { world, answer } = failing(9, problem('busy'));
	await expect(answer(AbortSignal.abort())).rejects.toThrow('stopped');
	expect(world.tries).toBe(1);
});
