import { CLIENT, connected, contactsOf, messagesOf, type Connected } from './connected';

describe('limits and access of the Xero stand-in', () => {
	let xero: Connected;
	const limits = { perMinute: 60, perDay: 5_000 };
	beforeAll(async () => void (xero = await connected({ xero: { limits } })));
	beforeEach(() => xero.reset());
	afterEach(() => void (xero.sandbox.latencyMs.xero = 0));
	afterAll(async () => await xero.sandbox.stop());

	const read = async (headers: Record<string, string> = {}) => await xero.send('GET', '/Contacts?page=1', undefined, headers);
	const issue = (scopes: string[], tenants = [xero.tenantId]) =>
		xero.sandbox.xero.authority.issueFor(CLIENT.id, scopes, tenants).access_token;

	it('says on every answer how many calls are left, good or bad; the day may be missing', async () => {
		const answers = [await read(), await xero.send('PUT', '/Contacts', { Contacts: [{}] }), await xero.send('GET', '/Contacts/none')];
		expect(answers.map(({ status }) => status)).toEqual([200, 400, 404]);
		const left = (name: string) => answers.map(({ headers }) => headers.get(name));
		expect(left('x-minlimit-remaining')).toEqual(['59', '58', '57']);
		expect(left('x-daylimit-remaining')).toEqual(['4999', '4998', '4997']);
		expect(left('x-appminlimit-remaining')).toEqual(['9999', '9998', '9997']);
		expect(answers[0]?.headers.get('xero-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
		xero.sandbox.switches.set('xero.dayHeader', 'omitted');
		expect((await read()).headers.has('x-daylimit-remaining')).toBe(false);
	});

	it('answers the 61st call of a minute with an empty 429 and when to come back', async () => {
		for (let i = 0; i < 60; i++) expect((await read()).status).toBe(200);
		const refused = await read();
		expect([refused.status, refused.text, refused.headers.get('content-type')]).toEqual([429, '', null]);
		expect(refused.headers.get('x-rate-limit-problem')).toBe('minute');
		const waitSeconds = Number(refused.headers.get('retry-after'));
		expect(waitSeconds).toBeGreaterThan(50);
		xero.sandbox.clock.advance(waitSeconds * 1_000);
		expect((await read()).status).toBe(200);
	});

	it('answers calls over the day with a long wait, per organisation and app', async () => {
		xero.sandbox.xero.limits.leaveOfDay(CLIENT.id, xero.tenantId, 1);
		expect((await read()).status).toBe(200);
		const refused = await read();
		expect([refused.status, refused.headers.get('x-rate-limit-problem')]).toEqual([429, 'day']);
		expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(80_000);
		const other = xero.sandbox.xero.allOrganisations()[1]?.id ?? '';
		expect((await read({ 'xero-tenant-id': other })).status).toBe(200);
	});

	it.each([
		['problemOnly', 'concurrent', null],
		['retryAfter', 'concurrent', '1'],
		['bare', null, null],
	] as const)('refuses a sixth call at once (%s)', async (value, problem, retryAfter) => {
		xero.sandbox.switches.set('xero.concurrency429', value);
		xero.sandbox.latencyMs.xero = 100;
		const answers = await Promise.all(Array.from({ length: 6 }, async () => await read()));
		const refused = answers.filter(({ status }) => status === 429);
		expect(refused).toHaveLength(1);
		expect([refused[0]?.headers.get('x-rate-limit-problem'), refused[0]?.headers.get('retry-after')]).toEqual([problem, retryAfter]);
		expect((await read()).status).toBe(200);
	});

	it('answers 401 in PascalCase without or with an expired token', async () => {
		expect(await read({ authorization: '' })).toMatchObject({
			status: 401,
			json: { Type: null, Title: 'Unauthorized', Status: 401, Detail: 'AuthenticationUnsuccessful' },
		});
		xero.sandbox.clock.advance(30 * 60_000);
		const expired = await read();
		expect(expired.status).toBe(401);
		expect(expired.json.Detail).toMatch(/^TokenExpired: token expired at \d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d$/);
	});

	it('answers 403 in camelCase for an organisation that is wrong, missing or disconnected', async () => {
		const body = { title: 'Forbidden', status: 403, detail: 'AuthenticationUnsuccessful' };
		expect(await read({ 'xero-tenant-id': '11111111-2222-4333-8444-555555555555' })).toMatchObject({ status: 403, json: body });
		expect(await read({ 'xero-tenant-id': '' })).toMatchObject({ status: 403, json: body });
		xero.sandbox.switches.set('xero.missingTenant', '400');
		expect((await read({ 'xero-tenant-id': '' })).status).toBe(400);
		xero.sandbox.xero.authority.connections.clear();
		expect(await read()).toMatchObject({ status: 403, json: body });
	});

	it('names the missing scope in WWW-Authenticate', async () => {
		const authorization = `Bearer ${issue(['accounting.contacts.read'])}`;
		expect((await read({ authorization })).status).toBe(200);
		const write = async () => await xero.send('PUT', '/Contacts', { Contacts: [{ Name: 'x' }] }, { authorization });
		const refused = await write();
		expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer error="insufficient_scope"']);
		xero.sandbox.switches.set('xero.scopeRefusal', '403');
		expect((await write()).status).toBe(403);
		expect((await xero.send('GET', '/Users', undefined, { authorization })).status).toBe(403);
	});

	it('refuses bodies that are no JSON, empty or too large', async () => {
		expect((await xero.send('PUT', '/Contacts', '{"Contacts":[')).json.Type).toBe('PostDataInvalidException');
		expect((await xero.send('PUT', '/Contacts', { Contacts: [] })).json.Type).toBe('NoDataProcessedException');
		expect((await xero.send('PUT', '/Contacts', { Contacts: [{ Name: 'x', Junk: 'x'.repeat(10.5 * 1024 * 1024) }] })).status).toBe(413);
	});

	it('caps groups at one hundred and keeps archived contacts out of them', async () => {
		const organisation = xero.sandbox.xero.organisation();
		const groups = Array.from({ length: 100 }, (_, i) => ({ Name: `G${i}` }));
		const made = await xero.send('PUT', '/ContactGroups', { ContactGroups: groups });
		expect(messagesOf(await xero.send('PUT', '/ContactGroups', { Name: 'G100' }))).toEqual(['You’ve reached the limit of 100 contact groups.']);
		const id = (made.json.ContactGroups as Array<{ ContactGroupID: string }>)[0]?.ContactGroupID ?? '';
		const ids = organisation.seedContacts([{ Name: 'A' }, { Name: 'B', ContactStatus: 'ARCHIVED' }]);
		const add = async (list: string[]) => await xero.send('PUT', `/ContactGroups/${id}/Contacts`, { Contacts: list.map((ContactID) => ({ ContactID })) });
		expect(await add(ids)).toMatchObject({ status: 400, text: expect.stringContaining('Unable to assign an Archived contact.') as string });
		expect((await add(ids.slice(0, 1))).status).toBe(200);
		expect((await xero.send('POST', `/ContactGroups/${id}`, { Status: 'DELETED' })).status).toBe(200);
		expect((await xero.send('GET', `/ContactGroups/${id}`)).status).toBe(404);
	});

	it('holds 120,000 contacts and finds one by email, number or page without delay', async () => {
		const organisation = xero.sandbox.xero.organisation();
		organisation.seedContacts((function* () {
			for (let i = 0; i < 120_000; i++) yield { Name: `Contact ${i}`, EmailAddress: `c${i}@x.example`, ContactNumber: `n${i}` };
		})());
		await read();
		const started = performance.now();
		expect(contactsOf(await xero.send('GET', `/Contacts?where=${encodeURIComponent('EmailAddress=="C777@x.example"')}`))).toHaveLength(1);
		expect(contactsOf(await xero.send('GET', '/Contacts/n119999'))).toHaveLength(1);
		expect(contactsOf(await xero.send('GET', '/Contacts?page=100&pageSize=1000'))).toHaveLength(1_000);
		expect((await xero.send('PUT', '/Contacts', { Contacts: [{ Name: 'contact 5' }] })).status).toBe(400);
		expect(performance.now() - started).toBeLessThan(3_000);
	});
});
