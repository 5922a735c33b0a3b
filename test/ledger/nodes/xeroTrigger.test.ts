import { existsSync } from 'node:fs';
import { HookContext, TriggerContext } from 'n8n-core';
import { Workflow, type INode, type INodeExecutionData, type INodeParameters, type ITriggerResponse, type WorkflowActivateMode } from 'n8n-workflow';
import { bind, readWatermark, writeWatermark } from '../../../lib/ledger/decisions/holders';
import { receiveFromXero } from '../../../lib/ledger/decisions/receiveFromXero';
import { XeroTrigger } from '../../../nodes/XeroTrigger/XeroTrigger.node';
import { webhookBody, webhookSignature } from '../../../sandbox/xero/webhookBody';
import { additionalDataFor } from '../../engine/additionalData';
import { callWebhook } from '../../engine/callWebhook';
import { CredentialStore } from '../../engine/credentialStore';
import { loadCredentialTypes, loadNodeTypes } from '../../engine/nodeCatalogue';
import { Ground } from './ground';
import { until } from './startedTrigger';

/** As it is, and watched. */
jest.mock('../../../lib/ledger/decisions/receiveFromXero', () => {
	const actual = jest.requireActual<typeof import('../../../lib/ledger/decisions/receiveFromXero')>('../../../lib/ledger/decisions/receiveFromXero');
	return { ...actual, receiveFromXero: jest.fn(actual.receiveFromXero) };
});

jest.setTimeout(60_000);

const KEY = 'webhook-signing-key';
const CONTACTS = ['717f2bfc-c6d4-41fd-b238-3f2f0c0cf771', '717f2bfc-c6d4-41fd-b238-3f2f0c0cf772'] as const;
const AT = Date.UTC(2026, 5, 21);

let ground: Ground;
const received = jest.mocked(receiveFromXero);
beforeEach(async () => {
	ground = await Ground.make();
	Object.assign(ground.credentials.xeroAccountingOAuth2Api!, { webhookSigningKey: KEY });
	received.mockClear();
});
afterEach(async () => await ground.remove());

const organisation = (position = 0) => ground.sandbox.xero.allOrganisations()[position]!;
const chosen = (id: string) => ({ organisation: { __rl: true, mode: 'id', value: id } });
const bindTo = async (organisationId: string) => {
	await ground.store.open();
	await ground.store.change(bind({ workspaceId: 'ws1', region: 'us', organisationId, organisationName: 'Acme', boundAt: 1 }));
};
/** Organisation, contacts and times that were handed to the ledger, step by step. */
const handed = () => received.mock.calls.map(([organisationId, changes]) => [organisationId, changes.map(({ xeroContactId, changedAt }) => [xeroContactId, changedAt])]);

describe('by webhook', () => {
	const notify = async (news: ReadonlyArray<readonly [contact: string, organisationId: string, at: number]>, { parameters = {}, key = KEY, mode = 'webhook' as const }: { parameters?: INodeParameters; key?: string; mode?: 'webhook' | 'manual' } = {}) => {
		const rawBody = webhookBody(news.map(([contactId, organisationId, at], index) => ({ sequence: index + 1, eventDate: at, news: { contactId, organisationId, eventType: 'UPDATE', at, by: 'ui' } })), 'E');
		const { xeroAccountingOAuth2Api } = ground.credentials;
		return await callWebhook({ type: 'xeroTrigger', parameters: { deliver: 'ledger', ...parameters }, credentials: { xeroAccountingOAuth2Api: xeroAccountingOAuth2Api! }, headers: { 'x-xero-signature': webhookSignature(rawBody, key) }, rawBody, mode });
	};

	test('changes go into the ledger, the newest of each contact, and start nothing; the answer has no body', async () => {
		await bindTo(organisation().id);
		const answer = await notify([[CONTACTS[0], organisation().id, AT], [CONTACTS[1], organisation().id, AT + 1], [CONTACTS[0], organisation().id, AT + 2]]);
		expect(answer).toEqual({ status: 200, body: undefined });
		expect(handed()).toEqual([[organisation().id, [[CONTACTS[0], AT + 2], [CONTACTS[1], AT + 1]]]]);
	});

	test('organisations of one body are kept apart; those of others than the ledger are passed over', async () => {
		await bindTo(organisation().id);
		expect(await notify([[CONTACTS[0], organisation(1).id, AT], [CONTACTS[0], organisation().id, AT]])).toEqual({ status: 200, body: undefined });
		expect(handed()).toEqual([[organisation(1).id, [[CONTACTS[0], AT]]], [organisation().id, [[CONTACTS[0], AT]]]]);
	});

	test('of the chosen organisation nothing is passed over: a ledger of another one is refused, so that Xero sends again', async () => {
		await bindTo(organisation(1).id);
		expect(await notify([[CONTACTS[0], organisation().id, AT]], { parameters: chosen(organisation().id) })).toEqual({ status: 503, body: undefined });
		expect(await notify([[CONTACTS[0], organisation(1).id, AT]], { parameters: chosen(organisation().id) })).toEqual({ status: 200, body: undefined });
	});

	test('a wrong signature gets 401 and touches nothing; neither does the intent to receive', async () => {
		expect(await notify([[CONTACTS[0], organisation().id, AT]], { key: 'another' })).toEqual({ status: 401, body: undefined });
		expect(await notify([])).toEqual({ status: 200, body: undefined });
		expect([handed(), existsSync(ground.path)]).toEqual([[], false]);
	});

	test('a ledger that takes nothing gets 503, so that Xero sends again', async () => {
		const parameters = { ledgerOptions: { path: ground.pathInAFile() } };
		expect(await notify([[CONTACTS[0], organisation().id, AT]], { parameters })).toEqual({ status: 503, body: undefined });
	});

	test('in a test run somebody sees what the ledger did with it', async () => {
		await bindTo(organisation().id);
		const { items } = await notify([[CONTACTS[0], organisation().id, AT]], { mode: 'manual' });
		expect(items?.map(({ json }) => json)).toEqual([expect.objectContaining({ taken: expect.any(String), xeroContactId: CONTACTS[0], occurredAt: new Date(AT).toISOString() })]);
	});
});

async function nodeWith(parameters: INodeParameters) {
	const node: INode = {
		id: 't', name: 'Trigger', type: 'n8n-nodes-intercom-xero.xeroTrigger', typeVersion: 2, position: [0, 0], parameters: { deliver: 'ledger', ...parameters },
		credentials: { xeroAccountingOAuth2Api: { id: '1', name: 'Xero' } }, webhookId: '6a1f2c1e-0000-4000-8000-000000000001',
	};
	const workflow = new Workflow({ id: 'w', nodes: [node], connections: {}, active: true, nodeTypes: await loadNodeTypes() });
	const store = new CredentialStore(await loadCredentialTypes(), { xeroAccountingOAuth2Api: ground.credentials.xeroAccountingOAuth2Api! });
	return { workflow, node: workflow.getNode('Trigger')!, additionalData: additionalDataFor(store, 'trigger') };
}

describe('publishing', () => {
	const publish = async (parameters: INodeParameters = {}) => {
		const { workflow, node, additionalData } = await nodeWith(parameters);
		return await new XeroTrigger().webhookMethods.default.create.call(new HookContext(workflow, node, additionalData, 'trigger', 'activate'));
	};

	test('opens the ledger and takes its organisation where none is chosen', async () => {
		await bindTo(organisation().id);
		expect(await publish()).toBe(true);
	});

	test('takes the only organisation that is connected, and refuses to choose among several', async () => {
		expect(await publish()).toBe(true);
		expect(existsSync(ground.path)).toBe(true);
		ground.connectAll();
		await expect(publish()).rejects.toThrow(/several organisations.*Choose it under Organisation/);
	});

	test('is refused where the ledger belongs to another organisation, naming both', async () => {
		await bindTo(organisation(1).id);
		const refused = await publish(chosen(organisation().id)).catch((error: Error) => error.message);
		expect(refused).toMatch(new RegExp(`"default" belongs to the Xero organisation Acme \\(${organisation(1).id}\\), and this Xero Trigger listens to the organisation ${organisation().id}`));
	});

	test('is refused where the ledger cannot be written, saying where', async () => {
		await expect(publish({ ledgerOptions: { path: ground.pathInAFile() } })).rejects.toThrow(/cannot lie at.*l\.sqlite/);
	});
});

describe('by poll', () => {
	const closing: Array<NonNullable<ITriggerResponse['closeFunction']>> = [];
	afterEach(async () => {
		for (const close of closing.splice(0)) await close();
	});

	/** As n8n starts it; the clock of the loop is real, so that each start is one poll. */
	const start = async (parameters: INodeParameters = {}, activation: WorkflowActivateMode = 'activate') => {
		const { workflow, node, additionalData } = await nodeWith({ listenBy: 'poll', ...parameters });
		const executions: INodeExecutionData[][][] = [];
		const faults: Error[] = [];
		const fault = (error: Error) => void faults.push(error);
		const context = new TriggerContext(workflow, node, additionalData, 'trigger', activation, (items) => void executions.push(items), fault, fault);
		const { closeFunction } = await new XeroTrigger().trigger.call(context);
		closing.push(closeFunction!);
		return { executions, faults };
	};
	const reads = () => ground.sandbox.journal.list({ vendor: 'xero', operation: 'xero.getContacts' });
	const mark = async () => (await ground.store.change(readWatermark('xero contacts')))?.value ?? null;

	test('begins where the past ends, and keeps that in the ledger; the watermark moves once changes are in it', async () => {
		await bindTo(organisation().id);
		organisation().createInUi({ Name: 'Before' });
		const { executions } = await start();
		expect([handed(), executions, reads().length]).toEqual([[], [], 1]);
		expect(Math.abs(Date.parse((await mark())!) - Date.now())).toBeLessThan(10_000);
	});

	test('goes on from the watermark: changes of any kind go into the ledger in one call, and start nothing', async () => {
		await bindTo(organisation().id);
		const since = new Date(Date.now() - 3_600_000).toISOString();
		await ground.store.change(writeWatermark('xero contacts', since, 1));
		const ids = ['A', 'B', 'C'].map((Name) => organisation().createInUi({ Name }));
		organisation().archiveInUi(ids[1]!);
		organisation().mergeInUi(ids[2]!, ids[0]!);
		const { executions, faults } = await start();
		await until(() => handed().length > 0);
		await until(async () => (await mark()) !== since);
		expect(handed().flatMap(([, changes]) => (changes as Array<[string]>).map(([id]) => id)).sort()).toEqual([...ids].sort());
		expect([executions, faults, reads()]).toMatchObject([[], [], [{ headers: { 'if-modified-since': new Date(Date.parse(since) - 5 * 60_000).toISOString().slice(0, 19) } }]]);
	});

	test('a ledger of another organisation is refused at publishing', async () => {
		await bindTo(organisation(1).id);
		await expect(start(chosen(organisation().id))).rejects.toThrow(/belongs to the Xero organisation/);
	});

	test('a refused credential is told to whoever publishes; n8n that starts goes on and tells a person once', async () => {
		await bindTo(organisation().id);
		ground.sandbox.xero.authority.reset();
		await expect(start(chosen(organisation().id))).rejects.toThrow(/Xero/);
		const { faults } = await start(chosen(organisation().id), 'init');
		await until(() => faults.length > 0);
		expect(faults.map(({ message }) => message)).toEqual([expect.stringMatching(/Xero/)]);
		expect(await mark()).toBeNull();
	});
});
