import { code, forEachTest, intercom, people } from './strictIntercom';

forEachTest();

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
