import { readChangedContacts } from '../../../lib/intercom/contacts/changedContacts';
import { readWorkspaceClock } from '../../../lib/intercom/workspace/workspaceClock';
import { contactBody, errorList, scriptedIntercom } from './scriptedIntercom';
import { CLOCK, OVERLAP, seconds } from './changedContactsRun';

describe('the request', () => {
	const page = (ids: string[], cursor?: string) => ({
		body: { type: 'list', data: ids.map((id) => contactBody(id, { updated_at: CLOCK.now - 2_000 })), pages: { type: 'pages', ...(cursor && { next: { page: 2, starting_after: cursor } }) } },
	});
	const wanted = { since: CLOCK.now - 3_600, role: null, overlapSeconds: OVERLAP, limit: 1_000 };

	test('asks by day from the day before in the zone of the workspace, oldest first, 150 a page, and puts the cursor in the body', async () => {
		const { connection, calls } = scriptedIntercom({ 'POST /contacts/search': [page(['a'], 'next'), page(['b'])] });
		const result = await readChangedContacts({ ...wanted, role: 'lead' }, CLOCK, connection);
		expect(result).toMatchObject({ state: 'read', contacts: [{ contactId: 'a' }, { contactId: 'b' }], watermark: CLOCK.now - OVERLAP });
		expect(calls[0]?.body).toEqual({
			query: { operator: 'AND', value: [{ field: 'updated_at', operator: '>', value: seconds('2026-01-09T23:59:59+11:00') }, { field: 'role', operator: '=', value: 'lead' }] },
			sort: { field: 'updated_at', order: 'ascending' },
			pagination: { per_page: 150 },
		});
		expect(calls[1]?.body).toMatchObject({ pagination: { per_page: 150, starting_after: 'next' } });
		expect(calls.every(({ query }) => query === undefined)).toBe(true);
	});

	test('a page that names itself as the next one ends in a failure, not in a circle', async () => {
		const { connection, calls } = scriptedIntercom({ 'POST /contacts/search': page(['a'], 'same') });
		expect(await readChangedContacts(wanted, CLOCK, connection)).toMatchObject({ state: 'failed', failure: { reason: 'intercomCursorRepeated' } });
		expect(calls).toHaveLength(2);
	});

	test('a page that cannot be read fails the run: half a run would lose the other half', async () => {
		const { connection } = scriptedIntercom({ 'POST /contacts/search': [page(['a'], 'next'), { status: 400, body: errorList('parameter_invalid') }] });
		expect(await readChangedContacts(wanted, CLOCK, connection)).toMatchObject({ state: 'failed', failure: { class: 'validation' }, attempts: 1 });
	});

	test.each([
		['Fri, 09 Jan 2026 23:00:07 GMT', seconds('2026-01-09T23:00:07Z')],
		['', 1_768_000_000],
		['yesterday', 1_768_000_000],
	])('the time is that of Intercom, and ours only where the answer says %j', async (date, now) => {
		const { connection } = scriptedIntercom({ 'GET /me': { headers: { date }, body: { app: { id_code: 'ws1', timezone: 'Australia/Sydney' } } } });
		expect(await readWorkspaceClock(connection)).toEqual({ ok: true, value: { workspaceId: 'ws1', timeZone: 'Australia/Sydney', now } });
	});
});
