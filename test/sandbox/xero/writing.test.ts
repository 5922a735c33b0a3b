import { connected, contactsOf, messagesOf, type Connected } from './connected';

const ARCHIVED =
	'The specified contact details matched an archived contact. Archived contacts cannot currently be edited via the API.';
const taken = (name: string): string =>
	`The contact name ${name} is already assigned to another contact. The contact name must be unique across all active contacts.`;

describe('writing contacts to the Xero stand-in', () => {
	let xero: Connected;
	beforeAll(async () => void (xero = await connected()));
	beforeEach(() => xero.reset());
	afterAll(async () => await xero.sandbox.stop());

	const organisation = () => xero.sandbox.xero.organisation();
	const seed = (contact: Record<string, unknown>): string => organisation().seedContacts([contact])[0] ?? '';
	const write = async (method: string, contacts: unknown[], query = '?summarizeErrors=false') =>
		await xero.send(method, `/Contacts${query}`, { Contacts: contacts });
	const put = async (contact: Record<string, unknown>) => await write('PUT', [contact]);
	const post = async (contact: Record<string, unknown>) => await write('POST', [contact]);

	it('PUT refuses a name that an active contact has, in any case, and frees it once archived', async () => {
		const id = seed({ Name: 'Jane Doe' });
		expect(messagesOf(await put({ Name: 'JANE DOE' }))).toEqual([taken('JANE DOE')]);
		organisation().archiveInUi(id);
		expect(messagesOf(await put({ Name: 'Jane Doe' }))).toEqual([]);
	});

	it('PUT refuses a ContactNumber even when its holder is archived', async () => {
		seed({ Name: 'Old', ContactNumber: 'n1', ContactStatus: 'ARCHIVED' });
		expect(messagesOf(await put({ Name: 'New', ContactNumber: 'n1' }))).toEqual([
			'The contact number n1 is already assigned to another contact.',
		]);
		xero.sandbox.switches.set('xero.numberTakenText', 'archivedWhereArchived');
		expect(messagesOf(await put({ Name: 'New', ContactNumber: 'n1' }))).toEqual([ARCHIVED]);
	});

	it('PUT ignores a client’s own id, unknown fields and read-only fields', async () => {
		const ContactID = '11111111-2222-4333-8444-555555555555';
		const sent = { ContactID, Name: 'New', email_address: 'x@y.example', IsCustomer: true, Website: 'https://x.example' };
		const [made] = contactsOf(await put(sent));
		expect(made?.ContactID).not.toBe(ContactID);
		expect(made).toMatchObject({ IsCustomer: false });
		expect(Object.keys(made ?? {})).not.toEqual(expect.arrayContaining(['Website']));
		expect(Object.keys(made ?? {})).not.toEqual(expect.arrayContaining(['email_address']));
	});

	it('POST without ContactID overwrites the namesake and keeps its number; the ledger shows it', async () => {
		const id = seed({ Name: 'Jane Doe', EmailAddress: 'a@x.example', ContactNumber: 'n1' });
		expect((await post({ Name: 'jane doe', EmailAddress: 'b@x.example' })).status).toBe(200);
		expect(organisation().contact(id)).toMatchObject({ EmailAddress: 'b@x.example', ContactNumber: 'n1' });
		expect(xero.sandbox.xero.changes).toContainEqual(
			expect.objectContaining({ contactId: id, field: 'EmailAddress', before: 'a@x.example', after: 'b@x.example', by: 'api' }),
		);
	});

	it.each([
		['numberThenName', taken('Named')],
		['nameThenNumber', 'The contact number n1 is already assigned to another contact.'],
	] as const)('POST without ContactID matches %s', async (order, clash) => {
		xero.sandbox.switches.set('xero.postMatchOrder', order);
		seed({ Name: 'Numbered', ContactNumber: 'n1' });
		seed({ Name: 'Named' });
		expect(messagesOf(await post({ Name: 'Named', ContactNumber: 'n1' }))).toEqual([clash]);
	});

	it('merges phones by type; parts left out are emptied or kept, by switch', async () => {
		const Phones = [
			{ PhoneType: 'DEFAULT', PhoneNumber: '1', PhoneAreaCode: '02', PhoneCountryCode: '61' },
			{ PhoneType: 'MOBILE', PhoneNumber: '9' },
		];
		const phone = async (): Promise<unknown[]> => {
			const ContactID = seed({ Name: `P ${Math.random()}`, Phones });
			const [written] = contactsOf(await post({ ContactID, Phones: [{ PhoneType: 'DEFAULT', PhoneNumber: '2' }] }));
			return (written?.Phones as Array<Record<string, string>>).map((slot) => Object.values(slot).join('|'));
		};
		expect(await phone()).toEqual(['DEFAULT|2||', 'DDI|||', 'FAX|||', 'MOBILE|9||']);
		xero.sandbox.switches.set('xero.slotParts', 'merged');
		expect(await phone()).toEqual(['DEFAULT|2|02|61', 'DDI|||', 'FAX|||', 'MOBILE|9||']);
	});

	it('replaces ContactPersons; an empty list changes nothing, one empty person empties it', async () => {
		const ContactID = seed({ Name: 'Acme', EmailAddress: 'a@x.example', ContactPersons: [{ FirstName: 'Jane' }, { FirstName: 'Joe' }] });
		const persons = async (ContactPersons: unknown[]) =>
			(contactsOf(await post({ ContactID, ContactPersons }))[0]?.ContactPersons as Array<{ FirstName: string }>).map(({ FirstName }) => FirstName);
		expect(await persons([])).toEqual(['Jane', 'Joe']);
		expect(await persons([{ FirstName: 'Ann' }])).toEqual(['Ann']);
		expect(await persons([{}])).toEqual([]);
	});

	it('refuses to edit archived and forgotten contacts, and archives active ones', async () => {
		const ContactID = seed({ Name: 'Acme' });
		expect(contactsOf(await post({ ContactID, ContactStatus: 'ARCHIVED' }))[0]).toMatchObject({ ContactStatus: 'ARCHIVED' });
		expect(messagesOf(await post({ ContactID, ContactStatus: 'ACTIVE' }))).toEqual([ARCHIVED]);
		const forgotten = seed({ Name: 'Gone' });
		organisation().gdprRequestInUi(forgotten);
		expect(messagesOf(await post({ ContactID: forgotten, FirstName: 'x' }))).toEqual([ARCHIVED]);
	});

	it('does not move UpdatedDateUTC for a POST that changes nothing', async () => {
		const ContactID = seed({ Name: 'Acme', FirstName: 'A', updatedAt: 1_000 });
		await post({ ContactID, Name: 'Acme', FirstName: 'A', LastName: '' });
		expect(organisation().contact(ContactID)?.UpdatedDateUTC).toBe('/Date(1000+0000)/');
		expect(xero.sandbox.xero.changes).toEqual([]);
	});

	it.each([
		['no name', { FirstName: 'x' }, /Contact Name cannot be empty/],
		['256 characters', { Name: 'x'.repeat(256) }, /Name .* 255/],
		['markup', { Name: '<b>x</b>' }, /invalid characters/],
		['two blanks', { Name: 'a  b' }, /repeated blanks/],
		['no email', { Name: 'x', EmailAddress: 'nobody' }, /Email address must be valid/],
		['an umlaut', { Name: 'x', EmailAddress: 'jürgen@x.example' }, /Email address must be valid/],
		['six people', { Name: 'x', ContactPersons: Array.from({ length: 6 }, (_, i) => ({ FirstName: `${i}` })) }, /no more than 5/],
		['a currency', { Name: 'x', DefaultCurrency: 'EUR' }, /not subscribed to currency EUR/],
		['an area code', { Name: 'x', Phones: [{ PhoneType: 'DEFAULT', PhoneAreaCode: '12345678901' }] }, /PhoneAreaCode .* 10/],
		['bank details', { Name: 'x', BankAccountDetails: '1' }, /permission/],
		['a country', { Name: 'x', Addresses: [{ AddressType: 'STREET', Country: 'AU-1' }] }, /letters/],
	])('refuses %s on its element alone', async (_what, contact, message) => {
		const answer = await write('PUT', [contact, { Name: 'Good' }]);
		expect(answer.status).toBe(200);
		expect(messagesOf(answer).join()).toMatch(message);
		const [bad, good] = contactsOf(answer);
		expect(bad).toMatchObject({ StatusAttributeString: 'ERROR', HasValidationErrors: true });
		expect(organisation().contact(String(bad?.ContactID))).toBeUndefined();
		expect(bad?.ContactID).not.toMatch(/^0{8}/);
		expect(good).toMatchObject({ StatusAttributeString: 'OK', Name: 'Good' });
	});

	it.each([
		['saved', ['Good', 'Held']],
		['notSaved', ['Held']],
	] as const)('summarises errors as one 400 of the bad elements; the good ones are %s', async (value, left) => {
		xero.sandbox.switches.set('xero.partialSave', value);
		seed({ Name: 'Held' });
		const answer = await write('PUT', [{ Name: 'Good' }, { Name: 'Held' }], '');
		expect(answer).toMatchObject({ status: 400, json: { ErrorNumber: 10, Type: 'ValidationException' } });
		expect(messagesOf(answer)).toEqual([taken('Held')]);
		expect(organisation().allContacts().map(({ Name }) => Name).sort()).toEqual(left);
		expect(xero.sandbox.xero.changes.some(({ after }) => after === 'Good')).toBe(value === 'saved');
	});

	it('answers 404 for the whole batch with an unknown ContactID, or refuses that element, by switch', async () => {
		const unknown = { ContactID: '11111111-2222-4333-8444-555555555555', FirstName: 'x' };
		const ContactID = seed({ Name: 'Known' });
		const batch = [{ ContactID, FirstName: 'y' }, unknown];
		const answer = await write('POST', batch);
		expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
		expect(xero.sandbox.xero.changes).toEqual([]);
		xero.sandbox.switches.set('xero.unknownIdInWrite', 'elementError');
		expect((await write('POST', batch)).status).toBe(200);
		expect(organisation().contact(ContactID)?.FirstName).toBe('y');
	});

	it('replays an Idempotency-Key for six minutes, errors included, and refuses it for another request', async () => {
		const send = async (name: string, key = 'k') =>
			await xero.send('PUT', '/Contacts', { Contacts: [{ Name: name }] }, { 'idempotency-key': key });
		const first = await send('One');
		expect((await send('One')).text).toBe(first.text);
		expect(organisation().allContacts()).toHaveLength(1);
		expect(await send('Two')).toMatchObject({ status: 400, text: expect.stringContaining('is used with a different request') as string });
		expect((await send('One', 'other')).status).toBe(400);
		organisation().editInUi(String(contactsOf(first)[0]?.ContactID), { Name: 'Moved away' });
		expect((await send('One', 'other')).status).toBe(400);
		xero.sandbox.clock.advance(6 * 60_000);
		expect((await send('One', 'other')).status).toBe(200);
		expect((await send('Three', 'x'.repeat(129))).status).toBe(400);
	});
});
