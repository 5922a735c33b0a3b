import { code, forEachTest, intercom, people } from './strictIntercom';

forEachTest();

describe('refusals come before any work', () => {
	test.each([
		['no token', { authorization: null }, 401, 'missing_authorization'],
		['a foreign token', { authorization: 'Bearer nope' }, 401, 'unauthorized'],
		['an Accept that excludes JSON', { accept: 'text/html' }, 406, 'media_type_not_acceptable'],
		['a version that never was', { 'intercom-version': '2.99' }, 400, 'intercom_version_invalid'],
		['a version before the endpoint', { 'intercom-version': '2.0' }, 400, 'intercom_version_invalid'],
	])('%s', async (_what, headers, status, expected) => {
		const answer = await intercom.call('GET', '/contacts', undefined, headers);
		expect([answer.status, code(answer)]).toEqual([status, expected]);
		expect(answer.body).toMatchObject({ type: 'error.list', request_id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
	});

	test.each(['revoked', 'suspended', 'blocked', 'expired'] as const)('a %s token is refused by its own code', async (state) => {
		intercom.world.setTokens(state);
		const answer = await intercom.call('GET', '/me');
		expect([answer.status, code(answer)]).toEqual([401, `token_${state}`]);
	});

	test('the wrong region answers 401', async () => {
		intercom.kernel.switches.set('intercom.wrongRegion', 'yes');
		expect((await intercom.call('GET', '/me')).status).toBe(401);
	});

	test('a missing permission is a 403 that names the scope', async () => {
		intercom.world.app().permissions.delete('read_tags');
		const answer = await intercom.call('GET', '/tags');
		expect([answer.status, code(answer)]).toEqual([403, 'forbidden']);
		expect(answer.body.errors[0].message).toContain('read_tags');
	});

	test('the window of 10 seconds is counted in headers and then refuses', async () => {
		intercom.world.rates.limits.perApp = 2;
		intercom.kernel.clock.freeze(Date.UTC(2026, 0, 5));
		const remaining = [];
		for (let call = 0; call < 2; call++) remaining.push((await intercom.call('GET', '/me')).headers['x-ratelimit-remaining']);
		expect(remaining).toEqual(['1', '0']);
		const refused = await intercom.call('GET', '/me');
		expect([refused.status, code(refused), refused.headers['retry-after']]).toEqual([429, 'rate_limit_exceeded', undefined]);
		intercom.kernel.clock.advance(10_000);
		expect((await intercom.call('GET', '/me')).status).toBe(200);
	});
});

describe('contacts', () => {
	test('owner_id is a string from 2.16 on and a number before', async () => {
		const [ownerId] = intercom.world.workspace().admins.keys();
		const { id } = people().createContact({ email: 'jane@acme.example', ownerId: ownerId ?? null });
		expect((await intercom.call('GET', `/contacts/${id}`)).body.owner_id).toBe(ownerId);
		const old = await intercom.call('GET', `/contacts/${id}`, undefined, { 'intercom-version': '2.15' });
		expect(old.body.owner_id).toBe(Number(ownerId));
	});

	test('a merged contact answers 410 with its canonical link, 404 before 2.16 and by switch; chains are followed', async () => {
		const [first, second, last] = [0, 1, 2].map(() => people().createContact({ role: 'lead', email: 'jane@acme.example' }).id);
		people().updateContact(second ?? '', { role: 'user' });
		people().mergeLeadIntoUser(first ?? '', second ?? '');
		people().mergeLeadIntoUser(second ?? '', last ?? '');
		const gone = await intercom.call('GET', `/contacts/${first}`);
		expect([gone.status, code(gone), gone.headers.link]).toEqual([410, 'contact_merged', `</contacts/${last}>; rel="canonical"`]);
		expect((await intercom.call('GET', `/contacts/${first}`, undefined, { 'intercom-version': '2.15' })).status).toBe(404);
		intercom.kernel.switches.set('intercom.mergedAnswer', '404');
		expect((await intercom.call('GET', `/contacts/${first}`)).status).toBe(404);
	});

	test('merge history comes only when asked for, and only on users', async () => {
		const user = people().createContact({ email: 'jane@acme.example' });
		const lead = people().createContact({ role: 'lead', email: 'jane@acme.example' });
		const merged = await intercom.call('POST', '/contacts/merge', { from: lead.id, into: user.id });
		expect(merged.status).toBe(200);
		expect((await intercom.call('GET', `/contacts/${user.id}`)).body.merge_history).toBeUndefined();
		const asked = await intercom.call('GET', `/contacts/${user.id}?include_merge_history=true`);
		expect(asked.body.merge_history).toMatchObject([{ source_contact_id: lead.id, source_contact_role: 'lead' }]);
		expect((await intercom.call('POST', `/contacts/${lead.id}/unarchive`)).body.errors[0].message).toBe('User has been merged and is not restorable.');
	});

	test('strangers are merged only on request', async () => {
		const user = people().createContact({ email: 'jane@acme.example' });
		const lead = people().createContact({ role: 'lead', email: 'other@acme.example' });
		expect(code(await intercom.call('POST', '/contacts/merge', { from: lead.id, into: user.id }))).toBe('invalid_merge');
		expect((await intercom.call('POST', '/contacts/merge', { from: lead.id, into: user.id, skip_duplicate_validation: true })).status).toBe(200);
	});

	test.each([['A contact', false], ['An archived contact', true]])('a duplicate is a 409 that names the id in its text: %s', async (which, archived) => {
		const { id } = people().createContact({ email: 'jane@acme.example' });
		if (archived) people().archive(id);
		const answer = await intercom.call('POST', '/contacts', { email: 'JANE@acme.example' });
		expect([answer.status, code(answer)]).toEqual([409, 'conflict']);
		expect(answer.body.errors[0].message).toBe(`${which} matching those details already exists with id=${id}`);
	});

	test('sublists stop at ten', async () => {
		const { id } = people().createContact({ email: 'jane@acme.example' });
		for (let tag = 0; tag < 12; tag++) people().tag(id, `Tag ${tag}`);
		const { tags } = (await intercom.call('GET', `/contacts/${id}`)).body;
		expect([tags.data.length, tags.total_count, tags.has_more, tags.data[0].name]).toEqual([10, 12, true, undefined]);
		expect((await intercom.call('GET', `/contacts/${id}/tags`)).body.data).toHaveLength(12);
	});

	test('finds users, and no leads, by external id', async () => {
		people().createContact({ externalId: 'u-1', email: 'jane@acme.example' });
		people().createContact({ externalId: 'l-1', role: 'lead' });
		expect((await intercom.call('GET', '/contacts/find_by_external_id/u-1')).status).toBe(200);
		expect((await intercom.call('GET', '/contacts/find_by_external_id/l-1')).status).toBe(404);
	});
});

describe('custom attributes', () => {
	const create = async (body: object) => await intercom.call('POST', '/data_attributes', { model: 'contact', data_type: 'string', ...body });

	test('unknown attributes are refused, or made, by switch', async () => {
		const { id } = people().createContact({ email: 'jane@acme.example' });
		const put = async () => await intercom.call('PUT', `/contacts/${id}`, { custom_attributes: { xero_contact_id: 'x' } });
		expect((await put()).status).toBe(400);
		intercom.kernel.switches.set('intercom.unknownAttribute', 'created');
		expect((await put()).body.custom_attributes).toEqual({ xero_contact_id: 'x' });
	});

	test('values are merged, typed, limited to 255 characters, and cleared by null unless switched', async () => {
		const { id } = people().createContact({ email: 'jane@acme.example' });
		await create({ name: 'a' });
		await create({ name: 'b' });
		const put = async (values: object) => await intercom.call('PUT', `/contacts/${id}`, { custom_attributes: values });
		await put({ a: '1', b: '2' });
		expect((await put({ a: '3' })).body.custom_attributes).toEqual({ a: '3', b: '2' });
		expect(code(await put({ a: 7 }))).toBe('type_mismatch');
		expect(code(await put({ a: 'x'.repeat(256) }))).toBe('parameter_invalid');
		intercom.kernel.switches.set('intercom.longAttribute', 'cut');
		expect((await put({ a: 'x'.repeat(256) })).body.custom_attributes.a).toHaveLength(255);
		expect((await put({ a: null })).body.custom_attributes).toEqual({ b: '2' });
		intercom.kernel.switches.set('intercom.nullAttribute', 'ignored');
		expect((await put({ b: null })).body.custom_attributes).toEqual({ b: '2' });
	});

	test('names have rules, are unique over people and companies, and there are 250 at most', async () => {
		expect((await create({ name: 'no/slash' })).status).toBe(400);
		expect((await create({ name: 'Ring' })).body.messenger_writable).toBe(true);
		const taken = await create({ name: 'Ring', model: 'company' });
		expect(taken.body.errors[0].message).toBe("You already have 'Ring' in your people data. To save this as new company data, use a different name.");
		expect((await create({ name: 'Ring' })).body.errors[0].message).toContain('in your people data');
		expect((await create({ name: 'Name' })).body.errors[0].message).toBe("'Name' is one of our standard attributes for your people data. To save this as new people data, use a different name.");
		for (let index = 1; index < 250; index++) await create({ name: `field ${index}` });
		expect(code(await create({ name: 'one too many' }))).toBe('custom_data_limit_reached');
	});
});
