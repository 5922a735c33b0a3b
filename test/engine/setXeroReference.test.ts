import nock from 'nock';
import type { IDataObject } from 'n8n-workflow';
import { contactBody } from '../unit/intercom/scriptedIntercom';
import { withoutJitter, withoutNetwork } from './hermetic';
import { API, contacts, run } from './scriptedContacts';

withoutNetwork();
withoutJitter();

describe.each<{ valuesFrom?: string }>([{}, { valuesFrom: 'item' }])('Set Xero Reference with %j', (from) => {
	const SYNCED = { intercomId: 'c1', xeroContactId: 'x1', xeroContactUrl: 'https://go.xero.com/x1', organisationId: 'o1', outcome: 'created' };
	const STORED = { xero_contact_id: 'x1', xero_contact_url: 'https://go.xero.com/x1', xero_organisation_id: 'o1' };
	const set = (json: IDataObject) => run([{ json }], { operation: 'setXeroReference', ...from });

	test('keeps the item and adds what was stored', async () => {
		contacts((id) => [200, contactBody(id)]);
		const attributes = Object.keys(STORED).map((name) => ({ name, custom: true, data_type: 'string', messenger_writable: false }));
		nock(API).get('/data_attributes').query(true).reply(200, { data: attributes });
		const put = nock(API).put('/contacts/c1', { custom_attributes: STORED }).reply(200, contactBody('c1', { custom_attributes: STORED }));
		const { outputs } = await set(SYNCED);
		expect(outputs[0]?.[0]?.json).toEqual({ ...SYNCED, xeroReference: STORED, referenceWritten: true });
		expect(put.isDone()).toBe(true);
	});

	test('writes nothing where nothing differs', async () => {
		contacts((id) => [200, contactBody(id, { custom_attributes: STORED })]);
		const { outputs } = await set(SYNCED);
		expect(outputs[0]?.[0]?.json).toMatchObject({ referenceWritten: false });
	});

	test('of an item about a company', async () => {
		const company = { ...SYNCED, intercomId: 'b1', record: { kind: 'organisation' } };
		const about = nock(API).get(from.valuesFrom === 'item' ? '/companies/b1' : '/contacts/b1').query(true).reply(401, { type: 'error.list', errors: [{ code: 'unauthorized', message: 'Access Token Invalid' }] });
		const { outputs } = await set(company);
		// Only an item that says it all says that, too: a field that was filled in by a person is about a contact.
		expect(outputs[2]?.[0]?.json).toMatchObject({ class: 'auth', ...(from.valuesFrom === 'item' ? { companyId: 'b1' } : { contactId: 'b1' }) });
		expect(about.isDone()).toBe(true);
	});

	test('an item without a Xero contact is refused before any call', async () => {
		const { outputs } = await set({ intercomId: 'c1' });
		expect(outputs[2]?.[0]?.json).toMatchObject({ reason: 'xeroContactIdMissing', contactId: 'c1', attempts: 0 });
	});
});
