import './engineEnvironment';
import { LoadOptionsContext } from 'n8n-core';
import { Workflow, type INode } from 'n8n-workflow';
import { XeroContactUpsert } from '../../nodes/XeroContactUpsert/XeroContactUpsert.node';
import { additionalDataFor } from './additionalData';
import { CredentialStore } from './credentialStore';
import { loadCredentialTypes, loadNodeTypes, PACKAGE_PREFIX } from './nodeCatalogue';
import { closesXero, failed, JANE, json, open, people, xero } from './upsertStage';
import { inputsByOutput, itemOf } from './xeroSandbox';

closesXero();

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
