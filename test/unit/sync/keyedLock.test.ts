import fc from 'fast-check';
import { KeyedLock } from '../../../lib/sync/write/keyedLock';
import { lockKeys } from '../../../lib/sync/write/lockKeys';
import { id, recordOf } from './records';

const keySets = fc.array(fc.array(fc.constantFrom<string[]>('a', 'b', 'c', 'd', 'e'), { maxLength: 4 }), { maxLength: 12 });

test('no two that share a key overlap, nobody waits for ever, and all comes to an end in any order of events', async () => {
	await fc.assert(
		fc.asyncProperty(fc.scheduler(), keySets, fc.infiniteStream(fc.boolean()), async (scheduler, sets, fails) => {
			const lock = new KeyedLock();
			const running = new Set<string[]>();
			const works = sets.map(async (keys) =>
				await lock.run(keys, async () => {
					for (const other of running) expect(other.some((key) => keys.includes(key))).toBe(false);
					running.add(keys);
					await scheduler.schedule(Promise.resolve());
					running.delete(keys);
					if (fails.next().value) throw new Error('failed');
					return keys;
				}),
			);
			const settled = await scheduler.waitFor(Promise.allSettled(works));
			settled.forEach((one, index) => {
				if (one.status === 'fulfilled') expect(one.value).toBe(sets[index]);
				else expect(one.reason).toEqual(new Error('failed'));
			});
			expect(lock['tails'].size).toBe(0);
		}),
	);
});

test('work without a common key runs side by side', async () => {
	const lock = new KeyedLock();
	let release = (): void => undefined;
	const first = lock.run(['a'], async () => await new Promise<void>((resolve) => (release = resolve)));
	await expect(lock.run(['b'], async () => await Promise.resolve('done'))).resolves.toBe('done');
	release();
	await first;
});

test('work that shares a key runs in the order in which it came', async () => {
	const lock = new KeyedLock();
	const order: number[] = [];
	await Promise.all([1, 2, 3].map(async (number) => await lock.run(['a', String(number)], async () => void order.push(await Promise.resolve(number)))));
	expect(order).toEqual([1, 2, 3]);
});

test('a failure is passed on and frees its keys', async () => {
	const lock = new KeyedLock();
	await expect(lock.run(['a'], async () => await Promise.reject(new Error('no')))).rejects.toThrow('no');
	await expect(lock.run(['a'], async () => await Promise.resolve('yes'))).resolves.toBe('yes');
});

test.each([
	['one id', {}, { match: { email: 'other@x.example', name: 'Other' } }],
	['an earlier id of the other', { previousIds: [id(2)], match: { email: 'other@x.example', name: 'Other' } }, { intercomId: id(2) }],
	['one email in another case', { match: { name: 'A' } }, { intercomId: id(2), match: { email: 'JANE@example.com', name: 'B' } }],
	['one reference', { match: { contactId: 'X', email: 'a@x.example', name: 'A' } }, { intercomId: id(2), match: { contactId: 'x', email: 'b@x.example', name: 'B' } }],
	['one name in another case', { match: { email: 'a@x.example' } }, { intercomId: id(2), match: { email: 'b@x.example', name: 'JANE  DOE' } }],
])('records with %s wait for each other, in one organisation', (_, first, second) => {
	const shared = (a: string, b: string) => lockKeys([recordOf(first)], a).filter((key) => lockKeys([recordOf(second)], b).includes(key));
	expect(shared('org-1', 'org-1')).toHaveLength(1);
	expect(shared('org-1', 'org-2')).toEqual([]);
});
