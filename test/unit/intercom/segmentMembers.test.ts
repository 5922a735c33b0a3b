import { readSegmentMembers } from '../../../lib/intercom/contacts/segmentMembers';
import { contactBody, errorList, scriptedIntercom } from './scriptedIntercom';

const SEGMENTS = { body: { type: 'segment.list', segments: [{ type: 'segment', id: 's2', name: 'Trial' }, { type: 'segment', id: 's1', name: 'Paying' }] } };
const page = (ids: string[], after?: string) => ({ body: { data: ids.map((id) => contactBody(id)), pages: after ? { next: { page: 2, starting_after: after } } : {} } });

/** Answers a search by the segment it asks for, one page a call. */
function members(names: string[], pages: Record<string, ReturnType<typeof page>[]>) {
	const scripted = scriptedIntercom({
		'GET /segments': SEGMENTS,
		'POST /contacts/search': ({ body }) => {
			const { query } = body as { query: { value: Array<{ value: string }> } };
			return pages[query.value[0]!.value]!.shift()!;
		},
	});
	return { ...scripted, answer: readSegmentMembers(names, scripted.connection) };
}

test('members are read page by page, and a contact is told in which of the chosen segments it is, always in one order', async () => {
	const { answer, calls } = members(['trial', ' PAYING'], { s1: [page(['a', 'b'], 'n'), page(['c'])], s2: [page(['b', 'c'])] });
	const read = await answer;
	if (!read.ok) throw new Error(read.failure.message);
	expect(['a', 'b', 'c', 'd'].map((id) => read.value.segmentsOf(id).map(({ name }) => name))).toEqual([['Paying'], ['Paying', 'Trial'], ['Paying', 'Trial'], []]);
	expect(calls.slice(1).map(({ body }) => body)).toEqual([
		{ query: { operator: 'AND', value: [{ field: 'segment_id', operator: '=', value: 's1' }] }, sort: { field: 'created_at', order: 'ascending' }, pagination: { per_page: 150 } },
		expect.objectContaining({ pagination: { per_page: 150, starting_after: 'n' } }),
		expect.objectContaining({ pagination: { per_page: 150 } }),
	]);
});

test('a star is all segments', async () => {
	const { answer } = members(['*'], { s1: [page(['a'])], s2: [page([])] });
	const read = await answer;
	expect(read.ok && read.value.segmentsOf('a')).toEqual([{ id: 's1', name: 'Paying' }]);
});

test('a segment that Intercom does not have is a failure with its name, and nobody is searched', async () => {
	const { answer, calls } = members(['Paying', 'Payed', 'Tried'], {});
	expect(await answer).toMatchObject({ ok: false, failure: { reason: 'segmentUnknown', message: expect.stringContaining('"Payed" or "Tried"'), field: 'segments' } });
	expect(calls).toHaveLength(1);
});

test.each([
	['a page that cannot be read', [page(['a'], 'n'), { status: 403, body: errorList('api_plan_restricted') }], 'auth'],
	['a page that points at itself', [page(['a'], 'n'), page(['b'], 'n')], 'defect'],
])('%s makes the whole reading fail: half a segment would look as if the rest had left', async (_, pages, kind) => {
	const { answer } = members(['Paying'], { s1: pages as ReturnType<typeof page>[] });
	expect(await answer).toMatchObject({ ok: false, failure: { class: kind } });
});
