import './engineEnvironment';
import { LoadOptionsContext } from 'n8n-core';
import { NodeHelpers, Workflow, type INode, type INodeExecutionData } from 'n8n-workflow';
import type { MappedRecord } from '../../lib/sync/record/record';
import { XeroContactUpsert } from '../../nodes/XeroContactUpsert/XeroContactUpsert.node';
import type { SandboxOptions } from '../../sandbox/sandbox';
import { intercomId } from '../sandbox/upsert/people';
import { additionalDataFor } from './additionalData';
import { CredentialStore } from './credentialStore';
import { loadCredentialTypes, loadNodeTypes, PACKAGE_PREFIX } from './nodeCatalogue';
import { runNode, type NodeResult } from './runWorkflow';
import { inputsByOutput, itemOf, openXero, type XeroSandbox } from './xeroSandbox';

const JANE = { name: 'Jane Doe', email: 'jane@example.com', phone: '(02) 9374 4000' };
const HASTY = { options: { maxWaitSeconds: 0 } };
let xero: XeroSandbox;

const open = async (options?: SandboxOptions, tenants?: 'first' | 'all') => (xero = await openXero(options, tenants));
afterEach(async () => await xero.sandbox.stop());

const people = (count: number) => Array.from({ length: count }, (_, index) => itemOf({ name: `Person ${'abcdefghij'[index % 10]}`.repeat(1 + Math.floor(index / 10)), email: `p${index}@example.com` }));
const json = ({ outputs }: NodeResult, output: number) => (outputs[output] ?? []).map((item) => item.json);
const failed = (result: NodeResult) => json(result, 2);

describe('the three outputs', () => {
	beforeEach(async () => void (await open()));

	test('synced, review and failed items leave by their own output, paired, with their input', async () => {
		xero.sandbox.xero.organisation().seedContacts([{ Name: 'Mallory', EmailAddress: 'customer@example.com' }]);
		const result = await xero.upsert([
			itemOf({ name: 'Lead', email: 'customer@example.com', role: 'lead' }),
			itemOf(JANE),
			{ json: { hello: 'world' } },
			itemOf({ name: 'Bad Mail', email: 'bad@example.com' }, (record) => ({ ...record, xero: { ...record.xero, EmailAddress: 'bad example.com' } })),
		]);
		expect(result.error).toBeUndefined();
		expect(inputsByOutput(result)).toEqual([[1], [0], [2, 3]]);
		expect(json(result, 0)[0]).toMatchObject({ outcome: 'created', reason: 'noCandidate', xeroContactUrl: expect.stringContaining('https://go.xero.com/'), organisationId: xero.organisationId, record: { match: { email: JANE.email } } });
		expect(json(result, 1)[0]).toMatchObject({ outcome: 'review', reason: 'unverified', candidates: [{ name: 'Mallory', email: 'customer@example.com' }], nextStep: expect.any(String) });
		expect(failed(result)).toMatchObject([
			{ outcome: 'failed', reason: 'notAMappedRecord', class: 'validation', retryable: false, attempts: 0, field: 'intercomId', message: expect.stringContaining('intercomId is missing'), nextStep: expect.stringContaining('Mapper'), record: { hello: 'world' } },
			{ outcome: 'failed', reason: 'xeroRefusedContact', class: 'validation', retryable: false, message: expect.stringMatching(/Bad Mail \(bad@example\.com\).*mail/) },
		]);
		expect(result.outputs.flat().some((item) => 'error' in item.json || 'error' in item)).toBe(false);
	});

	test('without a credential every item leaves by Failed', async () => {
		const { outputs, error } = await runNode({ type: 'xeroContactUpsert', parameters: { operation: 'createOrUpdate' }, items: [itemOf(JANE)], credentials: {}, mode: 'trigger' });
		expect(error).toBeUndefined();
		expect(outputs[2]).toMatchObject([{ json: { class: 'auth', reason: 'credentialUnreadable', message: expect.stringContaining('Xero credential') } }]);
	});

	test('what a run by hand changes is compared with Xero every time', async () => {
		const item = itemOf(JANE);
		await xero.upsert([item]);
		const before = xero.sandbox.journal.mark();
		expect(json(await xero.upsert([item]), 0)).toMatchObject([{ outcome: 'unchanged', reason: 'justWritten' }]);
		expect(xero.sandbox.journal.count({ after: before })).toBe(0);
		expect(json(await xero.upsert([item], {}, { mode: 'manual' }), 0)).toMatchObject([{ outcome: 'unchanged', reason: 'nothingChanged' }]);
		expect(xero.sandbox.journal.count({ after: before })).toBe(1);
	});

	test('Preview shows the change and writes nothing', async () => {
		const result = await xero.upsert([itemOf(JANE)], { operation: 'preview' });
		expect(json(result, 0)).toMatchObject([{ outcome: 'preview', reason: 'wouldCreate', preview: true, xeroContactUrl: '', message: expect.stringContaining('would become a new contact'), changes: expect.arrayContaining([{ field: 'Name', before: '', after: 'Jane Doe' }]) }]);
		expect(xero.sandbox.xero.changes).toEqual([]);
	});

	test('the batch size of the panel is kept', async () => {
		await xero.upsert(people(7), { options: { batchSize: 3 } });
		expect(xero.calls()['xero.createContacts']).toBe(3);
	});

	test('groups and notes follow the write, and the removals of the panel are kept', async () => {
		const everybody = people(3);
		const after = (groups: string[], updatedAt: number) => everybody.map(({ json: given }) => {
			const record = given as unknown as MappedRecord;
			return { json: { ...record, groups, groupPrefixes: ['Tag: '], notes: ['Signed up.'], fingerprint: groups.join(), source: { ...record.source, updatedAt } } };
		}) as unknown as INodeExecutionData[];
		const first = await xero.upsert(after(['Tag: VIP'], 1_770_000_000));
		expect(json(first, 0).map(({ changes }) => (changes as { field: string }[]).slice(-2).map(({ field }) => field))).toEqual(Array(3).fill(['ContactGroups', 'History']));
		const second = await xero.upsert(after([], 1_780_000_000), { options: { groupRemovals: 2 } });
		expect([json(second, 0).length, json(second, 2)]).toMatchObject([2, [{ reason: 'groupRemovalsSpent', class: 'transient', retryable: true }]]);
		expect(xero.calls()).toMatchObject({ 'xero.createContactGroup': 1, 'xero.createContactGroupContacts': 1, 'xero.createContactHistory': 3, 'xero.deleteContactGroupContact': 2 });
	});

	test('without items nothing is asked', async () => {
		expect((await xero.upsert([])).error).toBeUndefined();
		expect(xero.calls()).toEqual({});
	});
});

describe('Ask Intercom', () => {
	const GONE = intercomId();
	const asking = () => ({ ...xero.credentials, intercomAppTokenApi: { accessToken: 'sandbox-intercom-token', region: 'us', clientSecret: 'x', simulatorUrl: xero.sandbox.intercomUrl } });

	/** By hand, so that Xero is asked every time: the node's memory outlives a sandbox, and two that start in one second give the same ids. */
	const byHand = () => ({ credentials: asking(), mode: 'manual' as const });

	/** Jane was deleted and made anew; her contact in Xero carries the number of the deleted one. */
	async function janeAnew(): Promise<{ contactId: string; item: INodeExecutionData }> {
		await open();
		const [contactId] = xero.sandbox.xero.organisation().seedContacts([{ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: JANE.email, ContactNumber: GONE }]);
		const { id } = xero.sandbox.intercom.people().createContact({ name: JANE.name, email: JANE.email });
		return { contactId: contactId!, item: itemOf({ ...JANE, id }) };
	}

	test('a record that Intercom deleted no longer stands in the way, where the user lets it be taken over', async () => {
		const { contactId, item } = await janeAnew();
		const result = await xero.upsert([item], { authentication: 'accessToken', options: { goneRecords: 'takeOver' } }, byHand());
		expect(json(result, 0)).toMatchObject([{ outcome: 'updated', xeroContactId: contactId }]);
		expect(xero.sandbox.xero.organisation().contact(contactId)?.ContactNumber).toBe((item.json as unknown as MappedRecord).intercomId);
	});

	test('by default a person decides, and hears that the other record is gone', async () => {
		const { item } = await janeAnew();
		const result = await xero.upsert([item], { authentication: 'accessToken' }, byHand());
		expect(json(result, 1)).toMatchObject([{ reason: 'recordGone', message: expect.stringContaining(GONE) }]);
	});

	test('without it nobody asks, and the contact belongs to a duplicate', async () => {
		const { item } = await janeAnew();
		const result = await xero.upsert([item], {}, byHand());
		expect(json(result, 1)).toMatchObject([{ reason: 'duplicateInIntercom' }]);
		expect(xero.sandbox.journal.count({ vendor: 'intercom' })).toBe(0);
	});
});

describe('the credential', () => {
	test('an expired token is renewed once, and the new one is stored', async () => {
		await open();
		xero.sandbox.xero.authority.expireAccessTokens();
		const result = await xero.upsert([itemOf(JANE)]);
		expect(json(result, 0)).toMatchObject([{ outcome: 'created' }]);
		expect(result.credentials.refreshes).toHaveLength(1);
		});

	test('access that was revoked is said once for all items, and causes no storm', async () => {
		await open();
		xero.sandbox.xero.authority.revoke(xero.sandbox.xero.options.apps[0]!.clientId);
		const result = await xero.upsert(people(60));
		expect(inputsByOutput(result)[2]).toHaveLength(60);
		expect(new Set(failed(result).map(({ message }) => message)).size).toBe(1);
		expect(failed(result)[0]).toMatchObject({ class: 'auth', retryable: false, nextStep: expect.stringContaining('Connect') });
		expect(Object.values(xero.calls()).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(2);
	});

	test('an organisation that the credential may not use is said with what to do, after one call', async () => {
		await open({}, 'first');
		const [, other] = xero.sandbox.xero.allOrganisations();
		const result = await xero.upsert(people(60), { organisation: { __rl: true, mode: 'id', value: other!.id } });
		expect(failed(result)).toHaveLength(60);
		expect(failed(result)[59]).toMatchObject({ class: 'auth', reason: 'xeroOrganisationNotConnected', status: 403, message: expect.stringContaining('this organisation'), nextStep: expect.stringContaining('Choose the organisation again in the node') });
		expect(xero.calls()).toEqual({ 'xero.getContacts': 1 });
	});

	test('a missing permission is said as such', async () => {
		await open();
		const tokens = xero.sandbox.xero.authority.issueFor(xero.sandbox.xero.options.apps[0]!.clientId, ['offline_access'], [xero.organisationId]);
		xero.credentials.xeroAccountingOAuth2Api!.oauthTokenData = { ...tokens };
		expect(failed(await xero.upsert([itemOf(JANE)]))).toMatchObject([{ class: 'auth', reason: 'xeroScopeMissing', nextStep: expect.stringContaining('scope') }]);
	});
});

describe('the organisation', () => {
	const noChoice = { organisation: { __rl: true, mode: 'list', value: '' } };

	test('may stay open where the credential has exactly one', async () => {
		await open({}, 'first');
		const result = await xero.upsert([itemOf(JANE)], noChoice);
		expect(json(result, 0)).toMatchObject([{ outcome: 'created', organisationId: xero.organisationId }]);
	});

	test('has to be chosen where there are several', async () => {
		await open();
		const result = await xero.upsert([itemOf(JANE)], noChoice);
		expect(failed(result)).toMatchObject([{ reason: 'organisationNotChosen', field: 'organisation', message: expect.stringContaining('Harbour Books') }]);
		expect(xero.sandbox.xero.changes).toEqual([]);
	});

	const ofLedger = (...ids: string[]) => people(ids.length).map(({ json }, position) => ({ json: { ...json, ledger: { organisationId: ids[position]!, reserve: 100 } } }));

	test('is that of the ledger where none is chosen', async () => {
		await open();
		const id = xero.organisationId;
		expect(json(await xero.upsert(ofLedger(id, id), noChoice), 0)).toMatchObject(Array(2).fill({ outcome: 'created', organisationId: id }));
	});

	test('is not guessed where the items are of ledgers of several', async () => {
		await open();
		const [one, other] = xero.sandbox.xero.allOrganisations().map(({ id }) => id);
		expect(failed(await xero.upsert(ofLedger(one!, other!), noChoice))).toMatchObject(Array(2).fill({ reason: 'organisationInvalid', field: 'organisation', nextStep: expect.stringContaining('each ledger') }));
		expect(xero.sandbox.xero.changes).toEqual([]);
	});

	test('keeps the calls that the job of a ledger leaves to live changes, unless the panel says otherwise', async () => {
		await open();
		const { sandbox, organisationId: id } = xero;
		sandbox.xero.limits.leaveOfDay(sandbox.xero.options.apps[0]!.clientId, id, 90);
		expect(json(await xero.upsert([itemOf(JANE)]), 0)).toMatchObject([{ outcome: 'created' }]);
		expect(failed(await xero.upsert(ofLedger(id, id), noChoice))).toMatchObject(Array(2).fill({ class: 'quota' }));
		expect(json(await xero.upsert(ofLedger(id, id), { ...noChoice, options: { reserve: 10 } }), 0)).toMatchObject(Array(2).fill({ outcome: 'created' }));
	});

	test('may be pasted in capitals, and a stored reference still fits', async () => {
		await open();
		const [contactId] = xero.sandbox.xero.organisation().seedContacts([{ Name: 'Old Name', EmailAddress: 'old@example.com' }]);
		const item = itemOf({ ...JANE, reference: { contactId: contactId!.toUpperCase(), organisationId: xero.organisationId } });
		const result = await xero.upsert([item], { organisation: { __rl: true, mode: 'id', value: xero.organisationId.toUpperCase() } });
		expect(json(result, 0)).toMatchObject([{ outcome: 'updated', xeroContactId: contactId, organisationId: xero.organisationId }]);
	});

	test('that is no ID is said before any call, and by the node: n8n checks patterns against the clock', async () => {
		await open();
		const result = await xero.upsert(people(2), { organisation: { __rl: true, mode: 'id', value: 'Harbour Books' } });
		expect(failed(result)).toMatchObject(Array(2).fill({ reason: 'organisationInvalid', field: 'organisation', message: expect.stringContaining('"Harbour Books"'), nextStep: expect.stringContaining('list') }));
		expect(xero.sandbox.journal.count()).toBe(0);
		expect(JSON.stringify(new XeroContactUpsert().description.properties)).not.toContain('regex');
	});

	test.each([
		['', ['Demo Company (AU)', 'Harbour Books Pty Ltd']],
		['HARBOUR', ['Harbour Books Pty Ltd']],
		['nowhere', []],
	])('the list with the filter %j', async (filter, names) => {
		await open();
		const { results } = await listOrganisations(filter);
		expect(results.map(({ name }) => name)).toEqual(names);
		for (const { value } of results) expect(xero.sandbox.xero.findOrganisation(String(value))).toBeDefined();
	});

	test('the list of a credential that is not connected any more says how to connect it', async () => {
		await open();
		xero.sandbox.xero.authority.revoke(xero.sandbox.xero.options.apps[0]!.clientId);
		await expect(listOrganisations('')).rejects.toMatchObject({ message: expect.stringContaining('credential'), description: expect.stringContaining('Connect') });
	});

	/** As the editor asks for the list, in the engine's own context. */
	async function listOrganisations(filter: string) {
		const node: INode = { id: 'n', name: 'Node', type: `${PACKAGE_PREFIX}xeroContactUpsert`, typeVersion: 1, position: [0, 0], parameters: {}, credentials: { xeroAccountingOAuth2Api: { id: 'c', name: 'c' } } };
		const workflow = new Workflow({ id: 'w', nodes: [node], connections: {}, active: false, nodeTypes: await loadNodeTypes() });
		const store = new CredentialStore(await loadCredentialTypes(), xero.credentials);
		const context = new LoadOptionsContext(workflow, node, additionalDataFor(store, 'internal'), '');
		return await new XeroContactUpsert().methods.listSearch.searchOrganisations.call(context, filter);
	}
});

describe('when Xero misbehaves', () => {
	beforeEach(async () => void (await open()));

	test('a web page with 404 is a clear failure after one call', async () => {
		xero.sandbox.faults.add({ vendor: 'xero', kind: 'html404' });
		const result = await xero.upsert(people(60));
		expect(failed(result)).toHaveLength(60);
		expect(failed(result)[0]).toMatchObject({ class: 'gone', reason: 'xeroNotFound', status: 404, message: 'Xero knows nothing at /api.xro/2.0/Contacts', nextStep: expect.stringContaining('organisation') });
		expect(xero.sandbox.journal.count()).toBe(1);
	});

	test('a web page with 404 in answer to the creates causes no storm either', async () => {
		xero.sandbox.faults.add({ vendor: 'xero', kind: 'html404', method: 'PUT' });
		const result = await xero.upsert(people(60));
		expect(failed(result)).toHaveLength(60);
		expect(xero.sandbox.journal.count({ method: 'PUT' })).toBeLessThanOrEqual(2);
	});

	test('an empty 429 with a wait beyond the limit is not slept through, and says when to try again', async () => {
		xero.sandbox.faults.add({ vendor: 'xero', kind: 'empty429', headers: { 'retry-after': '3600' } });
		const start = Date.now();
		const result = await xero.upsert(people(60));
		expect(Date.now() - start).toBeLessThan(3_000);
		expect(failed(result)).toHaveLength(60);
		const [first] = failed(result);
		expect(first).toMatchObject({ class: 'quota', quota: 'day', retryable: true, message: expect.stringContaining('per day') });
		expect(Date.parse(String(first!.retryAt)) - start).toBeGreaterThan(3_590_000);
		expect(xero.sandbox.journal.count()).toBe(1);
		// The next execution knows, and does not even ask.
		expect(failed(await xero.upsert([itemOf(JANE)]))).toMatchObject([{ class: 'quota', retryAt: expect.any(String) }]);
		expect(xero.sandbox.journal.count()).toBe(1);
	});

	test('a short Retry-After is waited for', async () => {
		xero.sandbox.faults.add({ vendor: 'xero', kind: 'empty429', headers: { 'retry-after': '1' }, times: 1 });
		const start = Date.now();
		expect(json(await xero.upsert([itemOf(JANE)]), 0)).toMatchObject([{ outcome: 'created' }]);
		expect(Date.now() - start).toBeGreaterThanOrEqual(1_000);
	});

	test('a 500 is tried again', async () => {
		xero.sandbox.faults.add({ vendor: 'xero', kind: 'status', status: 500, times: 1 });
		expect(json(await xero.upsert([itemOf(JANE)]), 0)).toMatchObject([{ outcome: 'created' }]);
	});

	test('a 500 that stays hands all items back, those of other batches without a call', async () => {
		xero.sandbox.faults.add({ vendor: 'xero', kind: 'status', status: 500, body: 'oops' });
		const result = await xero.upsert(people(60), HASTY);
		expect(failed(result)).toHaveLength(60);
		expect(failed(result)[0]).toMatchObject({ class: 'transient', reason: 'xeroStatus500', retryable: true, message: 'Xero is not available (HTTP 500): oops', retryAt: expect.any(String) });
		expect(xero.sandbox.journal.count()).toBe(1);
	});

	test('a create that gets a 500 is looked up, and what cannot be found out is uncertain', async () => {
		xero.sandbox.faults.add({ vendor: 'xero', kind: 'status', status: 500, method: 'PUT' });
		const result = await xero.upsert([itemOf(JANE)], HASTY);
		expect(failed(result)).toMatchObject([{ class: 'uncertain', reason: 'xeroStillUncertain', retryable: true, message: expect.stringContaining('whether the contact was written') }]);
		expect(xero.sandbox.journal.count({ method: 'GET' })).toBeGreaterThan(1);
	});

	test.each(['resetAfter', 'brokenJson'] as const)('a create whose answer is lost by %s is found again and not made twice', async (kind) => {
		xero.sandbox.faults.add({ vendor: 'xero', kind, method: 'PUT', times: 1 });
		expect(json(await xero.upsert([itemOf(JANE)], HASTY), 0)).toMatchObject([{ outcome: 'created', reason: 'writtenAnswerLost' }]);
		expect(xero.sandbox.xero.organisation().allContacts()).toHaveLength(1);
	});

	/** Stops the execution once Xero has its first request. @returns ms from the stop to its end */
	async function stopped(items: INodeExecutionData[]): Promise<number> {
		const stop = new AbortController();
		let stoppedAt = Number.NaN;
		const watch = setInterval(() => {
			if (xero.sandbox.journal.count() === 0 || stop.signal.aborted) return;
			stoppedAt = Date.now();
			stop.abort();
		}, 50);
		await xero.upsert(items, {}, { signal: stop.signal });
		clearInterval(watch);
		return Date.now() - stoppedAt;
	}

	/** Far less than a request may take, or than the wait of 60 s. */
	const AT_ONCE_MS = 10_000;

	test('stopping the execution ends it at once, in the middle of a request', async () => {
		xero.sandbox.faults.add({ vendor: 'xero', kind: 'timeout' });
		expect(await stopped(people(60))).toBeLessThan(AT_ONCE_MS);
		expect(xero.sandbox.journal.count()).toBe(1);
	});

	test('stopping the execution ends it at once, in the middle of a wait', async () => {
		xero.sandbox.faults.add({ vendor: 'xero', kind: 'empty429', headers: { 'retry-after': '60' } });
		expect(await stopped(people(3))).toBeLessThan(AT_ONCE_MS);
		expect(xero.sandbox.journal.count()).toBe(1);
	});
});

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

test('two executions at once in one process create one contact', async () => {
	await open();
	const id = intercomId();
	const both = await Promise.all([xero.upsert([itemOf({ ...JANE, id })]), xero.upsert([itemOf({ ...JANE, id })])]);
	expect(both.map((result) => json(result, 0)[0]?.outcome).sort()).toEqual(['created', 'unchanged']);
	expect(xero.sandbox.xero.organisation().allContacts()).toHaveLength(1);
});

describe('the panel', () => {
	const { properties, outputs, outputNames } = new XeroContactUpsert().description;

	test('three outputs have three names', () => {
		expect([outputs.length, outputNames]).toEqual([3, ['Synced', 'Review', 'Failed']]);
	});

	test('every operation has an action, so that it can be dragged into a workflow', () => {
		const operation = properties.find(({ name }) => name === 'operation');
		const options = (operation?.options ?? []) as Array<{ value: string; action?: string }>;
		expect(options.map(({ value }) => value)).toEqual(['archive', 'account', 'createOrUpdate', 'fromFields', 'getContacts', 'preview']);
		expect(options.every(({ action }) => /^[A-Z]/.test(action ?? ''))).toBe(true);
	});

	test.each([
		['createOrUpdate', ['organisation', 'options', 'authentication'], 'Create or Update Contacts'],
		['preview', ['organisation', 'previewNotice', 'options', 'authentication'], 'Preview'],
		['archive', ['organisation', 'archiveNotice', 'intercomId', 'xeroContactId', 'action', 'previewOnly', 'options'], 'Archive Contact'],
		['account', ['organisation', 'accountNotice', 'companyId', 'code', 'name', 'type', 'description', 'taxType', 'previewOnly', 'options'], 'Create or Update Account'],
	])('%s shows its own parameters and its name', async (operation, names, subtitle) => {
		const shown = properties.filter((property) => NodeHelpers.displayParameter({ operation, action: 'archive' }, property, null, new XeroContactUpsert().description));
		expect(shown.map(({ name }) => name)).toEqual(['operation', 'credentials', ...names, 'ledgerStore']);
		const node: INode = { id: 'n', name: 'Node', type: `${PACKAGE_PREFIX}xeroContactUpsert`, typeVersion: 1, position: [0, 0], parameters: { operation } };
		const workflow = new Workflow({ id: 'w', nodes: [node], connections: {}, active: false, nodeTypes: await loadNodeTypes() });
		const text = new XeroContactUpsert().description.subtitle;
		expect(workflow.expression.getSimpleParameterValue(node, text, 'internal', {})).toBe(subtitle);
	});

	test('which ledger it is by which workers take turns is asked where they do', () => {
		const shown = (ledgerStore: string) => properties.filter((property) => NodeHelpers.displayParameter({ operation: 'createOrUpdate', ledgerStore }, property, null, new XeroContactUpsert().description)).map(({ name }) => name);
		expect(shown('postgres').filter((name) => !shown('none').includes(name))).toEqual(['ledger', 'ledgerOptions']);
	});

	test('Archive Contact says plainly that it cannot be undone, and accounts that they need a scope', () => {
		const text = (name: string) => properties.find((property) => property.name === name)!.displayName;
		expect(text('archiveNotice')).toContain("Xero's API cannot undo an archive");
		expect(text('accountNotice')).toMatch(/advises against.*accounting\.settings/);
	});
});
