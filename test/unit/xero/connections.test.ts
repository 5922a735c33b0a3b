import { chosenAmong, onlyOrganisation, readConnections } from '../../../lib/xero/api/connections';
import { ManualClock } from '../http/manualClock';

const DEMO = 'Demo Company (AU)';
const connection = (tenantId: string, tenantName: string | null, more: object = {}) => ({ tenantId, tenantName, tenantType: 'ORGANISATION', createdDateUtc: '2026-11-23T01:02:03.0000000', ...more });

async function organisations(...body: object[]) {
	const transport = () => Promise.resolve({ status: 200, headers: {}, body });
	const result = await readConnections('https://api.xero.com', { transport, clock: new ManualClock() });
	if (!result.ok) throw new Error(result.failure.message);
	return result.organisations;
}

test('organisations of one name are told apart by the beginning of their id and the day they were connected', async () => {
	const found = await organisations(connection('BBBB2222-0000-4000-8000-000000000002', DEMO, { createdDateUtc: '2026-10-01T00:00:00' }), connection('aaaa1111-0000-4000-8000-000000000001', 'demo company (au) '), connection('cccc3333-0000-4000-8000-000000000003', 'Harbour Books'));
	expect(found.map(({ label, id }) => [label, id.slice(0, 8)])).toEqual([
		['demo company (au) [aaaa1111, connected 2026-11-23]', 'aaaa1111'],
		[`${DEMO} [bbbb2222, connected 2026-10-01]`, 'bbbb2222'],
		['Harbour Books', 'cccc3333'],
	]);
});

test('an organisation without a name, and one whose day is not known, are still told apart; practices are left out', async () => {
	const found = await organisations(connection('aaaa1111-0000-4000-8000-000000000001', null), connection('p', 'Practice', { tenantType: 'PRACTICE' }), connection('dddd4444', 'X', { createdDateUtc: undefined }), connection('eeee5555', 'X', { createdDateUtc: undefined }));
	expect(found.map(({ label }) => label)).toEqual(['aaaa1111-0000-4000-8000-000000000001', 'X [dddd4444]', 'X [eeee5555]']);
});

describe('an organisation that nobody chose', () => {
	const two = async () => await organisations(connection('aaaa1111', DEMO), connection('bbbb2222', DEMO));

	test('is asked for with each ID, and where the nodes have the field for it', async () => {
		expect(onlyOrganisation(await two())).toMatchObject({
			reason: 'organisationNotChosen', message: expect.stringContaining(`${DEMO} [aaaa1111, connected 2026-11-23] = aaaa1111, ${DEMO} [bbbb2222`),
			nextStep: 'Choose it under Organisation: in Sync Ledger Trigger where the workflow has one, else in this node.',
		});
	});

	test('is asked for in the same words by every node', async () => {
		expect(chosenAmong(' ', await two())).toEqual(onlyOrganisation(await two()));
		expect(chosenAmong('', [])).toEqual(onlyOrganisation([]));
	});

	test('is the only one there is', async () => {
		expect(chosenAmong('', await organisations(connection('aaaa1111', DEMO)))).toMatchObject({ id: 'aaaa1111' });
	});
});

test('a chosen one is taken in any case, and one that is not connected is to be chosen again', async () => {
	const two = await organisations(connection('aaaa1111', DEMO), connection('bbbb2222', DEMO));
	expect(chosenAmong(' BBBB2222', two)).toMatchObject({ id: 'bbbb2222' });
	expect(chosenAmong('cccc3333', two)).toMatchObject({ reason: 'organisationNotConnected', nextStep: expect.stringContaining('under Organisation') });
});
