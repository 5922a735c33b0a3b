import { AccountingApi } from 'xero-node/dist/gen/api/accountingApi';
import * as vendor from 'xero-node';
import { AccountType, type Contact, Phone } from 'xero-node';
import { checkAnswer, checkEntries, specPresent } from '../../../sandbox/kernel/specCheck';
import { connected, type Connected } from './connected';

describe('xero-node 20 against the Xero stand-in', () => {
	let xero: Connected;
	let api: AccountingApi;
	beforeAll(async () => {
		xero = await connected();
		api = new AccountingApi(`${xero.sandbox.xeroUrl}/api.xro/2.0`);
		api.accessToken = xero.token;
	});
	beforeEach(() => {
		specPresent('xero');
	});
	afterAll(async () => await xero.sandbox.stop());

	const contacts = async (names: string[]): Promise<Contact[]> => {
		const { body } = await api.createContacts(xero.tenantId, { contacts: names.map((name) => ({ name })) });
		return body.contacts ?? [];
	};

	it('creates contacts and reads them back, by page, by id, by number and by filter', async () => {
		const phones = [{ phoneType: Phone.PhoneTypeEnum.MOBILE, phoneCountryCode: '61', phoneNumber: '400000000' }];
		const sent = { name: 'Ada Example', contactNumber: 'ic-1', emailAddress: 'ada@example.com', phones };
		const { body } = await api.createContacts(xero.tenantId, { contacts: [sent] }, false, 'key-1');
		const id = body.contacts?.[0]?.contactID ?? '';
		expect(body.contacts?.[0]).toMatchObject({ name: 'Ada Example', statusAttributeString: 'OK' });
		const page = await api.getContacts(xero.tenantId, undefined, 'EmailAddress=="ADA@example.com"', undefined, undefined, 1);
		expect(page.body.contacts?.map(({ contactID }) => contactID)).toEqual([id]);
		expect(page.body.pagination).toMatchObject({ page: 1, pageSize: 100, itemCount: 1 });
		expect((await api.getContact(xero.tenantId, id)).body.contacts?.[0]?.updatedDateUTC).toBeInstanceOf(Date);
		expect((await api.getContactByContactNumber(xero.tenantId, 'ic-1')).body.contacts?.[0]?.contactID).toBe(id);
		const byIds = await api.getContacts(xero.tenantId, new Date(0), undefined, 'Name ASC', [id], 1, true, false, 'ada', 10);
		expect(byIds.body.contacts?.[0]?.phones?.find(({ phoneType }) => String(phoneType) === 'MOBILE')).toMatchObject({
			phoneNumber: '400000000',
		});
	});

	it('updates by POST with and without the id in the path', async () => {
		const [made] = await contacts(['Grace Example']);
		const contactID = made?.contactID ?? '';
		const whole = await api.updateOrCreateContacts(xero.tenantId, { contacts: [{ contactID, firstName: 'Grace' }] }, false);
		expect(whole.body.contacts?.[0]).toMatchObject({ contactID, name: 'Grace Example', firstName: 'Grace' });
		const single = await api.updateContact(xero.tenantId, contactID, { contacts: [{ contactID, lastName: 'Example' }] });
		expect(single.body.contacts?.[0]).toMatchObject({ firstName: 'Grace', lastName: 'Example' });
	});

	it('rejects with the JSON text of a validation error, zero id inside', async () => {
		await contacts(['Taken Example']);
		const rejection: unknown = await api
			.createContacts(xero.tenantId, { contacts: [{ name: 'taken example' }] }, true)
			.then(() => null, (reason: unknown) => reason);
		expect(typeof rejection).toBe('string');
		const { response } = JSON.parse(String(rejection)) as {
			response: { statusCode: number; body: { Type: string; Elements: Array<Record<string, unknown>> } };
		};
		expect(response.statusCode).toBe(400);
		expect(response.body.Type).toBe('ValidationException');
		expect(response.body.Elements[0]?.ContactID).toBe('00000000-0000-0000-0000-000000000000');
	});

	it('keeps groups and their members', async () => {
		const [member] = await contacts(['Member Example']);
		const contactID = member?.contactID ?? '';
		const made = await api.createContactGroup(xero.tenantId, { contactGroups: [{ name: 'Tag: vip' }] });
		const groupId = made.body.contactGroups?.[0]?.contactGroupID ?? '';
		await api.createContactGroupContacts(xero.tenantId, groupId, { contacts: [{ contactID }] });
		expect((await api.getContactGroup(xero.tenantId, groupId)).body.contactGroups?.[0]?.contacts?.[0]).toMatchObject({ contactID });
		expect((await api.getContact(xero.tenantId, contactID)).body.contacts?.[0]?.contactGroups?.[0]?.name).toBe('Tag: vip');
		await api.deleteContactGroupContact(xero.tenantId, groupId, contactID);
		await api.createContactGroupContacts(xero.tenantId, groupId, { contacts: [{ contactID }] });
		await api.deleteContactGroupContacts(xero.tenantId, groupId);
		expect((await api.getContactGroup(xero.tenantId, groupId)).body.contactGroups?.[0]?.contacts).toEqual([]);
		expect((await api.getContactGroups(xero.tenantId)).body.contactGroups?.map(({ name }) => name)).toEqual(['Tag: vip']);
	});

	it('adds history notes and reads them', async () => {
		const [made] = await contacts(['Noted Example']);
		const id = made?.contactID ?? '';
		await api.createContactHistory(xero.tenantId, id, { historyRecords: [{ details: 'one' }, { details: 'two' }] });
		const { body } = await api.getContactHistory(xero.tenantId, id);
		expect(body.historyRecords?.map(({ details, user }) => [details, user])).toEqual([
			['two', 'System Generated'],
			['one', 'System Generated'],
		]);
	});

	it('reads what changed since a moment, archived and merged contacts among them', async () => {
		const [changed, merged, winner] = await contacts(['Changed Example', 'Merged Example', 'Winner Example']);
		xero.sandbox.clock.advance(300_000);
		const since = new Date(xero.sandbox.clock.now());
		xero.sandbox.clock.advance(2_000);
		const organisation = xero.sandbox.xero.organisation(xero.tenantId);
		organisation.editInUi(winner?.contactID ?? '', { FirstName: 'Wim' });
		organisation.archiveInUi(changed?.contactID ?? '');
		organisation.mergeInUi(merged?.contactID ?? '', winner?.contactID ?? '');
		const { body } = await api.getContacts(xero.tenantId, since, undefined, 'ContactID', undefined, 1, true);
		const told = (body.contacts ?? []).map(({ name, contactStatus, mergedToContactID }) => [name, String(contactStatus), mergedToContactID ?? null]).sort();
		expect(told).toEqual([['Changed Example', 'ARCHIVED', null], ['Merged Example', 'ARCHIVED', winner?.contactID], ['Winner Example', 'ACTIVE', null]]);
	});

	it('has nothing that verifies a webhook, so its signature is judged by the stand-in alone', () => {
		expect(Object.keys(vendor).filter((name) => /webhook|signature|hmac/i.test(name))).toEqual([]);
	});

	it('reads organisation and users, reads and writes accounts', async () => {
		expect((await api.getOrganisations(xero.tenantId)).body.organisations?.[0]).toMatchObject({ organisationID: xero.tenantId });
		expect((await api.getUsers(xero.tenantId)).body.users?.[0]).toMatchObject({ emailAddress: 'olivia@harbourbooks.example' });
		const made = await api.createAccount(xero.tenantId, { code: 'C-1', name: 'Acme', type: AccountType.EXPENSE });
		const id = made.body.accounts?.[0]?.accountID ?? '';
		await api.updateAccount(xero.tenantId, id, { accounts: [{ name: 'Acme Pty Ltd' }] });
		const { body } = await api.getAccounts(xero.tenantId);
		expect(body.accounts?.find(({ accountID }) => accountID === id)).toMatchObject({ code: 'C-1', name: 'Acme Pty Ltd' });
	});

	it('shows the real client nothing outside the specification, in requests and in answers', () => {
		const entries = xero.sandbox.journal.list({ vendor: 'xero' });
		expect(entries.length).toBeGreaterThan(20);
		expect(checkEntries(entries)).toEqual([]);
		const problems = entries
			.filter(({ status, answer }) => status !== null && answer.startsWith('{') && answer.length < 20_000)
			.flatMap((entry) => checkAnswer({ ...entry, status: entry.status ?? 0, answer: JSON.parse(entry.answer) as unknown }));
		expect(problems).toEqual([]);
	});
});
