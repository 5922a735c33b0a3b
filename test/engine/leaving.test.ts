import './engineEnvironment';
import nock from 'nock';
import type { INodeExecutionData } from 'n8n-workflow';
import { contactBody, errorList } from '../unit/intercom/scriptedIntercom';
import { runNode, type NodeResult } from './runWorkflow';
import { itemOf, openXero, type XeroSandbox } from './xeroSandbox';

/** What a person sees in the editor beside the items: red, a word in the output pane, what the execution is called. */
const JANE = { name: 'Jane Doe', email: 'jane@example.com' };
const hints = ({ hints: given }: NodeResult) => given.map(({ type, message }) => [type, message]);
const named = ({ run }: NodeResult) => run.data.resultData.metadata;

beforeAll(() => jest.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => nock.cleanAll());
afterAll(() => jest.restoreAllMocks());

describe('Xero Contact Upsert', () => {
	let xero: XeroSandbox;
	beforeEach(async () => void (xero = await openXero()));
	afterEach(async () => await xero.sandbox.stop());

	test('by hand it is red where no organisation is chosen among several, and says how to choose; published the item leaves by Failed', async () => {
		const unchosen = { organisation: { __rl: true, mode: 'list', value: '' } };
		const byHand = await xero.upsert([itemOf(JANE)], unchosen, { mode: 'manual' });
		expect(byHand.error).toMatchObject({ message: expect.stringContaining('connected to several organisations'), description: expect.stringContaining('Choose it under Organisation') });
		const published = await xero.upsert([itemOf(JANE)], unchosen);
		expect(published.error).toBeUndefined();
		expect(published.outputs[2]).toMatchObject([{ json: { name: 'Jane Doe', reason: 'organisationNotChosen' } }]);
		expect(hints(published)).toEqual([['danger', expect.stringMatching(/^1 item failed\. Jane Doe: The Xero credential is connected to several organisations .* Choose it under Organisation/)]]);
		expect(named(published)).toEqual({ contact: 'Jane Doe', email: 'jane@example.com', outcome: 'failed' });
	});

	test('by hand it is red without a credential and after a revocation, and not where somebody chose to go on', async () => {
		const bare = { type: 'xeroContactUpsert', parameters: { operation: 'createOrUpdate' }, items: [itemOf(JANE)], credentials: {} };
		expect((await runNode(bare)).error).toMatchObject({ message: expect.stringContaining('Xero credential'), description: expect.stringContaining('choose the Xero credential') });
		expect((await runNode({ ...bare, onError: 'continueRegularOutput' })).error).toBeUndefined();
		xero.sandbox.xero.authority.revoke(xero.sandbox.xero.options.apps[0]!.clientId);
		expect((await xero.upsert([itemOf(JANE)], {}, { mode: 'manual' })).error).toMatchObject({ description: expect.stringContaining('Switch account') });
	});

	test('an item of a ledger is settled and not red, and neither is one failure among others', async () => {
		const ofLedger = { json: { ...itemOf(JANE).json, ledger: { name: 'default' } } };
		const unchosen = { organisation: { __rl: true, mode: 'list', value: '' } };
		expect((await xero.upsert([ofLedger], unchosen, { mode: 'manual' })).error).toBeUndefined();
		const mixed = await xero.upsert([{ json: { hello: 'world' } }, itemOf(JANE)], {}, { mode: 'manual' });
		expect(mixed.error).toBeUndefined();
		expect(hints(mixed)).toEqual([['warning', expect.stringMatching(/^1 item failed\. This item is not a mapped record/)]]);
	});

	test('name, email, outcome, message and next step come first; the execution names contact and outcome', async () => {
		xero.sandbox.xero.organisation().seedContacts([{ Name: 'Mallory', EmailAddress: 'customer@example.com' }]);
		const done = await xero.upsert([itemOf(JANE), itemOf({ name: 'Eve Smith', email: 'customer@example.com', role: 'lead' })]);
		expect(Object.keys(done.outputs[0]![0]!.json).slice(0, 3)).toEqual(['name', 'email', 'outcome']);
		expect(Object.keys(done.outputs[1]![0]!.json).slice(0, 5)).toEqual(['name', 'email', 'outcome', 'message', 'nextStep']);
		expect(hints(done)).toEqual([['warning', expect.stringContaining('Intercom record: Eve Smith (customer@example.com).')]]);
		expect(named(done)).toEqual({ contact: 'Jane Doe, Eve Smith', email: 'jane@example.com, customer@example.com', outcome: '1 created, 1 review' });
	});

	test('Preview counts what would happen', async () => {
		xero.sandbox.xero.organisation().seedContacts([{ Name: 'Bob Known', FirstName: 'Bob', LastName: 'Known', EmailAddress: 'bob@x.example' }]);
		const people = [JANE, { name: 'Ann Lee', email: 'ann@x.example' }, { name: 'Bob Known', email: 'bob@x.example' }];
		const shown = await xero.upsert(people.map((person) => itemOf(person)), { operation: 'preview' });
		expect(hints(shown)).toEqual([['info', 'Preview: 2 would be created, 1 would be updated. Nothing was written.']]);
	});
});

describe('Intercom Contacts and the mapper', () => {
	const run = async (items: INodeExecutionData[], mode: 'manual' | 'trigger') => await runNode({ type: 'intercomContacts', items, mode, credentials: { intercomAppTokenApi: { accessToken: 'tok', region: 'us' } }, parameters: { include: { companies: false, conversations: false, mergeHistory: false, owner: false, segments: false, tags: false } } });

	test('by hand a missing id and a refused token are red; one of two contacts that is unknown is not', async () => {
		expect((await run([{ json: {} }], 'manual')).error).toMatchObject({ message: expect.stringContaining('no Intercom contact ID') });
		nock('https://api.intercom.io').persist().get(/^\/contacts\//).query(true).reply(401, errorList('unauthorized'));
		expect((await run([{ json: { contactId: 'a' } }], 'manual')).error).toMatchObject({ description: expect.stringContaining('credential') });
		expect((await run([{ json: { contactId: 'a' } }], 'trigger')).error).toBeUndefined();
		nock.cleanAll();
		nock('https://api.intercom.io').persist().get(/^\/contacts\//).query(true).reply((uri) => (uri.includes('/nobody') ? [404, errorList('not_found')] : [200, contactBody('a')]));
		const mixed = await run([{ json: { contactId: 'a' } }, { json: { contactId: 'nobody' } }], 'manual');
		expect(mixed.error).toBeUndefined();
		expect(hints(mixed)).toEqual([['warning', expect.stringMatching(/^1 item failed\. Contact nobody/)]]);
		expect(named(mixed)).toEqual({ outcome: 'failed' });
	});

	test('who is skipped or rejected is told; a mapped record stays as the next node takes it', async () => {
		const profile = (id: string, contact: object) => ({ json: { contact: { ...contactBody(id), ...contact } } }) as INodeExecutionData;
		const result = await runNode({ type: 'intercomToXeroMapper', parameters: { operation: 'mapContactToPerson' }, items: [profile('a', JANE), profile('b', { role: 'lead' }), profile('c', { name: 'x'.repeat(256), email: 'x@y.example' })] });
		expect(Object.keys(result.outputs[0]![0]!.json)[0]).toBe('xero');
		expect(hints(result).map(([type, message]) => [type, message!.slice(0, 20)])).toEqual([['warning', '1 item was rejected.'], ['info', '1 item was skipped. ']]);
		expect(named(result)).toMatchObject({ outcome: '1 rejected, 1 skipped' });
	});
});

test("when to send it again is said by the user's clock, and not to an item of a ledger", async () => {
	const xero = await openXero();
	try {
		xero.sandbox.faults.add({ vendor: 'xero', path: '/Contacts', kind: 'empty429', probability: 1, headers: { 'retry-after': '7200', 'x-rate-limit-problem': 'day' } });
		const ofLedger = { json: { ...itemOf({ name: 'Bob Known', email: 'bob@x.example' }).json, ledger: { name: 'default' } } };
		const { outputs } = await xero.upsert([itemOf(JANE), ofLedger]);
		expect(outputs[2]!.map(({ json }) => json.nextStep)).toEqual([
			expect.stringMatching(/Contact Sync does so by itself\. Not before \d+ \w+ \d{4}, \d\d:\d\d \(America\/New_York\)\.$/),
			expect.stringMatching(/Contact Sync does so by itself\.$/),
		]);
	} finally {
		await xero.sandbox.stop();
	}
});
