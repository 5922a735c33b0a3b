import './engineEnvironment';
import { closesXero, failed, json, open, xero } from './upsertStage';
import { inputsByOutput } from './xeroSandbox';

closesXero();

describe('Create or Update Account', () => {
	const ID = '6961d4041c1e12de4c54abcd';
	const company = { json: { intercomId: ID, xero: { Name: 'Acme Pty Ltd' } } };
	const ACCOUNT = { operation: 'account', code: '4001' };
	beforeEach(async () => void (await open()));

	test('a mapped company gets its entry; taken codes and wrong values leave by their own output', async () => {
		xero.grant('accounting.settings');
		const items = [company, { json: { intercomId: `${ID.slice(0, -1)}e`, xero: { Name: 'Beta' } } }, { json: { companyId: 'x' } }];
		const result = await xero.upsert(items, ACCOUNT);
		expect(inputsByOutput(result)).toEqual([[0], [1], [2]]);
		expect(json(result, 0)).toMatchObject([{ outcome: 'created', intercomId: ID, xeroAccountId: expect.any(String), changes: expect.arrayContaining([{ field: 'Code', before: '', after: '4001' }]) }]);
		expect(json(result, 0)[0]).not.toHaveProperty('xeroContactId');
		expect(json(result, 1)).toMatchObject([{ reason: 'accountNotOurs', candidates: [{ name: '4001 Acme Pty Ltd' }] }]);
		expect(failed(result)).toMatchObject([{ reason: 'accountInvalid', field: 'companyId' }]);
	});

	test('with the scopes of the credential as it comes it says which one is missing', async () => {
		expect(failed(await xero.upsert([company], ACCOUNT))).toMatchObject([{ class: 'auth', reason: 'xeroScopeMissing', nextStep: 'Add accounting.settings to the scope of the Xero credential, save it, then press Switch account (or Connect) in it.' }]);
	});
});
