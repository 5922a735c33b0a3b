import fc from 'fast-check';
import nock from 'nock';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { contactBody, errorList } from '../unit/intercom/scriptedIntercom';
import { withoutJitter, withoutNetwork } from './hermetic';
import { runNode } from './runWorkflow';
import { API, BARE, contacts, itemsFor, run } from './scriptedContacts';

const FAILED_KEYS = ['attempts', 'class', 'contactId', 'input', 'message', 'nextStep', 'reason', 'requestId', 'retryAt', 'retryable'];

const reasons = (items: INodeExecutionData[] | undefined) => items?.map(({ json }) => json.reason);
const pairs = (items: INodeExecutionData[] | undefined) => items?.map(({ pairedItem }) => pairedItem);

withoutNetwork();
withoutJitter();

test('without a credential every item leaves by Failed and says which node is to be opened', async () => {
	const { outputs, error } = await runNode({ type: 'intercomContacts', parameters: BARE, items: itemsFor('a1', 'b2'), credentials: {}, mode: 'trigger' });
	expect(error).toBeUndefined();
	expect(outputs.map((output) => output?.length ?? 0)).toEqual([0, 0, 2]);
	expect(outputs[2]).toMatchObject(['a1', 'b2'].map((contactId) => ({ json: { contactId, class: 'auth', reason: 'credentialUnreadable', message: expect.stringContaining('Intercom credential'), nextStep: expect.stringContaining('choose') } })));
});

describe('Get Profile', () => {
	test('found, merged and unknown contacts leave by their own output, paired, and one does not stop the others', async () => {
		contacts((id) => {
			if (id === 'old') return [410, errorList('contact_merged'), { link: '</contacts/new>; rel="canonical"' }];
			return id === 'gone' ? [404, errorList('not_found', 'User Not Found')] : [200, contactBody(id)];
		});
		const { outputs, error } = await run(itemsFor('old', 'a', 'gone', 'b'));
		expect(error).toBeUndefined();
		const [done, gone, failed] = outputs;
		expect(done?.map(({ json }) => (json.contact as IDataObject).id)).toEqual(['a', 'b']);
		expect(gone?.[0]?.json).toEqual({ contactId: 'old', reason: 'merged', winnerId: 'new', message: 'Contact old was merged into contact new.' });
		expect(failed?.[0]?.json).toMatchObject({
			contactId: 'gone',
			reason: 'intercomNotFound',
			class: 'validation',
			message: expect.stringContaining('Contact gone'),
			retryable: false,
			retryAt: null,
			requestId: '45b30bd1-75d2-40cc-bb39-74ac133a2836',
			attempts: 1,
			input: { contactId: 'gone' },
		});
		expect([done, gone, failed].map(pairs)).toEqual([[{ item: 1 }, { item: 3 }], [{ item: 0 }], [{ item: 2 }]]);
	});

	test('a removal that Intercom signed needs no call, but only for the contact it names', async () => {
		const asked = contacts((id) => [200, contactBody(id)]);
		const { outputs } = await run([
			{ json: { topic: 'contact.deleted', contactId: 'a' } },
			{ json: { topic: 'contact.archived', contactId: 'b' } },
			{ json: { topic: 'contact.user.updated', contactId: 'c' } },
		]);
		expect(reasons(outputs[1])).toEqual(['deleted', 'archived']);
		expect(asked).toEqual(['c']);
		const other = await run([{ json: { topic: 'contact.deleted', contactId: 'a' } }], { ...BARE, contactId: 'd' });
		expect(other.outputs[0]).toHaveLength(1);
	});

	test.each([
		[401, 'unauthorized', 'intercomUnauthorized'],
		[403, 'api_plan_restricted', 'intercomPlanRestricted'],
	])('a refused credential (%i) costs one call and one message for all', async (status, code, reason) => {
		const asked = contacts(() => [status, errorList(code)]);
		const { outputs } = await run(itemsFor(...Array.from({ length: 40 }, (_, index) => `c${index}`)));
		expect(asked).toHaveLength(1);
		expect(new Set(reasons(outputs[2]))).toEqual(new Set([reason]));
		expect(outputs[2]?.map(({ json }) => json.contactId)).toEqual(Array.from({ length: 40 }, (_, index) => `c${index}`));
	});

	test('a limit that lasts too long sends the rest out with the time to come back', async () => {
		const resetSeconds = Math.ceil(Date.now() / 1_000) + 600;
		const asked = contacts((id) => (id === 'a' ? [200, contactBody(id)] : [429, '', { 'X-RateLimit-Reset': String(resetSeconds) }]));
		const { outputs } = await run(itemsFor('a', ...Array.from({ length: 30 }, (_, index) => `c${index}`)));
		expect(outputs[0]).toHaveLength(1);
		expect(outputs[2]).toHaveLength(30);
		expect(outputs[2]?.every(({ json }) => json.class === 'quota' && Date.parse(String(json.retryAt)) >= resetSeconds * 1_000)).toBe(true);
		expect(asked.length).toBeLessThanOrEqual(6);
	});

	test.each([
		['', 'contactIdMissing'],
		[null, 'contactIdMissing'],
		[{ id: 1 }, 'contactIdMissing'],
		['../me', 'contactIdInvalid'],
		['a b', 'contactIdInvalid'],
	])('the contact id %j is refused before any call', async (contactId, reason) => {
		const { outputs } = await run(itemsFor(contactId));
		expect(outputs[2]?.[0]?.json).toMatchObject({ reason, nextStep: expect.stringContaining('Contact ID') });
	});

	test('an expression that cannot be evaluated fails its own item only', async () => {
		contacts((id) => [200, contactBody(id)]);
		const { outputs } = await run([{ json: { contactId: 'a' } }, { json: {} }], { ...BARE, contactId: '={{ $json.contactId.toLowerCase() }}' });
		expect(outputs.map((items) => items.length)).toEqual([1, 0, 1]);
	});

	test('by default everything is read', async () => {
		contacts((id) => [200, contactBody(id, { companies: { total_count: 1 }, owner_id: 7, tags: { data: [{ id: '1' }], total_count: 1, has_more: false } })]);
		nock(API)
			.get('/contacts/a/companies').reply(200, { data: [{ id: 'co', name: 'Acme' }] })
			.get('/contacts/a/segments').reply(200, { data: [{ id: 's', name: 'Active' }] })
			.get('/tags').reply(200, { data: [{ id: '1', name: 'vip' }] })
			.get('/admins').reply(200, { admins: [{ id: '7', name: 'Ada', email: 'ada@x.example' }] })
			.post('/conversations/search').reply(200, { conversations: [], total_count: 0 });
		const { outputs } = await run(itemsFor('a'), {});
		expect(outputs[0]?.[0]?.json).toMatchObject({ companies: [{ name: 'Acme' }], tags: [{ name: 'vip' }], segments: [{ name: 'Active' }], owner: { name: 'Ada' }, conversations: { count: 0 } });
	});

	test('whatever Intercom answers, every item leaves exactly once, paired, and never with a key that n8n takes for its own', async () => {
		const reply = fc.constantFrom<nock.ReplyFnResult>(
			[200, contactBody('x')],
			[200, { type: 'list' }],
			[200, '<html>'],
			[204, ''],
			[400, errorList('bad_request')],
			[401, ''],
			[403, errorList('forbidden')],
			[404, '<html>not found</html>'],
			[404, errorList('not_found')],
			[410, errorList('contact_merged')],
			[410, errorList('contact_merged'), { link: '</contacts/w>; rel="canonical"' }],
			[429, '', { 'x-ratelimit-reset': '99999999999' }],
			[500, ''],
			[503, '{"broken'],
		);
		const input = fc.record({ contactId: fc.constantFrom<unknown>('a', 'b', '', null, 7, '..'), topic: fc.constantFrom('contact.deleted', 'contact.user.updated') });
		await fc.assert(
			fc.asyncProperty(fc.array(input, { maxLength: 12 }), fc.array(reply, { minLength: 1, maxLength: 6 }), async (inputs, replies) => {
				nock.cleanAll();
				let next = 0;
				contacts(() => replies[next++ % replies.length]!);
				const { outputs, error } = await run(inputs.map((json) => ({ json: json as IDataObject })));
				expect(error).toBeUndefined();
				const left = outputs.flat();
				const from = left.map(({ pairedItem }) => (pairedItem as { item: number }).item).sort((a, b) => a - b);
				expect(from).toEqual(inputs.map((_, index) => index));
				expect(left.some(({ json }) => 'error' in json)).toBe(false);
				for (const { json } of outputs[2] ?? []) expect(Object.keys(json).sort()).toEqual(FAILED_KEYS);
			}),
			{ numRuns: 25 },
		);
	}, 60_000);
});

describe('Prepare', () => {
	test('runs once for all items and reports what is missing', async () => {
		nock(API)
			.get('/me').reply(200, { app: { id_code: 'ws1', name: 'Acme', region: 'EU' } })
			.post('/contacts/search').reply(200, { data: [] })
			.post('/conversations/search').reply(403, errorList('forbidden'))
			.get('/admins').reply(200, { admins: [] })
			.get('/tags').reply(200, { data: [] })
			.get('/segments').reply(200, { segments: [] })
			.get('/data_attributes').query({ model: 'contact', include_archived: true }).reply(200, { data: [] })
			.get('/data_attributes').query({ model: 'company', include_archived: true }).reply(200, { data: [] })
			.post('/data_attributes').times(8).reply(200, (_, body) => ({ ...(body as object), custom: true }));
		const { outputs } = await run([{ json: {} }, { json: {} }], { resource: 'workspace', operation: 'prepare' });
		expect(nock.isDone()).toBe(true);
		expect(outputs[0]).toHaveLength(1);
		expect(pairs(outputs[0])).toEqual([[{ item: 0 }, { item: 1 }]]);
		const { ready, workspaceId, checks } = outputs[0]![0]!.json as { ready: boolean; workspaceId: string; checks: Array<{ check: string; ok: boolean }> };
		expect({ ready, workspaceId }).toEqual({ ready: false, workspaceId: 'ws1' });
		expect(checks.filter(({ ok }) => !ok).map(({ check }) => check)).toEqual(['region', 'permission:conversations']);
	});
});
