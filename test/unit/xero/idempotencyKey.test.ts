import { idempotencyKey, newRunId, keySharedAtFirst } from '../../../lib/xero/api/idempotencyKey';

const ATTEMPT = { organisationId: 'org', run: 'run 1', attempt: 0 };
const BODIES = [{ Name: 'a' }];

test('the key is the same for the same organisation, run, attempt and content, and for nothing else', () => {
	const key = idempotencyKey(ATTEMPT, BODIES);
	expect(idempotencyKey({ ...ATTEMPT }, [{ Name: 'a' }])).toBe(key);
	const others = [
		idempotencyKey({ ...ATTEMPT, organisationId: 'org-2' }, BODIES),
		idempotencyKey({ ...ATTEMPT, run: 'run 2' }, BODIES),
		idempotencyKey({ ...ATTEMPT, attempt: 1 }, BODIES),
		idempotencyKey(ATTEMPT, [{ Name: 'b' }]),
		idempotencyKey(ATTEMPT, []),
	];
	expect(new Set([key, ...others]).size).toBe(6);
	// Xero takes 128 characters.
	expect(key).toHaveLength(64);
});

test('two runs have two names, even where they begin in one millisecond', () => {
	const chance = [0.1, 0.2, 0.1, 0.3];
	const clock = { now: () => 5, random: () => chance.shift()! };
	expect(newRunId(clock)).not.toBe(newRunId(clock));
});

test('a note or a group has one key in all runs at first, and one of its own afterwards', () => {
	const keyOf = (run: string, attempt: number) => keySharedAtFirst({ organisationId: 'o', run, attempt }, ['history', 'c', ['text']]);
	expect(keyOf('one', 1)).toBe(keyOf('other', 1));
	expect(keyOf('one', 2)).not.toBe(keyOf('other', 2));
	expect(new Set([keyOf('one', 1), keyOf('one', 2), keyOf('one', 3)]).size).toBe(3);
});
