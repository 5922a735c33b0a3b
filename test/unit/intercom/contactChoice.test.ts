import fc from 'fast-check';
import type { ContactRecord } from '../../../sandbox/intercom/model';
import { compileQuery, type SearchField } from '../../../sandbox/intercom/searchQuery';
import { readChosenContacts } from '../../../lib/intercom/contacts/chosenContacts';
import { askForChoice, filtersOf, isChosen, needsAsking, type ContactChoice, type KnownChoice } from '../../../lib/intercom/contacts/contactChoice';
import { contactBody, errorList, scriptedIntercom } from './scriptedIntercom';

const NOBODY_NAMED: ContactChoice = { role: null, tag: null, segment: null, createdSince: null, changedSince: null };
const known = (choice: Partial<ContactChoice>, rest: Partial<KnownChoice> = {}): KnownChoice => ({ choice: { ...NOBODY_NAMED, ...choice }, tagIds: null, segmentIds: null, timeZone: null, ...rest });

const ZONES = ['UTC', 'Australia/Sydney', 'America/St_Johns', 'Pacific/Kiritimati', 'Pacific/Niue', 'America/Sao_Paulo', null];

/** A contact as far as the search looks at it; times in epoch seconds. */
interface Person {
	role: 'user' | 'lead';
	created: number;
	updated: number;
	tags: string[];
	segments: string[];
}

const FIELDS: Record<string, SearchField<Person>> = {
	role: { type: 'string', read: ({ role }) => role },
	created_at: { type: 'date', read: ({ created }) => created * 1_000 },
	updated_at: { type: 'date', read: ({ updated }) => updated * 1_000 },
	tag_id: { type: 'membership', read: ({ tags }) => tags },
	segment_id: { type: 'membership', read: ({ segments }) => segments },
};

describe('what is searched for, less whom isChosen takes off, is exactly whom the choice means', () => {
	// Around days with 23 and 25 hours, and far from them; few seconds, so that the edges are met.
	const near = (iso: string) => fc.integer({ min: -3 * 86_400, max: 3 * 86_400 }).map((offset) => Date.parse(iso) / 1_000 + Math.floor(offset / 900) * 900);
	const moment = fc.oneof(near('2026-04-05T00:00:00+11:00'), near('2026-10-04T00:00:00+10:00'), near('2026-11-01T00:00:00-02:30'), near('2026-06-10T12:00:00Z'));
	const ids = fc.subarray(['1', '2', '3']);
	const person: fc.Arbitrary<Person> = fc.record({ role: fc.constantFrom('user', 'lead'), created: moment, updated: moment, tags: ids, segments: ids });
	const some = fc.option(fc.subarray(['1', '2', '3'], { minLength: 1 }), { nil: null });
	const choice = fc.record({ role: fc.constantFrom<'user' | 'lead' | null>('user', 'lead', null), createdSince: fc.option(moment, { nil: null }), changedSince: fc.option(moment, { nil: null }) });

	test.each(['day', 'second'] as const)('where Intercom compares times by %s', (precision) => {
		fc.assert(
			fc.property(choice, some, some, fc.constantFrom(...ZONES), fc.array(person, { maxLength: 12 }), (chosen, tagIds, segmentIds, zone, people) => {
				// A workspace whose zone nobody knows still compares by one.
				const timezone = zone ?? 'Pacific/Kiritimati';
				const value = filtersOf(known(chosen, { tagIds, segmentIds, timeZone: zone }));
				const found = people.filter(compileQuery<Person>({ operator: 'AND', value }, { field: (name) => FIELDS[name], timezone, precision }));
				const kept = found.filter(({ created, updated }) => isChosen({ created_at: created, updated_at: updated }, { ...NOBODY_NAMED, ...chosen }));
				const meant = people.filter(
					({ role, created, updated, tags, segments }) =>
						(chosen.role === null || role === chosen.role) &&
						(tagIds === null || tagIds.some((id) => tags.includes(id))) &&
						(segmentIds === null || segmentIds.some((id) => segments.includes(id))) &&
						(chosen.createdSince === null || created >= chosen.createdSince) &&
						(chosen.changedSince === null || updated >= chosen.changedSince),
				);
				expect(kept).toEqual(meant);
			}),
			{ numRuns: 400 },
		);
	});

	test('nobody named is everybody, by a condition that the search accepts', () => {
		const everybody = compileQuery<ContactRecord>({ operator: 'AND', value: filtersOf(known({})) }, { field: () => ({ type: 'date', read: ({ createdAt }) => createdAt }), timezone: 'Pacific/Kiritimati', precision: 'day' });
		expect(everybody({ createdAt: Date.parse('2011-01-01') } as ContactRecord)).toBe(true);
		expect(needsAsking(NOBODY_NAMED)).toBe(false);
	});

	test('no more of a day is asked for than the day', () => {
		const since = Date.parse('2026-06-10T15:30:00+10:00') / 1_000;
		const [filter] = filtersOf(known({ changedSince: since }, { timeZone: 'Australia/Sydney' }));
		expect(filter).toMatchObject({ field: 'updated_at', operator: '>' });
		const early = new Date(Number(filter?.value) * 1_000).toISOString();
		expect(early.startsWith('2026-06-09T13:')).toBe(true);
	});
});

describe('what a choice names is asked of Intercom', () => {
	const TAGS = { body: { type: 'list', data: [{ type: 'tag', id: '80', name: 'VIP' }, { type: 'tag', id: '81', name: 'vip' }, { type: 'tag', id: '82', name: 'R&amp;D' }] } };
	const SEGMENTS = { body: { type: 'segment.list', segments: [{ type: 'segment', id: 's1', name: 'Paying' }, { type: 'segment', id: 's2', name: 'Paying' }] } };
	const ME = { body: { app: { id_code: 'ws1', timezone: 'Australia/Sydney' } } };
	const asked = async (choice: Partial<ContactChoice>) => {
		const scripted = scriptedIntercom({ 'GET /tags': TAGS, 'GET /segments': SEGMENTS, 'GET /me': ME });
		return { answer: await askForChoice({ ...NOBODY_NAMED, ...choice }, scripted.connection), routes: scripted.routesCalled() };
	};

	test.each<[Partial<ContactChoice>, Partial<KnownChoice>, string[]]>([
		[{ role: 'user' }, {}, []],
		[{ tag: 'VIP' }, { tagIds: ['80'] }, ['GET /tags']],
		[{ tag: ' Vip ' }, { tagIds: ['80', '81'] }, ['GET /tags']],
		// As a person reads it in Intercom.
		[{ tag: 'r&d' }, { tagIds: ['82'] }, ['GET /tags']],
		[{ segment: 'paying' }, { segmentIds: ['s1', 's2'] }, ['GET /segments']],
		[{ createdSince: 5 }, { timeZone: 'Australia/Sydney' }, ['GET /me']],
		[{ tag: 'vip', segment: 'Paying', changedSince: 5, createdSince: 5 }, { tagIds: ['81'], segmentIds: ['s1', 's2'], timeZone: 'Australia/Sydney' }, ['GET /tags', 'GET /segments', 'GET /me']],
	])('%j', async (choice, expected, routes) => {
		const { answer, routes: called } = await asked(choice);
		expect(answer).toEqual({ ok: true, value: known(choice, expected) });
		expect(called).toEqual(routes);
		expect(needsAsking({ ...NOBODY_NAMED, ...choice })).toBe(routes.length > 0);
	});

	test.each<[Partial<ContactChoice>, string, string]>([
		[{ tag: 'V.I.P.' }, 'tagUnknown', 'Intercom has no tag called "V.I.P." (field Tag).'],
		[{ segment: 'Payed' }, 'segmentUnknown', 'Intercom has no segment called "Payed" (field Segment).'],
	])('%j is a failure with its name and field, not nobody', async (choice, reason, message) => {
		expect((await asked(choice)).answer).toMatchObject({ ok: false, failure: { class: 'validation', reason, message, field: Object.keys(choice)[0], nextStep: expect.stringContaining('Write the name as in Intercom') } });
	});

	test('what cannot be asked is a failure, and no choice', async () => {
		const { connection } = scriptedIntercom({ 'GET /tags': { status: 403, body: errorList('api_plan_restricted') }, 'GET /segments': SEGMENTS });
		expect(await askForChoice({ ...NOBODY_NAMED, tag: 'vip', segment: 'Paying' }, connection)).toMatchObject({ ok: false, failure: { class: 'auth' } });
	});
});

describe('a page of the chosen', () => {
	const page = (contacts: object[], after?: string, total_count?: number) => ({ body: { type: 'list', data: contacts, total_count, pages: after ? { next: { page: 2, starting_after: after } } : {} } });
	const read = (choice: KnownChoice, replies: object[], cursor: string | null = null, mergeHistory = false) => {
		const scripted = scriptedIntercom({ 'POST /contacts/search': replies as never });
		return { ...scripted, answer: readChosenContacts(choice, { perPage: 7, cursor, mergeHistory }, scripted.connection) };
	};

	test('asks for the oldest first, with the cursor in the body, and hands on what Intercom counts', async () => {
		const { answer, calls } = read(known({ role: 'lead' }), [page([contactBody('a')], 'n', 40)], 'c', true);
		expect(await answer).toMatchObject({ ok: true, value: { contacts: [{ contact: { id: 'a' } }], nextCursor: 'n', total: 40 } });
		expect(calls[0]).toMatchObject({
			query: { include_merge_history: true },
			body: { query: { operator: 'AND', value: [{ field: 'role', operator: '=', value: 'lead' }] }, sort: { field: 'created_at', order: 'ascending' }, pagination: { per_page: 7, starting_after: 'c' } },
		});
		const plain = read(known({}), [page([])]);
		expect(await plain.answer).toEqual({ ok: true, value: { contacts: [], nextCursor: null, total: null } });
		expect(plain.calls[0]?.query).toBeUndefined();
		expect(plain.calls[0]?.body).toMatchObject({ pagination: { per_page: 7 } });
		expect(JSON.stringify(plain.calls[0]?.body)).not.toContain('starting_after');
	});

	test('pages on which nobody is chosen are passed over: an empty one is the last', async () => {
		const early = contactBody('a', { created_at: 99 });
		const late = contactBody('b', { created_at: 100 });
		const { answer, calls } = read(known({ createdSince: 100 }), [page([early], 'n'), page([], 'o'), page([early, late], 'p'), page([late])]);
		expect(await answer).toMatchObject({ ok: true, value: { contacts: [{ contact: { id: 'b' } }], nextCursor: 'p' } });
		expect(calls).toHaveLength(3);
		expect(await read(known({ createdSince: 100 }), [page([early], 'n'), page([early])]).answer).toMatchObject({ ok: true, value: { contacts: [], nextCursor: null } });
	});

	test('a page that names itself is a failure, and so is one that cannot be read', async () => {
		expect(await read(known({}), [page([contactBody('a')], 'c')], 'c').answer).toMatchObject({ ok: false, failure: { reason: 'intercomCursorRepeated' } });
		expect(await read(known({}), [{ body: { type: 'list' } }]).answer).toMatchObject({ ok: false, failure: { reason: 'intercomUnexpectedAnswer' } });
	});
});
