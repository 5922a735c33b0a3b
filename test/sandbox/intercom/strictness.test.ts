import { startIntercomAlone, type IntercomAlone, type Parsed } from './intercomOnly';

let intercom: IntercomAlone;
beforeAll(async () => (intercom = await startIntercomAlone({ timezone: 'Australia/Sydney' })));
afterAll(async () => await intercom.stop());
beforeEach(() => {
	intercom.world.reset();
	intercom.kernel.switches.reset();
	intercom.kernel.clock.reset();
});

const code = (answer: { body: Parsed }) => answer.body.errors[0].code;
const people = () => intercom.world.people();

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

describe('search and list', () => {
	const search = async (query: unknown, rest: object = {}, path = '/contacts/search') => await intercom.call('POST', path, { query, ...rest });
	const SYDNEY_MIDNIGHT = Date.parse('2026-06-10T00:00:00+10:00');

	test('compares times by calendar day of the workspace: > skips the rest of the day', async () => {
		intercom.kernel.clock.advance(SYDNEY_MIDNIGHT + 9 * 3_600_000 - Date.now());
		people().createContact({ name: 'same day' });
		intercom.kernel.clock.advance(16 * 3_600_000);
		people().createContact({ name: 'next day' });
		const noon = SYDNEY_MIDNIGHT / 1000 + 1;
		const names = async (operator: string) => (await search({ field: 'created_at', operator, value: noon })).body.data.map((one: { name: string }) => one.name);
		expect(await names('>')).toEqual(['next day']);
		expect(await names('=')).toEqual(['same day']);
		expect(await names('<')).toEqual([]);
		intercom.kernel.switches.set('intercom.searchPrecision', 'second');
		expect(await names('>')).toEqual(['next day', 'same day']);
	});

	test('a day of 23 hours ends where the clocks say, not after 24 hours', async () => {
		const lateEvening = Date.parse('2026-10-04T23:30:00+11:00');
		intercom.kernel.clock.advance(lateEvening - Date.now());
		people().createContact({ name: 'evening of the change to summer time' });
		const morning = Date.parse('2026-10-04T01:00:00+10:00') / 1000;
		expect((await search({ field: 'created_at', operator: '=', value: morning })).body.total_count).toBe(1);
		expect((await search({ field: 'created_at', operator: '>', value: morning })).body.total_count).toBe(0);
	});

	test.each([
		['>= on a date', { field: 'updated_at', operator: '>=', value: 1 }, {}, 'parameter_invalid'],
		['a word for a date', { field: 'updated_at', operator: '>', value: 'foorbar' }, {}, 'parameter_invalid'],
		['an unknown field', { field: 'company', operator: '=', value: 'Acme' }, {}, 'invalid_field'],
		['16 filters in a group', { operator: 'OR', value: Array.from({ length: 16 }, () => ({ field: 'email', operator: '=', value: 'x' })) }, {}, 'parameter_invalid'],
		['three levels', { operator: 'AND', value: [{ operator: 'OR', value: [{ operator: 'AND', value: [{ field: 'email', operator: '=', value: 'x' }] }] }] }, {}, 'parameter_invalid'],
		['more than 150 a page', { field: 'role', operator: '=', value: 'user' }, { pagination: { per_page: 151 } }, 'parameter_invalid'],
		['a made-up sort order', { field: 'role', operator: '=', value: 'user' }, { sort: { field: 'updated_at', order: 'desc' } }, 'invalid_sort_order'],
	])('refuses %s', async (_what, query, rest, expected) => {
		const answer = await search(query, rest);
		expect([answer.status, code(answer)]).toEqual([400, expected]);
	});

	test('starting_after counts in the body and is ignored in the address', async () => {
		intercom.world.seedContacts(4);
		const query = { field: 'role', operator: '=', value: 'user' };
		const sort = { field: 'updated_at', order: 'ascending' };
		const first = await search(query, { sort, pagination: { per_page: 2 } });
		const cursor = first.body.pages.next.starting_after;
		const again = await search(query, { sort, pagination: { per_page: 2 } }, `/contacts/search?starting_after=${encodeURIComponent(cursor)}`);
		expect(again.body.data).toEqual(first.body.data);
		const second = await search(query, { sort, pagination: { per_page: 2, starting_after: cursor } });
		expect(second.body.data.map((one: { email: string }) => one.email)).toEqual(['person2@seed.example', 'person3@seed.example']);
		expect([second.body.pages.page, second.body.pages.next]).toEqual([2, undefined]);
	});

	test('an edited contact appears again in an ascending pass and nobody is skipped', async () => {
		const ids = intercom.world.seedContacts(6);
		const body = { sort: { field: 'updated_at', order: 'ascending' }, query: { field: 'role', operator: '=', value: 'user' } };
		const first = (await intercom.call('POST', '/contacts/search', { ...body, pagination: { per_page: 3 } })).body;
		intercom.kernel.clock.advance(1_000);
		people().updateContact(ids[0] ?? '', { phone: '+61400000009' });
		const rest = (await intercom.call('POST', '/contacts/search', { ...body, pagination: { per_page: 10, starting_after: first.pages.next.starting_after } })).body;
		expect(rest.data.map((one: { id: string }) => one.id)).toEqual([...ids.slice(3), ids[0]]);
	});

	test('new contacts can be found only after the index lag', async () => {
		intercom.kernel.switches.set('intercom.searchLag', '180');
		people().createContact({ email: 'jane@acme.example' });
		const query = { field: 'email', operator: '=', value: 'jane@acme.example' };
		expect((await search(query)).body.total_count).toBe(0);
		intercom.kernel.clock.advance(181_000);
		expect((await search(query)).body.total_count).toBe(1);
	});

	test('archived, merged and deleted contacts are not listed; an empty cursor is a 500', async () => {
		const [a, b, c] = intercom.world.seedContacts(3);
		people().archive(a ?? '');
		people().deleteContact(b ?? '');
		expect((await intercom.call('GET', '/contacts')).body.data.map((one: { id: string }) => one.id)).toEqual([c]);
		expect((await intercom.call('GET', '/contacts?starting_after=')).status).toBe(500);
	});

	test('ten times as many contacts take about ten times as long to make and to search, up to 100,000', async () => {
		const everybody = { field: 'updated_at', operator: '<', value: 4_000_000_000 };
		const costOf = async (contacts: number) => {
			const made = await processorMs(() => void intercom.world.seedContacts(contacts));
			await search(everybody);
			const searched = await processorMs(async () => {
				const page = await search(everybody, { pagination: { per_page: 150 } });
				expect(page.body.total_count).toBe(contacts);
			});
			intercom.world.reset();
			return { made, searched };
		};
		await costOf(10_000);
		const [few, many] = [await costOf(10_000), await costOf(100_000)];
		// Something quadratic would be at a hundred; a few milliseconds more are noise.
		expect([many.made < 30 * few.made + 200, many.searched < 30 * few.searched + 200]).toEqual([true, true]);
	}, 120_000);
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

describe('companies', () => {
	test('are upserted by company_id and invisible in lists without a contact', async () => {
		const made = await intercom.call('POST', '/companies', { company_id: 'acme', name: 'Acme', monthly_spend: 12.9 });
		const again = await intercom.call('POST', '/companies', { company_id: 'acme', name: 'Acme Pty Ltd' });
		expect([again.body.id, again.body.name, again.body.monthly_spend]).toEqual([made.body.id, 'Acme Pty Ltd', 12]);
		expect((await intercom.call('POST', '/companies/list')).body.total_count).toBe(0);
		const jane = people().createContact({ email: 'jane@acme.example' });
		await intercom.call('POST', `/contacts/${jane.id}/companies`, { id: made.body.id });
		expect((await intercom.call('POST', '/companies/list')).body.total_count).toBe(1);
		expect((await intercom.call('GET', '/companies?name=Acme%20Pty%20Ltd')).body.id).toBe(made.body.id);
		expect(code(await intercom.call('GET', '/companies?company_id=none'))).toBe('company_not_found');
	});

	test('an update writes what it names and keeps the rest; a parameter that does not exist is refused', async () => {
		await intercom.call('POST', '/data_attributes', { name: 'tier', model: 'company', data_type: 'string' });
		const { id } = people().createCompany({ name: 'Acme', companyId: 'acme', plan: 'Pro', website: 'acme.example', custom: { seats: 5 } });
		const put = async (body: object) => await intercom.call('PUT', `/companies/${id}`, body);
		expect((await put({ custom_attributes: { tier: 'gold' } })).body).toMatchObject({
			id, company_id: 'acme', name: 'Acme', plan: { name: 'Pro' }, website: 'acme.example', custom_attributes: { seats: 5, tier: 'gold' },
		});
		expect((await put({ company_id: 'other', name: 'Acme Pty Ltd' })).body).toMatchObject({ company_id: 'acme', name: 'Acme Pty Ltd' });
		for (const [method, path] of [['PUT', `/companies/${id}`], ['POST', '/companies']] as const) {
			const refused = await intercom.call(method, path, { company_id: 'acme', test: 'invalid' });
			expect([refused.status, refused.body.errors[0]]).toEqual([400, { code: 'bad_request', message: "bad 'test' parameter" }]);
		}
	});

	test('custom attributes of companies are as strict as those of contacts, and are their own', async () => {
		const { id } = people().createCompany({ name: 'Acme' });
		const put = async (values: object) => await intercom.call('PUT', `/companies/${id}`, { custom_attributes: values });
		const made = await intercom.call('POST', '/data_attributes', { name: 'tier', model: 'company', data_type: 'string', messenger_writable: false });
		await intercom.call('POST', '/data_attributes', { name: 'of people', model: 'contact', data_type: 'string' });
		expect(made.body).toMatchObject({ model: 'company', messenger_writable: false, full_name: 'custom_attributes.tier' });
		const answers = [await put({ 'of people': 'x' }), await put({ tier: 7 }), await put({ tier: 'x'.repeat(256) }), await put({ tier: 'gold' })];
		expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 200]);
		await intercom.call('PUT', `/data_attributes/${made.body.id}`, { archived: true });
		expect((await put({ tier: 'silver' })).status).toBe(400);
		intercom.kernel.switches.set('intercom.unknownAttribute', 'created');
		expect((await put({ 'of people': 'x' })).body.errors[0].message).toContain("You already have 'of people' in your people data");
	});

	test('a list page beyond 10,000 is refused, and pages.next is no address for GET', async () => {
		const jane = people().createContact({ email: 'jane@acme.example' });
		for (let index = 0; index < 3; index++) people().attachCompany(jane.id, people().createCompany({ name: `Company ${index}` }).id);
		const page = await intercom.call('POST', '/companies/list?per_page=2');
		const next = new URL(page.body.pages.next);
		expect((await intercom.call('GET', next.pathname + next.search)).status).toBe(404);
		expect((await intercom.call('POST', '/companies/list?per_page=100&page=101')).status).toBe(400);
	});

	test('one scroll at a time, forgotten after a minute', async () => {
		expect((await intercom.call('GET', '/companies/scroll')).status).toBe(200);
		expect(code(await intercom.call('GET', '/companies/scroll'))).toBe('scroll_exists');
		intercom.kernel.clock.advance(61_000);
		expect((await intercom.call('GET', '/companies/scroll')).status).toBe(200);
	});
});

/** Processor time of this process, which other work on the machine does not add to. */
async function processorMs(work: () => void | Promise<void>): Promise<number> {
	const before = process.cpuUsage();
	await work();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1_000;
}
