import './engineEnvironment';
import { OrganisationTurn } from '../../lib/xero/pace/organisationTurn';
import type { Quota } from '../../lib/xero/pace/quota';
import { openXero, type XeroSandbox } from './xeroSandbox';

/** Whether the turn at the organisation is this process's to take, as the ledger that workers share says. */
let mockIsOurs = true;
let mockGivenBack = 0;

jest.mock('../../nodes/shared/xeroTurn', () => ({
	...jest.requireActual<object>('../../nodes/shared/xeroTurn'),
	sharedTurn: (_context: unknown, quota: Quota) =>
		Promise.resolve(new OrganisationTurn(
			{
				take: () => Promise.resolve({ isOurs: mockIsOurs, before: null }),
				renew: () => Promise.resolve({ isOurs: true, isWanted: false }),
				giveBack: () => Promise.resolve(void mockGivenBack++),
			},
			quota,
		)),
}));

let xero: XeroSandbox;
beforeEach(async () => void (xero = await openXero()));
afterEach(async () => await xero.sandbox.stop());

const get = async () => {
	const [xeroContactId] = xero.sandbox.xero.organisation().seedContacts([{ Name: 'Jane Doe' }]);
	return await xero.upsert([{ json: { xeroContactId } }], { operation: 'getContacts', options: { maxWaitSeconds: 0 } });
};

test('where workers take turns, Get Contacts reads in its turn, and gives it back', async () => {
	const { outputs } = await get();
	expect(outputs[0]?.map(({ json }) => json.xeroContact)).toMatchObject([{ Name: 'Jane Doe' }]);
	expect(mockGivenBack).toBe(1);
});

test('where its turn does not come, its items leave by Failed to be tried again, and Xero is asked nothing', async () => {
	mockIsOurs = false;
	const { outputs } = await get();
	expect(outputs[2]?.map(({ json }) => json)).toMatchObject([{ reason: 'xeroWorkersTurn', retryable: true }]);
	expect(xero.calls()).toEqual({});
});
