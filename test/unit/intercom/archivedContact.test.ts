import { isArchived } from '../../../lib/intercom/contacts/archivedContact';
import { contactBody, errorList, NOW_MS, scriptedIntercom } from './scriptedIntercom';

const NOW = NOW_MS / 1_000;
const search = (ids: string[]) => ({ 'POST /contacts/search': { body: { data: ids.map((id) => contactBody(id)), pages: {} } } });

test.each([
	['a contact that the search leaves out is archived', [], NOW - 16 * 60, true],
	['one that it finds is not', ['c1'], NOW - 16 * 60, false],
	['another one in its answer proves nothing', ['c2'], NOW - 16 * 60, true],
])('%s', async (_, found, created_at, expected) => {
	const { connection, calls } = scriptedIntercom(search(found));
	expect(await isArchived({ id: 'c1', created_at }, connection)).toEqual({ ok: true, value: expected });
	expect(calls.map(({ body }) => body)).toEqual([{ query: { operator: 'AND', value: [{ field: 'id', operator: '=', value: 'c1' }] }, pagination: { per_page: 1 } }]);
});

test('a contact that the search may not know yet is not archived, and nobody is asked', async () => {
	const { connection, calls } = scriptedIntercom({});
	expect(await isArchived({ id: 'c1', created_at: NOW - 14 * 60 }, connection)).toEqual({ ok: true, value: false });
	expect(calls).toEqual([]);
});

test('a search that fails says nothing', async () => {
	const { connection } = scriptedIntercom({ 'POST /contacts/search': { status: 403, body: errorList('api_plan_restricted') } });
	expect(await isArchived({ id: 'c1', created_at: 1 }, connection)).toMatchObject({ ok: false, failure: { class: 'auth' } });
});
