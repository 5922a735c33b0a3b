import { connected, contactsOf, type Answered, type Connected } from './connected';

describe('reading contacts from the Xero stand-in', () => {
	let xero: Connected;
	beforeAll(async () => void (xero = await connected({ xero: { highVolumeContacts: 20 } })));
	beforeEach(() => xero.reset());
	afterAll(async () => await xero.sandbox.stop());

	const organisation = () => xero.sandbox.xero.organisation();
	const seed = (...contacts: Array<Record<string, unknown>>): string[] => organisation().seedContacts(contacts);
	const get = async (query: Record<string, string>, headers: Record<string, string> = {}): Promise<Answered> =>
		await xero.send('GET', `/Contacts?${new URLSearchParams(query).toString()}`, undefined, headers);
	const names = (answer: Answered) => contactsOf(answer).map(({ Name }) => Name);
	const where = async (filter: string) => await get({ where: filter });

	it('filters name, email and account number whatever their case and accents', async () => {
		seed({ Name: 'José Ruiz', EmailAddress: 'Jose@X.example' }, { Name: 'Other' });
		expect(names(await where('Name=="JOSE RUIZ"'))).toEqual(['José Ruiz']);
		expect(names(await where('EmailAddress="jose@x.example" AND Name=="josé ruiz"'))).toEqual(['José Ruiz']);
	});

	it('compares ContactNumber as the switch says', async () => {
		seed({ Name: 'A', ContactNumber: 'Abc' });
		expect(names(await where('ContactNumber=="abc"'))).toEqual([]);
		xero.sandbox.switches.set('xero.contactNumberCase', 'insensitive');
		expect(names(await where('ContactNumber=="abc"'))).toEqual(['A']);
	});

	it.each([
		['EmailAddress!=null AND EmailAddress=="a@x.example" OR EmailAddress=="b@x.example"', ['A', 'B']],
		['Name.StartsWith("a")', ['A']],
		['Name.ToLower()=="b"', ['B']],
		['(Name=="A" || Name=="B") && !(Name=="B")', ['A']],
		['ContactStatus=="ACTIVE" AND IsCustomer==false', ['A', 'B', 'Say "hi"']],
		['Name=="Say ""hi"""', ['Say "hi"']],
		['UpdatedDateUTC>=DateTime(2020,1,1)', ['A', 'B', 'Say "hi"']],
		['Name=="A" AND EmailAddress=="b@x.example"', []],
	])('answers where=%s', async (filter, wanted) => {
		seed({ Name: 'A', EmailAddress: 'a@x.example' }, { Name: 'B', EmailAddress: 'b@x.example' }, { Name: 'Say "hi"' });
		expect(names(await where(filter)).sort()).toEqual(wanted);
	});

	it.each(['Name=="Say "hi""', 'Name=="a\\"b"', 'Name IN ("a")', 'Nombre=="a"', 'Name==', 'Name=="a" AND', "Name=='a'"])(
		'answers 400 QueryParseException to where=%s',
		async (filter) => {
			expect(await where(filter)).toMatchObject({ status: 400, json: { Type: 'QueryParseException' } });
		},
	);

	it('refuses unoptimised filters, orders and whole reads of a large organisation, and answers optimised ones', async () => {
		seed(...Array.from({ length: 21 }, (_, i) => ({ Name: `C${i}`, ContactNumber: `n${i}` })));
		const refused: Array<Record<string, string>> = [{ where: 'ContactNumber=="n1"' }, { where: 'Name=="C1" OR Name=="C2"' }, { order: 'EmailAddress' }, { includeArchived: 'true' }];
		for (const query of refused) {
			expect(await get(query)).toMatchObject({ status: 400, json: { Type: 'HighVolumeException', ErrorNumber: 51 } });
		}
		expect(names(await where('Name=="C1"'))).toEqual(['C1']);
		expect(names(await get({ page: '1', order: 'Name DESC', pageSize: '1' }))).toEqual(['C9']);
	});

	it('pages with clamped sizes, an empty page past the end, and the number of all', async () => {
		seed(...Array.from({ length: 5 }, (_, i) => ({ Name: `C${i}`, updatedAt: i * 1_000 })));
		const second = await get({ page: '2', pageSize: '2' });
		expect(names(second)).toEqual(['C2', 'C3']);
		expect(second.json.pagination).toEqual({ page: 2, pageSize: 2, pageCount: 3, itemCount: 5 });
		expect((await get({ page: '9', pageSize: '2' })).json.Contacts).toEqual([]);
		expect((await get({ page: '1', pageSize: '5000' })).json.pagination).toMatchObject({ pageSize: 1_000 });
		expect((await get({ page: '1', pageSize: '0' })).json.pagination).toMatchObject({ pageSize: 1 });
		expect((await get({ page: '1' })).json.pagination).toMatchObject({ pageSize: 100 });
	});

	it('omits fields from unpaged and summary reads; unset text is absent, slots come in reading order', async () => {
		const [winner = ''] = seed({ Name: 'Winner', FirstName: '', ContactPersons: [{ FirstName: 'P' }], Addresses: [{ AddressType: 'STREET', City: 'X' }] });
		const [unpaged] = contactsOf(await get({}));
		const [paged] = contactsOf(await get({ page: '1' }));
		const [summary] = contactsOf(await get({ summaryOnly: 'true' }));
		expect([unpaged?.ContactPersons, summary?.ContactPersons, summary?.Addresses]).toEqual([undefined, undefined, undefined]);
		expect(paged?.ContactPersons).toHaveLength(1);
		expect([paged?.FirstName, paged?.LastName]).toEqual(['', undefined]);
		expect((paged?.Phones as Array<{ PhoneType: string }>).map(({ PhoneType }) => PhoneType)).toEqual(['DDI', 'DEFAULT', 'FAX', 'MOBILE']);
		expect((paged?.Addresses as unknown[])[0]).toEqual({ AddressType: 'POBOX' });
		expect(paged?.ContactID).toBe(winner);
	});

	it('hides archived contacts; a merged one shows its winner when paged or read alone', async () => {
		const [winner = '', loser = ''] = seed({ Name: 'Winner' }, { Name: 'Loser' });
		organisation().mergeInUi(loser, winner);
		expect(names(await get({ page: '1' }))).toEqual(['Winner']);
		const all = contactsOf(await get({ page: '1', includeArchived: 'true', where: 'Name=="Loser"' }));
		expect(all[0]).toMatchObject({ ContactStatus: 'ARCHIVED', MergedToContactID: winner });
		expect(contactsOf(await get({ includeArchived: 'true', where: 'Name=="Loser"' }))[0]).not.toHaveProperty('MergedToContactID');
		expect(contactsOf(await xero.send('GET', `/Contacts/${loser}`))[0]).toMatchObject({ MergedToContactID: winner });
	});

	it('answers an unknown id among IDs with an HTML 404 or without it, and too many ids with 404', async () => {
		const [known = ''] = seed({ Name: 'A' });
		const unknown = '11111111-2222-4333-8444-555555555555';
		const missing = await get({ IDs: `${known},${unknown}` });
		expect([missing.status, missing.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
		xero.sandbox.switches.set('xero.unknownIdInRead', 'missing');
		expect(names(await get({ IDs: `${known},${unknown}` }))).toEqual(['A']);
		const many = seed(...Array.from({ length: 53 }, (_, i) => ({ Name: `C${i}` })));
		expect(contactsOf(await xero.send('GET', `/Contacts?page=1&IDs=${many.slice(0, 52).join(',')}`))).toHaveLength(52);
		expect((await xero.send('GET', `/Contacts?page=1&IDs=${many.join(',')}`)).status).toBe(404);
		expect((await get({ where: `Name=="${'x'.repeat(2_100)}"` })).text).toContain('<html>');
	});

	it('shows what changed since a second, and 200 or 304 where nothing did', async () => {
		seed({ Name: 'Old', updatedAt: Date.UTC(2026, 0, 1) }, { Name: 'New', updatedAt: Date.UTC(2026, 0, 2, 0, 0, 0, 900) });
		const since = async (time: string) => await get({ page: '1' }, { 'if-modified-since': time });
		expect(names(await since('2026-01-02T00:00:00'))).toEqual(['New']);
		expect(await since('2026-01-02T00:00:01')).toMatchObject({ status: 200, json: { Contacts: [] } });
		xero.sandbox.switches.set('xero.unchangedRead', '304');
		expect(await since('2026-01-02T00:00:01')).toMatchObject({ status: 304, text: '' });
	});

	it('takes silently one of several contacts with a number, and searches terms in any case', async () => {
		seed({ Name: 'Twin 1', ContactNumber: 'n' }, { Name: 'Twin 2', ContactNumber: 'n' });
		expect(contactsOf(await xero.send('GET', '/Contacts/n'))).toHaveLength(1);
		expect(names(await where('ContactNumber=="n"'))).toHaveLength(2);
		expect(names(await get({ searchTerm: 'TWIN 2' }))).toEqual(['Twin 2']);
		expect((await xero.send('GET', '/Contacts/unknown')).status).toBe(404);
	});

	it('answers XML unless JSON is accepted', async () => {
		const answer = await get({ page: '1' }, { accept: '*/*' });
		expect([answer.headers.get('content-type'), answer.text.slice(0, 5)]).toEqual(['text/xml; charset=utf-8', '<?xml']);
	});
});
