import { accountMark, type AccountRequest } from '../../../lib/sync/accounts/planAccount';
import { upsertAccounts } from '../../../lib/sync/accounts/upsertAccounts';
import { alternatives } from '../../../sandbox/switches/switches';
import { intercomId } from './people';
import { openStage, type Stage } from './stage';

/** The unknowns of Xero that a settings call can meet. */
const WORLDS = [
	{ world: 'as documented', switches: {} },
	...alternatives()
		.filter(({ name }) => /^xero\.(scopeRefusal|dayHeader|concurrency429)/.test(name))
		.map(({ name, value }) => ({ world: `${name} = ${value}`, switches: { [name]: value } })),
];

const WRITING = ['offline_access', 'accounting.contacts', 'accounting.settings'];

let stage: Stage;

const chart = () => stage.sandbox.xero.organisation().accounts;
const ours = (companyId: string) => chart().filter(({ Description = '' }) => Description.endsWith(accountMark(companyId)));
const wish = (parts: Partial<AccountRequest> = {}): AccountRequest => ({ companyId: intercomId(), code: '4001', name: 'Acme Pty Ltd', type: 'REVENUE', ...parts });
const run = async (...requests: AccountRequest[]) => await upsertAccounts(requests, stage.deps());
const calls = () => stage.sandbox.journal.list({ vendor: 'xero' }).map(({ operation }) => operation.replace('xero.', ''));

describe.each(WORLDS)('$world', ({ switches }) => {
	beforeAll(async () => {
		stage = await openStage({ switches });
	});
	beforeEach(() => {
		stage.reset();
		stage.connect(...WRITING);
	});
	afterAll(async () => await stage.stop());

	test('an entry is created, changed where it differs, and then left alone; the chart is read once a run', async () => {
		const one = wish({ description: 'From Intercom' });
		const [created] = await run(one, wish({ code: '4002', name: 'Beta Pty Ltd' }));
		expect(created).toMatchObject({ outcome: 'created', reason: 'noAccount', intercomId: one.companyId, xeroAccountId: ours(one.companyId)[0]!.AccountID, organisationId: stage.organisationId });
		expect(calls()).toEqual(['getAccounts', 'createAccount', 'createAccount']);
		expect(await run({ ...one, name: 'Acme Limited' })).toMatchObject([{ outcome: 'updated', reason: 'fieldsDiffer', changes: [{ field: 'Name', before: 'Acme Pty Ltd', after: 'Acme Limited' }] }]);
		expect(stage.sandbox.journal.list({ method: 'POST' }).map(({ body }) => body)).toEqual([{ Name: 'Acme Limited' }]);
		expect(await run({ ...one, name: 'Acme Limited' })).toMatchObject([{ outcome: 'unchanged', reason: 'nothingChanged' }]);
		expect(calls()).toHaveLength(3 + 2 + 1);
	});

	test('200 Sales is never touched, whatever code or name a company has', async () => {
		const before = structuredClone(chart());
		const outcomes = await run(wish({ code: '200' }), wish({ name: 'sales' }));
		expect(outcomes).toMatchObject(Array(2).fill({ outcome: 'review', reason: 'accountNotOurs', candidates: [{ name: '200 Sales', xeroContactId: '' }], nextStep: expect.any(String) }));
		expect(chart()).toEqual(before);
		expect(calls()).toEqual(['getAccounts']);
	});

	test('an entry that lost its mark is the accountant\'s', async () => {
		const one = wish();
		await run(one);
		chart().find(({ Code }) => Code === '4001')!.Description = 'Mine now';
		expect(await run({ ...one, name: 'New name' })).toMatchObject([{ outcome: 'review', reason: 'accountNotOurs' }]);
		expect(chart().find(({ Code }) => Code === '4001')).toMatchObject({ Name: 'Acme Pty Ltd', Description: 'Mine now' });
	});

	test('two companies with one code in a run: the second waits for a person', async () => {
		expect(await run(wish(), wish({ name: 'Beta' }))).toMatchObject([{ outcome: 'created' }, { outcome: 'review', reason: 'accountNotOurs' }]);
	});

	test.each(['resetAfter', 'resetBefore', 'brokenJson'] as const)('a create whose answer is lost (%s) makes one entry', async (kind) => {
		const one = wish();
		stage.sandbox.faults.add({ vendor: 'xero', method: 'PUT', kind, times: 1 });
		expect(await run(one)).toMatchObject([{ outcome: 'created', reason: kind === 'resetBefore' ? 'noAccount' : 'writtenAnswerLost' }]);
		expect(ours(one.companyId)).toHaveLength(1);
	});

	test.each(['resetAfter', 'resetBefore', 'brokenJson'] as const)('a change whose answer is lost (%s) is there', async (kind) => {
		const one = wish();
		await run(one);
		stage.sandbox.faults.add({ vendor: 'xero', method: 'POST', kind, times: 1 });
		expect(await run({ ...one, code: '4003' })).toMatchObject([{ outcome: 'updated' }]);
		expect(ours(one.companyId)).toMatchObject([{ Code: '4003' }]);
	});

	test('without the scope every item says which one is missing, after one refused write', async () => {
		stage.connect('offline_access', 'accounting.contacts', 'accounting.settings.read');
		const outcomes = await run(wish(), wish({ code: '4002', name: 'Beta' }), wish({ code: '4003', name: 'Gamma' }));
		expect(outcomes).toMatchObject(Array(3).fill({ outcome: 'failed', reason: 'xeroScopeMissing', failure: { class: 'auth', message: expect.stringContaining('accounting.settings'), nextStep: expect.stringMatching(/accounting\.settings.*Connect/) } }));
		expect(calls()).toHaveLength(2);
	});
});

describe('what else may happen', () => {
	beforeAll(async () => {
		stage = await openStage();
	});
	beforeEach(() => {
		stage.reset();
		stage.connect(...WRITING);
	});
	afterAll(async () => await stage.stop());

	test('what Xero refuses fails with its words, and the next company goes on', async () => {
		const bad = wish();
		const refusal = { Type: 'ValidationException', Message: 'A validation exception occurred', Elements: [{ ValidationErrors: [{ Message: 'The TaxType does not exist.' }] }] };
		stage.sandbox.faults.add({ vendor: 'xero', method: 'PUT', kind: 'status', status: 400, body: refusal, times: 1 });
		expect(await run(bad, wish({ code: '4002', name: 'Beta' }))).toMatchObject([
			{ outcome: 'failed', reason: 'xeroRefusedAccount', failure: { class: 'validation', message: expect.stringMatching(/4001 "Acme Pty Ltd".*TaxType does not exist/) } },
			{ outcome: 'created' },
		]);
	});

	test('a code taken by a person since the chart was read is no overwrite', async () => {
		const one = wish();
		const taken = { AccountID: '33333333-3333-4333-8333-333333333333', Code: '4001', Name: 'Mine', Type: 'REVENUE', Status: 'ACTIVE' as const, TaxType: 'NONE', updatedAt: 0 };
		const { transport } = stage.deps().client.context;
		stage.deps().client.context.transport = async (request) => {
			if (request.method === 'PUT') chart().push(taken);
			return await transport(request);
		};
		expect(await run(one)).toMatchObject([{ outcome: 'review', reason: 'accountNotOurs', candidates: [{ name: '4001 Mine' }] }]);
		expect(chart().filter(({ Code }) => Code === '4001')).toEqual([taken]);
	});

	test('Xero down in the middle: no storm, and the one that was sent stays uncertain', async () => {
		stage.sandbox.faults.add({ vendor: 'xero', kind: 'status', status: 503, method: 'PUT' });
		const outcomes = await run(...Array.from({ length: 8 }, (_, index) => wish({ code: `5${index}`, name: `Company ${index}` })));
		expect(outcomes[0]).toMatchObject({ outcome: 'failed', reason: 'xeroStillUncertain', failure: { class: 'uncertain', retryable: true } });
		expect(outcomes.slice(1)).toMatchObject(Array(7).fill({ outcome: 'failed', reason: 'xeroUnavailable', failure: { class: 'transient', retryable: true } }));
		expect(stage.sandbox.journal.count({ vendor: 'xero', method: 'PUT' })).toBe(3);
	});

	test('an archived entry of ours waits for a person', async () => {
		const one = wish();
		await run(one);
		ours(one.companyId)[0]!.Status = 'ARCHIVED';
		expect(await run(one)).toMatchObject([{ outcome: 'review', reason: 'archived' }]);
	});

	test('two executions at once make one entry', async () => {
		const one = wish();
		const both = await Promise.all([run(one), run(one)]);
		expect(both.flat().map(({ outcome }) => outcome).sort()).toEqual(['created', 'unchanged']);
		expect(ours(one.companyId)).toHaveLength(1);
	});
});
