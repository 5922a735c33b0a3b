import { setTimeout as sleep } from 'node:timers/promises';
import type { INode } from 'n8n-workflow';
import { XERO_APP } from '../../sandbox/demo/apps';
import { startStage, type Stage } from '../../sandbox/demo/stage';
import { listExecutions, readExecution, waitForExecutions, type ExecutionSummary } from '../../sandbox/n8n/executions';
import { editWorkflow, importWorkflow, publishWorkflow, webhookUrl, type StoredWorkflow, type WorkflowFile } from '../../sandbox/n8n/workflows';
import { forgeries, postSigned, postWebhook } from '../../sandbox/xero/webhookForgeries';
import { E2E_LIMIT_MS } from './harness/limits';

jest.setTimeout(E2E_LIMIT_MS);

let stage: Stage;
let listening: StoredWorkflow;
let url: string;

/** A trigger of Xero, and what it starts. */
const workflowWith = (name: string, parameters: INode['parameters']): WorkflowFile => ({
	name, settings: { executionOrder: 'v1', saveDataSuccessExecution: 'all' },
	nodes: [
		{ id: 'trigger', name: 'Xero Trigger', type: 'n8n-nodes-intercom-xero.xeroTrigger', typeVersion: 2, position: [0, 0], parameters },
		{ id: 'seen', name: 'Seen', type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [240, 0], parameters: {} },
	],
	connections: { 'Xero Trigger': { main: [[{ node: 'Seen', type: 'main', index: 0 }]] } },
});

beforeAll(async () => {
	stage = await startStage({ connect: 'requests' });
	listening = await saved(workflowWith('Listens', {}));
	url = webhookUrl(stage.n8n, listening, 'Xero Trigger');
});
afterAll(async () => await stage?.close());

/** Imported, with credentials, and saved in the editor, which gives the trigger its address. */
async function saved(file: WorkflowFile): Promise<StoredWorkflow> {
	const id = await importWorkflow(stage.n8n, file);
	const { credentials } = stage;
	return await editWorkflow(stage.session, id, { credentials, node: (node) => (node.type.endsWith('Trigger') ? { ...node, webhookId: `${id}-0000-4000-8000-000000000001` } : node) });
}

/** What somebody does in the credential's form; n8n keeps the connection. */
async function setSigningKey(webhookSigningKey: string): Promise<void> {
	const { id, name, type } = stage.credentials.find((credential) => credential.type === 'xeroAccountingOAuth2Api')!;
	const { clientId, clientSecret } = XERO_APP;
	await stage.session.request('PATCH', `/credentials/${id}`, { id, name, type, data: { clientId, clientSecret, webhookSigningKey, simulatorUrl: stage.sandbox.xeroUrl } });
}

const webhooks = () => stage.sandbox.xero.webhooks;
const organisation = () => stage.sandbox.xero.organisation();
const listed = async ({ id }: StoredWorkflow): Promise<ExecutionSummary[]> => await listExecutions(stage.session, id);
async function seenIn(execution: string) {
	const { runData } = (await readExecution(stage.session, execution)).data.resultData;
	return runData.Seen?.[0]?.data?.main?.[0]?.map(({ json }) => json);
}

test('publishing is refused without a signing key, in words', async () => {
	await expect(publishWorkflow(stage.session, listening.id)).rejects.toThrow(/no webhook signing key/);
});

test("Xero's intent to receive is passed: nothing is told before, everything after", async () => {
	await setSigningKey(webhooks().save(url).signingKey);
	await publishWorkflow(stage.session, listening.id);
	organisation().createInUi({ Name: 'Before' });
	await webhooks().idle();
	expect(await webhooks().sendIntentToReceive()).toEqual([]);
	await sleep(250);
	expect(await listed(listening)).toEqual([]);
	expect(webhooks().log).toEqual([]);
});

test('an event becomes an execution, answered at once without a body or a cookie', async () => {
	const id = organisation().createInUi({ Name: 'Acme' });
	organisation().editInUi(id, { EmailAddress: 'jane@acme.example' });
	await webhooks().idle();
	expect(webhooks().log).toMatchObject([{ status: 200, answer: '', cookies: false, objection: null, attempt: 1 }]);
	expect(webhooks().log[0]!.ms).toBeLessThan(5_000);
	const [execution] = await waitForExecutions(stage.session, listening.id, 1);
	expect(await seenIn(execution!.id)).toEqual([{ xeroContactId: id, organisationId: organisation().id, eventType: 'CREATE', occurredAt: expect.stringMatching(/^20.*Z$/), xeroContactUrl: `https://go.xero.com/Contacts/View/${id}` }]);
});

test('every forged copy gets 401 and starts nothing; the genuine one, sent again, is taken', async () => {
	const { body } = webhooks().log.at(-1)!;
	const before = (await listed(listening)).length;
	for (const forgery of forgeries(body, webhooks().subscription!.signingKey)) {
		expect([forgery.name, await postWebhook(url, forgery.body, forgery.headers, 10_000)]).toMatchObject([forgery.name, { status: 401, answer: '', cookies: false }]);
	}
	expect(await postWebhook(url, body.slice(0, -20), {}, 10_000)).toMatchObject({ status: 422 }); // n8n itself, before the node
	await sleep(250);
	expect(await listed(listening)).toHaveLength(before);
	expect(await postSigned(url, body, webhooks().subscription!.signingKey, 10_000)).toMatchObject({ status: 200, answer: '' });
	expect(await waitForExecutions(stage.session, listening.id, before + 1)).toHaveLength(before + 1);
});

describe('by poll', () => {
	let polling: StoredWorkflow;
	const contactReads = (after: number) => stage.sandbox.journal.list({ vendor: 'xero', operation: 'xero.getContacts', after });
	const chosen = () => ({ __rl: true, mode: 'id', value: organisation().id });

	test('a test run shows the contacts that changed last, without a webhook and before anything is published', async () => {
		polling = await saved(workflowWith('Polls', { listenBy: 'poll', pollMinutes: 1, organisation: chosen() }));
		const workflowData = await stage.session.request('GET', `/workflows/${polling.id}`);
		const answer = await stage.session.request<{ executionId?: string }>('POST', `/workflows/${polling.id}/run`, { workflowData, triggerToStartFrom: { name: 'Xero Trigger' } });
		expect(answer).toMatchObject({ executionId: expect.any(String) });
		const [execution] = await waitForExecutions(stage.session, polling.id, 1);
		expect(execution).toMatchObject({ status: 'success', mode: 'manual' });
		expect((await seenIn(execution!.id))?.map(({ name }) => name)).toEqual(['Acme', 'Before']);
	});

	test('publishing reads once where the past ends; a change after it starts an execution, and nothing of before', async () => {
		const mark = stage.sandbox.journal.mark();
		await publishWorkflow(stage.session, polling.id);
		expect(contactReads(mark)).toMatchObject([{ status: 200, query: { includeArchived: 'true', summaryOnly: 'true', page: '1' }, headers: { 'if-modified-since': expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/) } }]);
		const id = organisation().createInUi({ Name: 'Later' });
		const executions = await waitForExecutions(stage.session, polling.id, 2, 120_000);
		expect(executions[0]).toMatchObject({ status: 'success', mode: 'trigger' });
		expect(await seenIn(executions[0]!.id)).toEqual([{ xeroContactId: id, organisationId: organisation().id, eventType: null, occurredAt: expect.any(String), xeroContactUrl: expect.stringContaining(id), name: 'Later', status: 'ACTIVE' }]);
		expect(contactReads(mark)).toHaveLength(2);
	});

	test('a restart of n8n goes on where it was: what changed meanwhile is told, what was told is not', async () => {
		const before = (await listed(polling)).length;
		await stage.n8n.stop();
		const id = organisation().createInUi({ Name: 'While n8n was down' });
		await stage.n8n.start();
		const executions = await waitForExecutions(stage.session, polling.id, before + 1, 120_000);
		expect((await seenIn(executions[0]!.id))?.map(({ xeroContactId }) => xeroContactId)).toEqual([id]);
		expect(stage.n8n.log).not.toMatch(/webhook path could be found|could not be added because the httpMethod/i);
	});
});
