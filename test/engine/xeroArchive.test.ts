import './engineEnvironment';
import { closesXero, failed, json, open, xero } from './upsertStage';
import { inputsByOutput } from './xeroSandbox';

closesXero();

describe('Archive Contact', () => {
	const ID = '6961d4041c1e12de4c54abcd';
	const other = '6961d4041c1e12de4c54abce';
	beforeEach(async () => void (await open()));

	test('every output gets its items, with the ids taken from a notification, a sync or a record', async () => {
		const [mine, stranger] = xero.sandbox.xero.organisation().seedContacts([{ Name: 'Jane Doe', ContactNumber: ID }, { Name: 'Somebody' }]);
		const items = [{ json: { contactId: ID, topic: 'contact.deleted' } }, { json: { intercomId: other, xeroContactId: stranger! } }, { json: { intercomId: 'jane@example.com' } }, { json: { companyId: other } }];
		const result = await xero.upsert(items, { operation: 'archive' });
		expect(inputsByOutput(result)).toEqual([[0, 3], [1], [2]]);
		expect(json(result, 0)).toMatchObject([{ outcome: 'updated', reason: 'archived', intercomId: ID, xeroContactId: mine, record: { topic: 'contact.deleted' } }, { outcome: 'unchanged', reason: 'notFound' }]);
		expect(json(result, 1)).toMatchObject([{ reason: 'keysDisagree', candidates: [{ name: 'Somebody' }] }]);
		expect(failed(result)).toMatchObject([{ reason: 'intercomIdInvalid', class: 'validation', field: 'intercomId', message: '"jane@example.com" is not an ID of Intercom (field Intercom ID)' }]);
	});

	test('the default note tells day and record, and a broken Xero ID is said before any call', async () => {
		const [mine] = xero.sandbox.xero.organisation().seedContacts([{ Name: 'Jane Doe', ContactNumber: ID }]);
		const result = await xero.upsert([{ json: { contactId: ID } }], { operation: 'archive', action: 'note' });
		expect(json(result, 0)).toMatchObject([{ outcome: 'updated', reason: 'noted' }]);
		expect(xero.sandbox.xero.organisation().notes.get(mine!)).toMatchObject([{ details: expect.stringMatching(new RegExp(`^Deleted in Intercom on \\d{4}-\\d\\d-\\d\\d \\(contact ${ID}\\)\\. \\[n8n [0-9a-f]{8}\\]$`)) }]);
		const before = xero.sandbox.journal.mark();
		expect(failed(await xero.upsert([{ json: { contactId: ID, xeroContactId: 'x' } }], { operation: 'archive' }))).toMatchObject([{ reason: 'xeroContactIdInvalid' }]);
		expect(xero.sandbox.journal.count({ after: before })).toBe(0);
	});

	test('more than twenty wait for approval, which the option gives', async () => {
		const ids = Array.from({ length: 21 }, (_, index) => ID.slice(0, -2) + String(10 + index));
		xero.sandbox.xero.organisation().seedContacts(ids.map((id) => ({ Name: `Person ${id}`, ContactNumber: id })));
		const items = ids.map((contactId) => ({ json: { contactId } }));
		expect(json(await xero.upsert(items, { operation: 'archive' }), 1)).toMatchObject(Array(21).fill({ reason: 'massChange' }));
		expect(json(await xero.upsert(items, { operation: 'archive', options: { massChange: 'write' } }), 0)).toMatchObject(Array(21).fill({ reason: 'archived' }));
	});
});
