import fc from 'fast-check';
import { ContactTurns } from '../../../lib/sync/write/contactTurns';

const wishes = fc.array(fc.array(fc.constantFrom<string[]>('a', 'b', 'c', 'd'), { maxLength: 4 }), { maxLength: 10 });

test('who writes a contact read it after the last one wrote it, everybody comes to an end, and nothing is kept, in any order of events', async () => {
	await fc.assert(
		fc.asyncProperty(fc.scheduler(), wishes, async (scheduler, contacts) => {
			const turns = new ContactTurns();
			const version = new Map<string, number>();
			const works = contacts.map(async (wanted) => {
				let left = [...new Set(wanted)];
				while (left.length > 0) {
					const turn = turns.begin();
					const read = new Map(left.map((contact) => [contact, version.get(contact) ?? 0]));
					await scheduler.schedule(Promise.resolve());
					const taken = left.filter((contact) => turn.take(contact));
					for (const contact of taken) expect(version.get(contact) ?? 0).toBe(read.get(contact));
					await scheduler.schedule(Promise.resolve());
					for (const contact of taken) version.set(contact, read.get(contact)! + 1);
					turn.end();
					await turn.othersDone();
					left = left.filter((contact) => !taken.includes(contact));
				}
			});
			await scheduler.waitFor(Promise.all(works));
			for (const contact of ['a', 'b', 'c', 'd']) {
				expect(version.get(contact) ?? 0).toBe(contacts.filter((wanted) => wanted.includes(contact)).length);
			}
			expect(turns.writing.size + turns.written.size).toBe(0);
		}),
	);
});

test('a contact that nobody else touched is had at once, and again in the next turn', () => {
	const turns = new ContactTurns();
	const first = turns.begin();
	expect([first.take('a'), first.take('a'), first.take('b')]).toEqual([true, true, true]);
	first.end();
	expect(turns.begin().take('a')).toBe(true);
});

test('what another wrote since this turn began is not had, and needs no waiting', async () => {
	const turns = new ContactTurns();
	const slow = turns.begin();
	const quick = turns.begin();
	quick.take('a');
	quick.end();
	expect(slow.take('a')).toBe(false);
	slow.end();
	await slow.othersDone();
});
