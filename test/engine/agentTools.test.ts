import './engineEnvironment';
import nock from 'nock';
import { NodeConnectionTypes, NodeHelpers, type EngineRequest, type EngineResponse, type IDataObject, type IExecuteFunctions, type INode, type INodeExecutionData, type INodeParameters, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { isRecord } from '../../lib/http/isRecord';
import { contactBody, errorList } from '../unit/intercom/scriptedIntercom';
import { profileOf } from '../sandbox/upsert/people';
import { loadNodeTypes, PACKAGE_PREFIX } from './nodeCatalogue';
import { runWorkflow, type WorkflowRun } from './runWorkflow';
import { itemOf, openXero } from './xeroSandbox';

/**
 * An agent is shown the first output of a node that is its tool, and nothing else. Both ways in which n8n's engine has an
 * agent call a tool are played: the engine runs the node between two runs of the agent (the agent of today), or the agent
 * runs it by itself (older ones, MCP). The agent here is one without a model: it calls each tool once and emits what it was shown.
 */
type Way = 'the engine runs it' | 'the agent runs it';

interface InlineTool {
	invoke(input: IDataObject): Promise<string>;
}

const agent = (way: Way): INodeType => ({
	description: {
		displayName: 'Agent', name: 'agent', group: ['transform'], version: 1, description: '', defaults: { name: 'Agent' }, properties: [],
		inputs: [NodeConnectionTypes.Main, { type: NodeConnectionTypes.AiTool, displayName: 'Tool' }], outputs: [NodeConnectionTypes.Main],
	},
	async execute(this: IExecuteFunctions, response?: EngineResponse): Promise<INodeExecutionData[][] | EngineRequest> {
		if (way === 'the agent runs it') {
			const [tool] = (await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0)) as InlineTool[];
			return [[{ json: { shown: JSON.parse(await tool!.invoke(this.getInputData()[0]!.json)) as IDataObject[] } }]];
		}
		// As n8n's agent reads what a tool answered.
		const answers = response?.actionResponses.map(({ data }) => data.data?.ai_tool?.[0]?.map(({ json }) => json) ?? []);
		if (answers?.length) return [[{ json: { shown: answers.flat() } }]];
		return { actions: [{ actionType: 'ExecutionNodeAction', nodeName: 'Tool', input: this.getInputData()[0]!.json, type: NodeConnectionTypes.AiTool, id: 'call1', metadata: { itemIndex: 0 } }], metadata: {} };
	},
});

interface Call extends Pick<WorkflowRun, 'credentials'> {
	type: string;
	parameters?: INodeParameters;
	/** What the agent hands to its tool. */
	input: IDataObject;
}

/** An agent that runs its tool by itself hands on only what a parameter asks of it by $fromAI; here the one that n8n gives to every tool. */
function askedOf(input: IDataObject): string {
	const types: Record<string, string> = { string: 'string', number: 'number', boolean: 'boolean', object: 'json' };
	const asked = Object.entries(input).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value) || (isRecord(value) && Object.keys(value).length > 0));
	return `={{ [${asked.map(([key, value]) => `$fromAI('${key}', '', '${types[typeof value]}')`).join(', ')}].length }}`;
}

/** What the agent is shown of one call. */
async function shownOf(way: Way, { type, parameters = {}, input, credentials = {} }: Call): Promise<IDataObject[]> {
	const at = { typeVersion: 1, position: [0, 0] as [number, number] };
	const nodes: INode[] = [
		{ ...at, id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} },
		{ ...at, id: 'agent', name: 'Agent', type: 'test.agent', parameters: {} },
		{ ...at, id: 'tool', name: 'Tool', type: `${PACKAGE_PREFIX}${type}Tool`, parameters: { ...parameters, toolDescription: askedOf(input) }, credentials: Object.fromEntries(Object.keys(credentials).map((name) => [name, { id: name, name }])) },
	];
	const connections = { Start: { main: [[{ node: 'Agent', type: NodeConnectionTypes.Main, index: 0 }]] }, Tool: { ai_tool: [[{ node: 'Agent', type: NodeConnectionTypes.AiTool, index: 0 }]] } };
	const result = await runWorkflow({ workflow: { nodes, connections }, items: [{ json: input }], credentials, extraNodes: { 'test.agent': agent(way) } });
	const task = result.nodes.Agent;
	if (task?.error ?? result.run.data.resultData.error) throw new Error((task?.error ?? result.run.data.resultData.error)?.message);
	return task?.data?.main?.[0]?.[0]?.json.shown as IDataObject[];
}

beforeAll(() => jest.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => nock.cleanAll());
afterAll(() => jest.restoreAllMocks());

describe.each<Way>(['the engine runs it', 'the agent runs it'])('%s', (way) => {
	test('a mapped record is not taken from an agent, whose words n8n puts over the item; what it was started with is not shown to it', async () => {
		const xero = await openXero();
		try {
			const mapped = itemOf({ name: 'Jane Doe', email: 'jane@example.com' }).json;
			const organisation = { __rl: true, mode: 'id', value: xero.organisationId };
			const shown = await shownOf(way, { type: 'xeroContactUpsert', parameters: { operation: 'createOrUpdate', organisation }, input: mapped, credentials: structuredClone(xero.credentials) });
			expect(shown).toMatchObject([{ outcome: 'failed', reason: 'notForAgents', message: expect.stringContaining('Nothing was written'), nextStep: expect.stringContaining('From Fields') }]);
			expect(shown[0]).not.toHaveProperty('record');
			expect(xero.sandbox.xero.organisation().contacts.sorted()).toEqual([]);
			const back = await shownOf(way, { type: 'intercomContactUpsert', input: { back: {} }, credentials: { intercomAppTokenApi: { accessToken: 'tok', region: 'us' } } });
			expect(back).toMatchObject([{ outcome: 'failed', reason: 'notForAgents' }]);
		} finally {
			await xero.sandbox.stop();
		}
	});

	test('Xero Contact Upsert takes plain fields: a new contact, then the same one; a stranger\'s email changes nothing', async () => {
		const xero = await openXero();
		try {
			xero.sandbox.xero.organisation().seedContacts([{ Name: 'Mallory', EmailAddress: 'customer@example.com' }]);
			const field = (name: string) => `={{ $fromAI('${name}', '', 'string') }}`;
			const parameters: INodeParameters = { operation: 'fromFields', organisation: { __rl: true, mode: 'id', value: xero.organisationId }, intercomId: field('id'), name: field('name'), email: field('email'), phone: field('phone') };
			const call = async (input: IDataObject, more: INodeParameters = {}) => await shownOf(way, { type: 'xeroContactUpsert', parameters: { ...parameters, ...more }, input, credentials: structuredClone(xero.credentials) });
			const jane = { id: '6961d4041c1e12de4c5499cc', name: 'Jane van der Berg', email: 'jane@example.com', phone: '02 9374 4000' };
			expect(await call(jane, { previewOnly: true })).toMatchObject([{ outcome: 'preview', reason: 'wouldCreate', preview: true, message: expect.stringContaining('would become a new contact') }]);
			expect(await call(jane)).toMatchObject([{ name: 'Jane van der Berg', outcome: 'created', message: 'Created.', record: { xero: { FirstName: 'Jane', LastName: 'van der Berg', EmailAddress: 'jane@example.com' } } }]);
			expect(await call({ ...jane, phone: '02 9374 4001' })).toMatchObject([{ outcome: 'updated', changes: [{ field: 'Phones.DEFAULT' }] }]);
			expect(await call({ ...jane, id: '6961d4041c1e12de4c5499cd', email: 'customer@example.com' })).toMatchObject([{ outcome: 'review', reason: 'unverified' }]);
			expect(await call({ ...jane, id: '6961d4041c1e12de4c5499cd', email: 'customer@example.com' }, { verified: true })).toMatchObject([{ outcome: 'updated', reason: 'fieldsDiffer' }]);
			const [refused] = await call({ ...jane, id: '' });
			expect(refused).toMatchObject({ outcome: 'failed', reason: 'intercomIdInvalid', nextStep: expect.any(String) });
			expect(refused).not.toHaveProperty('record');
		} finally {
			await xero.sandbox.stop();
		}
	});

	test('Intercom Contacts: done, gone and failed', async () => {
		nock('https://api.intercom.io').persist().get(/^\/contacts\/[^/]+$/).query(true).reply((uri) => {
			if (uri.includes('/old')) return [410, errorList('contact_merged'), { link: '</contacts/new>; rel="canonical"' }];
			return uri.includes('/nobody') ? [404, errorList('not_found')] : [200, contactBody('a')];
		});
		const parameters = { include: { companies: false, conversations: false, mergeHistory: false, owner: false, segments: false, tags: false } };
		const call = async (contactId: string) => await shownOf(way, { type: 'intercomContacts', parameters, input: { contactId }, credentials: { intercomAppTokenApi: { accessToken: 'tok', region: 'us' } } });
		expect(await call('a')).toMatchObject([{ outcome: 'done', reason: '', contact: { id: 'a' } }]);
		expect(await call('old')).toMatchObject([{ outcome: 'gone', reason: 'merged', winnerId: 'new' }]);
		const [nobody] = await call('nobody');
		expect(nobody).toMatchObject({ outcome: 'failed', reason: 'intercomNotFound', message: expect.any(String) });
		expect(nobody).not.toHaveProperty('input');
	});

	test('Xero Contact Upsert, Get Contacts: read and failed', async () => {
		const xero = await openXero();
		try {
			const [id] = xero.sandbox.xero.organisation().seedContacts([{ Name: 'Jane Doe' }]);
			const parameters: INodeParameters = { operation: 'getContacts', organisation: { __rl: true, mode: 'id', value: xero.organisationId } };
			const call = async (xeroContactId: string) => await shownOf(way, { type: 'xeroContactUpsert', parameters, input: { xeroContactId }, credentials: structuredClone(xero.credentials) });
			expect(await call(id!)).toMatchObject([{ outcome: 'read', reason: '', xeroContact: { Name: 'Jane Doe' } }]);
			expect(await call('nobody')).toMatchObject([{ outcome: 'failed', reason: 'xeroContactMissing', nextStep: expect.any(String) }]);
		} finally {
			await xero.sandbox.stop();
		}
	});

	test('Xero to Intercom Mapper: mapped, rejected and skipped', async () => {
		const call = async (input: IDataObject) => await shownOf(way, { type: 'xeroToIntercomMapper', parameters: { operation: 'mapContact' }, input });
		expect(await call({ ContactID: 'c1', FirstName: 'Jane' })).toMatchObject([{ outcome: 'mapped', reason: '', back: { values: { name: 'Jane' } } }]);
		expect(await call({ hello: 'world' })).toMatchObject([{ outcome: 'rejected', reason: 'notAXeroContact' }]);
		expect(await call({ ContactID: 'c1', ledger: { kind: 'contact', id: 'a', billTo: 'company' } })).toMatchObject([{ outcome: 'skipped', reason: 'staffOfOrganisation' }]);
	});

	test('Intercom to Xero Mapper: mapped, rejected and skipped', async () => {
		const call = async (person: Parameters<typeof profileOf>[0]) => await shownOf(way, { type: 'intercomToXeroMapper', parameters: { operation: 'mapContactToPerson' }, input: profileOf(person) as unknown as IDataObject });
		expect(await call({ name: 'Jane Doe' })).toMatchObject([{ outcome: 'mapped', reason: '', xero: { Name: 'Jane Doe' } }]);
		expect(await call({ name: 'x'.repeat(256) })).toMatchObject([{ outcome: 'rejected', reason: 'maxChars' }]);
		expect(await call({ role: 'lead' })).toMatchObject([{ outcome: 'skipped', reason: 'lead' }]);
	});
});

test('an agent reads of each operation of each node when to use it, in a text of its own', async () => {
	const types = await loadNodeTypes();
	for (const name of ['xeroContactUpsert', 'intercomContacts', 'intercomToXeroMapper', 'xeroToIntercomMapper', 'intercomContactUpsert', 'syncLedger']) {
		const { description } = types.getByNameAndVersion(`${PACKAGE_PREFIX}${name}Tool`);
		const texts: string[] = [];
		for (const [resource, operation] of operationsOf(description)) {
			const parameters = NodeHelpers.getNodeParameters(description.properties, { ...(resource !== null && { resource }), operation }, true, false, { typeVersion: 1 } as INode, description) ?? {};
			const node = { id: 't', name: 'T', type: description.name, typeVersion: 1, position: [0, 0], parameters } as INode;
			texts.push(NodeHelpers.getToolDescriptionForNode(node, { description } as INodeType) ?? '');
		}
		expect([name, texts.filter((text) => text.length < 40 || text.endsWith(` in ${description.defaults.name}`))]).toEqual([name, []]);
		expect(texts.every((text) => /writes nothing|never|changes no|Never/.test(text))).toBe(true);
		const plain = types.getByNameAndVersion(`${PACKAGE_PREFIX}${name}`).description;
		expect(NodeHelpers.getNodeParameters(plain.properties, {}, true, false, { typeVersion: 1 } as INode, plain)).not.toHaveProperty('toolDescription');
	}
});

function operationsOf({ properties }: INodeTypeDescription): Array<[string | null, string]> {
	return properties.filter(({ name }) => name === 'operation').flatMap(({ options = [], displayOptions }) => {
		const resource = (displayOptions?.show?.resource?.[0] ?? null) as string | null;
		return options.flatMap((option): Array<[string | null, string]> => ('value' in option ? [[resource, String(option.value)]] : []));
	});
}
