import type { ILoadOptionsFunctions, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { XeroToIntercomMapper } from '../../nodes/XeroToIntercomMapper/XeroToIntercomMapper.node';
import { runNode, type NodeResult } from './runWorkflow';

/** Xero to Intercom Mapper in the real engine. */
const ID = '6f1c2ad0-0000-4000-8000-000000000001';
const jane = { ContactID: ID, Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@acme.example', AccountNumber: '1001', TaxNumber: '51824753556', Phones: [{ PhoneType: 'MOBILE', PhoneNumber: '021 123 4567' }, { PhoneType: 'DDI', PhoneNumber: '09 373 7999' }], UpdatedDateUTC: '/Date(1768018948000+0000)/' };
const ledger = { name: 'default', kind: 'contact', id: 'a1', token: 't1', billTo: 'person', organisationId: 'o', left: 'xero.read', why: 'changedInXero', bothWays: { fields: ['name'] }, lastSync: { xeroContactId: ID, values: { FirstName: 'Jane', LastName: 'Roe' } } };
const item = (contact: object = {}, more: object = {}): object => ({ contactId: 'a1', organisationId: 'org-1', xeroContact: { ...jane, ...contact }, ...more });

const map = async (items: object[], parameters: INodeParameters = {}, onError?: 'continueRegularOutput'): Promise<NodeResult> =>
	await runNode({ type: 'xeroToIntercomMapper', parameters: { operation: 'mapContact', ...parameters }, items: items.map((json) => ({ json })) as INodeExecutionData[], onError });
const json = ({ outputs }: NodeResult, output = 0) => (outputs[output] ?? []).map((one) => one.json);

test('mapped, rejected and skipped items leave by their own output, paired, and carry the ledger', async () => {
	const result = await map([item({}, { ledger }), item({ FirstName: 'x'.repeat(300) }, { ledger }), item({}, { ledger: { ...ledger, billTo: 'company' } }), { hello: 'world' }, item()]);
	expect(result.error).toBeUndefined();
	expect(result.outputs.map((output) => output.map(({ pairedItem }) => (pairedItem as { item: number }).item))).toEqual([[0, 4], [1, 3], [2]]);
	expect(json(result)[0]).toMatchObject({
		contactId: 'a1', xeroContact: { ContactID: ID }, ledger: { ...ledger, left: 'back.mapped' },
		back: { kind: 'contact', xeroContactId: ID, organisationId: 'org-1', xeroUpdatedAt: 1_768_018_948_000, values: { name: 'Jane Doe', email: 'jane@acme.example' }, base: { name: 'Jane Roe' }, country: 'AU' },
	});
	expect(json(result)[1]).not.toHaveProperty('ledger');
	expect((json(result)[1]!.back as object)).not.toHaveProperty('base');
	expect(json(result, 1)).toMatchObject([{ xeroContactId: ID, reason: 'maxChars', problems: [{ field: 'name', rule: 'maxChars' }], ledger: { left: 'back.rejected' } }, { reason: 'notAXeroContact', message: expect.stringContaining('Get Contacts') }]);
	expect(json(result, 2)).toMatchObject([{ xeroContactId: ID, reason: 'staffOfOrganisation', ledger: { left: 'back.skipped' } }]);
});

test('the parameters of the panel reach the mapping', async () => {
	const back = async (parameters: INodeParameters) => json(await map([item()], parameters))[0]!.back as { kind: string; values: Record<string, unknown>; country: string };
	expect(await back({ options: { defaultCountry: 'nz' } })).toMatchObject({ country: 'NZ', values: { phone: '+64211234567' } });
	expect((await back({ options: { defaultCountry: 'NZ', phoneSlot: 'DDI' } })).values.phone).toBe('+6493737999');
	expect((await back({ options: { preset: 'literal' } })).values.name).toBe('Jane Doe Jane');
	expect(await back({ options: { kind: 'company', abnAttribute: 'tax_id' } })).toMatchObject({ kind: 'company', values: { name: 'Jane Doe', custom_attributes: { tax_id: '51 824 753 556' } } });
	const attributes = { assignment: [{ attribute: { __rl: true, mode: 'name', value: 'account' }, xeroField: 'AccountNumber', as: 'number' }, { attribute: '={{ "again" }}', xeroField: 'LastName', as: 'text' }, { attribute: { __rl: true, mode: 'name', value: ' ' }, xeroField: 'LastName', as: 'text' }] };
	expect((await back({ mapping: 'custom', attributes })).values.custom_attributes).toEqual({ account: 1001, again: 'Doe' });
	expect((await back({ mapping: 'recommended', attributes })).values).not.toHaveProperty('custom_attributes');
});

test('a value that Intercom refuses is left out with a remark, or rejected', async () => {
	const bad = item({ EmailAddress: 'jane at acme' });
	expect(json(await map([bad]))[0]!.back).toMatchObject({ remarks: [expect.stringContaining('left out')] });
	expect(json(await map([bad], { options: { unusableValue: 'reject' } }), 1)).toMatchObject([{ reason: 'emailInvalid', contact: { id: ID, email: 'jane at acme' } }]);
});

test('an item that brings what only Xero knows is passed on', async () => {
	const known = { contactId: 'a1', xeroContactId: ID, ledger: { ...ledger, why: 'balances', balance: { contactId: ID, outstanding: 5, overdue: 0, currency: '', status: 'ACTIVE' } } };
	expect(json(await map([known]))).toEqual([{ ...known, ledger: { ...known.ledger, left: 'back.mapped' } }]);
});

test('a contact as Xero sends it is mapped without Get Contacts', async () => {
	expect(json(await map([jane]))[0]).toMatchObject({ ContactID: ID, back: { values: { name: 'Jane Doe' } } });
});

test('a failing expression rejects its item alone, or stops the run', async () => {
	const parameters = { mapping: 'custom', attributes: { assignment: [{ attribute: '={{ $("Nobody").item.json.name }}', xeroField: 'Name', as: 'text' }] } } as INodeParameters;
	const result = await map([item({}, { ledger })], parameters, 'continueRegularOutput');
	expect(json(result, 1)).toMatchObject([{ reason: 'mappingFailed', ledger: { left: 'back.rejected' } }]);
	expect((await map([item()], parameters)).error).toBeDefined();
});

test('without a connection the list of attributes says what to do', async () => {
	const context = { getNode: () => ({ name: 'x', parameters: { authentication: 'none' } }) } as unknown as ILoadOptionsFunctions;
	await expect(new XeroToIntercomMapper().methods.listSearch.searchAllAttributes.call(context)).rejects.toThrow('needs a connection: choose one under Lists From Intercom');
});
