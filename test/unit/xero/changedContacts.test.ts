import fc from 'fast-check';
import { newsIn, type ChangedContact, type Watch } from '../../../lib/xero/reading/changedContacts';
import { OVERLAP_MS } from '../../../lib/xero/reading/finder';

const NOW = Date.UTC(2026, 10, 30);
const contact = (xeroContactId: string, changedAt: number): ChangedContact => ({ xeroContactId, changedAt, name: xeroContactId, status: 'ACTIVE' });
const idsOf = (contacts: readonly ChangedContact[]) => contacts.map(({ xeroContactId }) => xeroContactId);

test('the first reading is no news, and shows where the past ends', () => {
	const { news, watch } = newsIn(null, { changed: [contact('a', NOW - 1_000)], asOf: NOW });
	expect(news).toEqual([]);
	expect(watch).toEqual({ seenUntil: NOW, told: { a: NOW - 1_000 } });
	expect(newsIn(watch, { changed: [contact('a', NOW - 1_000), contact('b', NOW + 1)], asOf: NOW + 60_000 }).news).toEqual([contact('b', NOW + 1)]);
});

test('a contact is told anew with another time, also an earlier one', () => {
	const watch: Watch = { seenUntil: NOW, told: { a: NOW - 10 } };
	expect(idsOf(newsIn(watch, { changed: [contact('a', NOW - 10)], asOf: NOW + 1 }).news)).toEqual([]);
	expect(idsOf(newsIn(watch, { changed: [contact('a', NOW - 20)], asOf: NOW + 1 }).news)).toEqual(['a']);
});

test('what no reading can show again is forgotten; times in the future are remembered', () => {
	const told = { old: NOW - 3 * OVERLAP_MS, future: NOW + 14 * 24 * 3_600_000 };
	expect(newsIn({ seenUntil: NOW, told }, { changed: [], asOf: NOW }).watch.told).toEqual({ future: told.future });
});

/** Edits at any time, a clock in the Date header that jumps within minutes, and a list that is late by minutes. */
const story = fc.array(fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), afterMs: fc.nat(4 * 60_000), jitterMs: fc.integer({ min: -100_000, max: 100_000 }), lagMs: fc.nat(100_000), polls: fc.boolean() }), { maxLength: 40 });

test('however the clock of Xero jumps and its list is late within the overlap, each edit is told once', () => {
	fc.assert(
		fc.property(story, (moves) => {
			const contacts = new Map<string, { changedAt: number; visibleAt: number }>();
			const edits = new Map<string, number>();
			const toldTimes = new Map<string, number>();
			let now = NOW;
			let watch: Watch | null = null;
			const poll = (jitterMs: number) => {
				const since: number = Math.floor(((watch?.seenUntil ?? now) - OVERLAP_MS) / 1_000) * 1_000;
				const changed = [...contacts].filter(([, { changedAt, visibleAt }]) => visibleAt <= now && Math.floor(changedAt / 1_000) * 1_000 >= since).map(([id, { changedAt }]) => contact(id, changedAt));
				const read = newsIn(watch, { changed, asOf: now + jitterMs });
				watch = read.watch;
				for (const { xeroContactId, changedAt } of read.news) toldTimes.set(`${xeroContactId} ${changedAt}`, (toldTimes.get(`${xeroContactId} ${changedAt}`) ?? 0) + 1);
			};
			poll(0);
			for (const { id, afterMs, jitterMs, lagMs, polls } of moves) {
				now += afterMs + 1;
				// A new edit shows at once where the one before was not shown yet: only the newest state counts.
				contacts.set(id, { changedAt: now, visibleAt: now + lagMs });
				edits.set(id, now);
				if (polls) poll(jitterMs);
			}
			now += 100_001;
			poll(0);
			poll(0);
			for (const [id, at] of edits) expect(toldTimes.get(`${id} ${at}`)).toBe(1);
			for (const times of toldTimes.values()) expect(times).toBe(1);
		}),
	);
});
