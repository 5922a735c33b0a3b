import { NoAnswer } from '../../../lib/http/transport';
import type { ProfileParts } from '../../../lib/intercom/profile/profileParts';
import { readProfile } from '../../../lib/intercom/profile/readProfile';
import { WorkspaceCache } from '../../../lib/intercom/workspace/workspaceCache';
import { contactBody, errorList, NOW_MS, scriptedIntercom } from './scriptedIntercom';

const ALL: ProfileParts = { companies: true, tags: true, segments: true, owner: true, conversations: true, mergeHistory: true };
const NONE: ProfileParts = { companies: false, tags: false, segments: false, owner: false, conversations: false, mergeHistory: false };

type Routes = Parameters<typeof scriptedIntercom>[0];

const QUIET: Routes = {
	'GET /contacts/c1/segments': { body: { type: 'list', data: [] } },
	'POST /conversations/search': { body: { type: 'conversation.list', conversations: [], total_count: 0 } },
};

function setUp(routes: Routes, parts = ALL) {
	const intercom = scriptedIntercom({ ...QUIET, ...routes });
	const cache = new WorkspaceCache(() => NOW_MS);
	return { ...intercom, cache, read: (id = 'c1') => readProfile(id, parts, intercom.connection, cache) };
}

const profileOf = (result: Awaited<ReturnType<typeof readProfile>>) => {
	if (result.state !== 'found') throw new Error(JSON.stringify(result));
	return result.profile;
};

test('a full profile holds names where Intercom sends ids', async () => {
	const body = contactBody('c1', {
		owner_id: 991,
		merge_history: [{ source_contact_id: 'lead1', merged_at: 1 }],
		custom_attributes: { xero_contact_id: 'x1', xero_organisation_id: 'o1' },
		tags: { data: [{ id: '80' }], total_count: 1, has_more: false },
		companies: { data: [{ id: 'co1' }], total_count: 1, has_more: false },
	});
	const { read, calls } = setUp({
		'GET /contacts/c1': { body },
		'GET /contacts/c1/companies': { body: { data: [{ id: 'co1', company_id: '1', name: 'Acme' }], pages: { total_pages: 1, next: null } } },
		'GET /contacts/c1/segments': { body: { data: [{ id: 's1', name: 'Active' }] } },
		'GET /tags': { body: { data: [{ id: '80', name: 'vip' }] } },
		'GET /admins': { body: { admins: [{ id: '991', name: 'Ada', email: 'ada@example.com', job: 'x' }] } },
		'POST /conversations/search': { body: { conversations: [{ id: '5', state: 'open', title: 'Hi', updated_at: 9 }], total_count: 3 } },
	});
	expect(profileOf(await read())).toMatchObject({
		contact: { id: 'c1', owner_id: '991' },
		previousIds: ['lead1'],
		companies: [{ id: 'co1', name: 'Acme' }],
		tags: [{ id: '80', name: 'vip' }],
		segments: [{ id: 's1', name: 'Active' }],
		owner: { id: '991', name: 'Ada', email: 'ada@example.com' },
		conversations: { count: 3, last: { subject: 'Hi' } },
		xeroReference: { xero_contact_id: 'x1', xero_contact_url: null, xero_organisation_id: 'o1' },
		workspaceId: 'ws1',
		readAt: expect.any(Number),
	});
	for (const { headers, timeoutMs } of calls) {
		expect(headers).toMatchObject({ 'Intercom-Version': '2.16', Accept: 'application/json' });
		expect(timeoutMs).toBe(20_000);
	}
	expect(calls[0]?.query).toEqual({ include_merge_history: true });
});

test('what is switched off costs no call and is null', async () => {
	const { read, routesCalled, calls } = setUp({ 'GET /contacts/c1': { body: contactBody('c1', { owner_id: '991' }) } }, NONE);
	expect(profileOf(await read())).toMatchObject({ companies: null, tags: null, segments: null, owner: null, conversations: null, previousIds: [] });
	expect(routesCalled()).toEqual(['GET /contacts/c1']);
	expect(calls[0]?.query).toBeUndefined();
});

test('a contact without tags, companies and owner costs three calls', async () => {
	const { read, routesCalled } = setUp({ 'GET /contacts/c1': { body: contactBody('c1') } });
	expect(profileOf(await read())).toMatchObject({ companies: [], tags: [], owner: null });
	expect(routesCalled()).toEqual(['GET /contacts/c1', 'GET /contacts/c1/segments', 'POST /conversations/search']);
});

test.each([
	['a list cut at ten', { data: [{ id: '80' }], total_count: 11, has_more: true }],
	['a tag newer than the cached list', { data: [{ id: '81' }], total_count: 1, has_more: false }],
])('%s is read in full from the contact', async (_, tags) => {
	const { read } = setUp({
		'GET /contacts/c1': { body: contactBody('c1', { tags }) },
		'GET /tags': { body: { data: [{ id: '80', name: 'vip' }] } },
		'GET /contacts/c1/tags': { body: { data: [{ id: '81', name: 'new' }] } },
	});
	expect(profileOf(await read()).tags).toEqual([{ id: '81', name: 'new' }]);
});

test('tags and teammates are read once for many contacts, even at the same moment', async () => {
	const body = contactBody('c1', { owner_id: '7', tags: { data: [{ id: '80' }], total_count: 1, has_more: false } });
	const { read, routesCalled } = setUp({
		'GET /contacts/c1': { body },
		'GET /tags': { body: { data: [{ id: '80', name: 'vip' }] } },
		'GET /admins': { body: { admins: [{ id: '7', name: 'Ada', email: 'a@example.com' }] } },
	});
	await Promise.all([read(), read(), read()]);
	await read();
	expect(routesCalled().filter((route) => ['GET /tags', 'GET /admins'].includes(route))).toHaveLength(2);
});

test('companies are read page by page, under either of the names Intercom gives the list', async () => {
	const { read, calls } = setUp({
		'GET /contacts/c1': { body: contactBody('c1', { companies: { total_count: 2 } }) },
		'GET /contacts/c1/companies': [
			{ body: { data: [{ id: 'co1', name: 'A' }], pages: { page: 1, total_pages: 2 } } },
			{ body: { companies: [{ id: 'co2', name: 'B' }], pages: { page: 2, total_pages: 2 } } },
		],
	});
	expect(profileOf(await read()).companies?.map(({ name }) => name)).toEqual(['A', 'B']);
	expect(calls.filter(({ url }) => url.endsWith('/companies')).map(({ query }) => query)).toEqual([undefined, { page: 2 }]);
});

test('a merged contact names the one that lives on', async () => {
	const { read, routesCalled } = setUp({
		'GET /contacts/c1': { status: 410, headers: { link: '</contacts/6762f0d0>; rel="canonical"' }, body: errorList('contact_merged') },
	});
	expect(await read()).toEqual({ state: 'merged', winnerId: '6762f0d0' });
	expect(routesCalled()).toHaveLength(1);
});

test.each([
	['410 without a winner', { status: 410, body: errorList('contact_merged') }, 'intercomMerged'],
	['404', { status: 404, body: errorList('not_found', 'User Not Found') }, 'intercomNotFound'],
	['401', { status: 401, body: errorList('unauthorized') }, 'intercomUnauthorized'],
	['an object that is no contact', { body: { type: 'list' } }, 'intercomUnexpectedAnswer'],
])('%s is a failure after one call', async (_, reply, reason) => {
	const { read, routesCalled } = setUp({ 'GET /contacts/c1': reply });
	expect(await read()).toMatchObject({ state: 'failed', attempts: 1, failure: { reason } });
	expect(routesCalled()).toHaveLength(1);
});

test('a part that cannot be read fails the profile, for a missing company looks like a removed one', async () => {
	const { read } = setUp({
		'GET /contacts/c1': { body: contactBody('c1', { companies: { total_count: 1 } }) },
		'GET /contacts/c1/companies': { status: 403, body: errorList('forbidden') },
	});
	expect(await read()).toMatchObject({ state: 'failed', failure: { class: 'auth' } });
});

test('an outage and a limit are waited out', async () => {
	const { read, waits } = setUp({
		'GET /contacts/c1': [
			new NoAnswer('network', 'reset'),
			{ status: 503, body: '' },
			{ status: 429, headers: { 'x-ratelimit-reset': String(NOW_MS / 1_000 + 5) }, body: '' },
			{ body: contactBody('c1') },
		],
	});
	expect(profileOf(await read()).contact.id).toBe('c1');
	expect(waits).toEqual([0, 0, 5_000]);
});

test('a failed reading of the tags is not remembered', async () => {
	const { read } = setUp({
		'GET /contacts/c1': { body: contactBody('c1', { tags: { data: [{ id: '80' }], total_count: 1, has_more: false } }) },
		'GET /tags': [{ status: 400, body: errorList('bad_request') }, { body: { data: [{ id: '80', name: 'vip' }] } }],
	});
	expect(await read()).toMatchObject({ state: 'failed' });
	expect(profileOf(await read()).tags).toEqual([{ id: '80', name: 'vip' }]);
});

test('names are read anew after five minutes', async () => {
	let now = NOW_MS;
	const cache = new WorkspaceCache(() => now);
	const read = jest.fn(async () => ({ ok: true as const, value: now }));
	await cache.get('ws1', 'tags', read);
	now += 5 * 60_000 - 1;
	await cache.get('ws1', 'tags', read);
	expect(read).toHaveBeenCalledTimes(1);
	now += 1;
	expect(await cache.get('ws1', 'tags', read)).toEqual({ ok: true, value: now });
	await cache.get('ws2', 'tags', read);
	expect(read).toHaveBeenCalledTimes(3);
});
