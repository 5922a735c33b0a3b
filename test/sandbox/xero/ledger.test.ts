import { overwrites } from '../../../sandbox/xero/ledger';
import { connected, type Connected } from './connected';

describe('the overwrite ledger', () => {
	let xero: Connected;
	beforeAll(async () => void (xero = await connected()));
	beforeEach(() => xero.reset());
	afterAll(async () => await xero.sandbox.stop());

	const post = async (contact: Record<string, unknown>) => await xero.send('POST', '/Contacts', { Contacts: [contact] });

	it('counts a changed field of an existing contact that the scenario did not list, and nothing else', async () => {
		const organisation = xero.sandbox.xero.organisation();
		const [ContactID = ''] = organisation.seedContacts([{ Name: 'Acme', EmailAddress: 'a@x.example' }]);
		await xero.send('PUT', '/Contacts', { Contacts: [{ Name: 'New' }] });
		organisation.editInUi(ContactID, { TaxNumber: '1' });
		await post({ ContactID, Name: 'Stranger', EmailAddress: '', Phones: [{ PhoneType: 'MOBILE', PhoneNumber: '1' }] });
		const found = (...fields: string[]) =>
			overwrites(xero.sandbox.xero.changes, fields.map((field) => ({ contactId: ContactID, field }))).map(({ field }) => field);
		expect(found().sort()).toEqual(['EmailAddress', 'Name', 'Phones.MOBILE.PhoneNumber']);
		expect(found('Phones.MOBILE', 'EmailAddress')).toEqual(['Name']);
		expect(found('Phones', 'EmailAddress', 'Name')).toEqual([]);
	});

	it('ties every change to the request that made it, and tells listeners', async () => {
		const [ContactID = ''] = xero.sandbox.xero.organisation().seedContacts([{ Name: 'Acme' }]);
		const heard: string[] = [];
		const stop = xero.sandbox.xero.ledger.subscribe((changes) => heard.push(...changes.map(({ field }) => field)));
		await post({ ContactID, FirstName: 'A' });
		stop();
		await post({ ContactID, LastName: 'B' });
		expect(heard).toEqual(['FirstName']);
		const [change] = xero.sandbox.xero.changes;
		const [entry] = xero.sandbox.journal.list({ operation: 'xero.updateOrCreateContacts' });
		expect(change).toMatchObject({ before: '', after: 'A', requestId: entry?.id });
	});

	it('shows merges, archiving and renames in Xero’s own screens as changes by people', () => {
		const organisation = xero.sandbox.xero.organisation();
		const [winner = '', loser = ''] = organisation.seedContacts([{ Name: 'W' }, { Name: 'L' }]);
		organisation.mergeInUi(loser, winner);
		organisation.editInUi(winner, { Name: 'W2' });
		expect(xero.sandbox.xero.changes.map(({ by, field, after }) => [by, field, after])).toEqual([
			['ui', 'ContactStatus', 'ARCHIVED'],
			['ui', 'MergedToContactID', winner],
			['ui', 'Name', 'W2'],
		]);
	});
});
