import { LoadOptionsContext } from 'n8n-core';
import { Workflow, type INode, type INodeExecutionData, type INodeParameters } from 'n8n-workflow';
import { IntercomToXeroMapper } from '../../nodes/IntercomToXeroMapper/IntercomToXeroMapper.node';
import { startIntercomAlone, type IntercomAlone } from '../sandbox/intercom/intercomOnly';
import { additionalDataFor } from './additionalData';
import { CredentialStore } from './credentialStore';
import { loadCredentialTypes, loadNodeTypes } from './nodeCatalogue';
import { runNode } from './runWorkflow';

/** What the mapper's panel offers beside the fields: groups, owner, notes, and custom attributes with their lists. */
const jane = {
	contact: { id: 'a1', role: 'user', name: 'Jane Doe', email: 'jane@acme.example', owner_id: '7', created_at: 1_795_392_000, custom_attributes: { tier: 'Gold', renewal_at: 1_795_392_000 } },
	tags: [{ id: '1', name: 'VIP' }, { id: '2', name: 'Wholesale' }],
	segments: [{ id: 's', name: 'Paying' }],
	owner: { id: '7', name: 'Jo Lee', email: 'jo@us.example' },
	conversations: { count: 2, last: null },
};
const acme = { id: 'c1', name: 'Acme Pty Ltd', created_at: 1_795_392_000, tags: [{ id: '3', name: 'Key account' }], custom_attributes: { parent_company: 'Acme Holdings', town: 'Sydney' } };
const map = async (operation: string, items: object[], parameters: INodeParameters) => {
	const { outputs, error } = await runNode({ type: 'intercomToXeroMapper', parameters: { operation, ...parameters }, items: items.map((json) => ({ json })) as INodeExecutionData[] });
	return { mapped: outputs[0]?.map(({ json }) => json) ?? [], rejected: outputs[1]?.map(({ json }) => json) ?? [], error };
};

describe('Groups and Notes', () => {
	test('reach the record of a contact, from names and expressions', async () => {
		const parameters = {
			groupsAndNotes: { tags: '={{ "vip, " + $json.contact.custom_attributes.tier }}', segments: '*', owner: true, notes: 'change', noteContent: ['timestamps', 'conversations', 'actions'] },
		};
		const { mapped } = await map('mapContactToPerson', [jane], parameters);
		expect(mapped).toMatchObject([
			{
				groups: ['Segment: Paying', 'Tag: VIP'],
				groupPrefixes: ['Tag: ', 'Segment: '],
				owner: { email: 'jo@us.example', name: 'Jo Lee' },
				notes: ['Intercom contact: created 2026-11-23', 'Intercom conversations: 2'],
				notesWhen: 'change',
				noteActions: true,
			},
		]);
	});

	test('that are not switched on leave no trace, and the record is that of before', async () => {
		const plain = await map('mapContactToPerson', [jane], {});
		expect(plain.mapped[0]).toMatchObject({ groups: [], notes: [] });
		for (const key of ['groupPrefixes', 'owner', 'notesWhen', 'noteActions']) expect(plain.mapped[0]).not.toHaveProperty(key);
		const off = await map('mapContactToPerson', [jane], { groupsAndNotes: { tags: ' ', segments: '', owner: false, notes: 'off', noteContent: ['conversations'] } });
		expect(off.mapped).toEqual(plain.mapped);
		const silent = await map('mapContactToPerson', [jane], { groupsAndNotes: { notes: 'create', noteContent: [] } });
		expect(silent.mapped).toEqual(plain.mapped);
	});

	test('what was not read is rejected with what to switch on', async () => {
		const { contact } = jane;
		const { rejected } = await map('mapContactToPerson', [{ contact }], { groupsAndNotes: { tags: '*', owner: true, notes: 'create', noteContent: ['conversations'] } });
		expect(rejected).toMatchObject([{ reason: 'tagsNotRead', problems: [{ rule: 'tagsNotRead' }, { rule: 'ownerNotRead' }, { rule: 'conversationsNotRead' }] }]);
	});

	test.each(['mapCompanyToOrganisation', 'mapContactToOrganisation'])('%s keeps tags and parent of the company, and its own notes', async (operation) => {
		const item = operation === 'mapCompanyToOrganisation' ? acme : { ...jane, companies: [acme] };
		const groupsAndNotes = { tags: 'key account', parentAttribute: { __rl: true, mode: 'list', value: 'parent_company' }, notes: 'create' };
		const { mapped } = await map(operation, [item], { groupsAndNotes });
		expect((await map(operation, [item], { groupsAndNotes: { ...groupsAndNotes, parentAttribute: '={{ "parent_company" }}' } })).mapped).toEqual(mapped);
		expect(mapped).toMatchObject([
			{ groups: ['Parent: Acme Holdings', 'Tag: Key account'], groupPrefixes: ['Tag: ', 'Parent: '], notes: ['Intercom company: created 2026-11-23'], notesWhen: 'create', noteActions: true },
		]);
	});
});

describe('Custom Attributes', () => {
	const rows = {
		field: [
			{ attribute: { __rl: true, mode: 'name', value: 'tier' }, xeroField: 'AccountNumber', reading: 'auto' },
			{ attribute: { __rl: true, mode: 'list', value: 'renewal_at', cachedResultName: 'renewal_at' }, xeroField: 'AddressSTREETAttentionTo', reading: 'auto' },
			{ attribute: { __rl: true, mode: 'name', value: '={{ "ti" + "er" }}' }, xeroField: 'CompanyNumber', reading: 'text' },
			{ attribute: { __rl: true, mode: 'name', value: '' }, xeroField: 'TaxNumber', reading: 'auto' },
		],
	};
	const expected = { Name: 'Jane Doe', AccountNumber: 'Gold', CompanyNumber: 'Gold', Addresses: [{ AddressType: 'STREET', AttentionTo: '2026-11-23' }] };

	test('fill fields on top of either mapping, typed, chosen or by expression', async () => {
		const recommended = await map('mapContactToPerson', [jane], { customAttributes: rows });
		expect(recommended.mapped).toMatchObject([{ xero: { ...expected, FirstName: 'Jane' } }]);
		expect(recommended.mapped[0]?.xero).not.toHaveProperty('TaxNumber');
		const custom = await map('mapContactToPerson', [jane], { customAttributes: rows, mapping: 'custom', fields: { mappingMode: 'defineBelow', value: { Name: '={{ $json.contact.name }}' } } });
		expect(custom.mapped).toMatchObject([{ xero: expected }]);
		expect(custom.mapped[0]?.xero).not.toHaveProperty('FirstName');
	});

	test('of a company may be chosen from the list too', async () => {
		const companyFields = { field: [{ attribute: { __rl: true, mode: 'list', value: 'town' }, xeroField: 'AddressPOBOXCity' }] };
		expect((await map('mapCompanyToOrganisation', [acme], { companyFields })).mapped).toMatchObject([{ xero: { Addresses: [{ City: 'Sydney' }] } }]);
	});
});

describe('the list of custom attributes in the panel', () => {
	let intercom: IntercomAlone;
	beforeAll(async () => {
		intercom = await startIntercomAlone();
		for (const [name, model] of [['vat_number', 'contact'], ['tier', 'contact'], ['town', 'company']] as const) {
			expect((await intercom.call('POST', '/data_attributes', { name, model, data_type: 'string' })).status).toBe(200);
		}
	});
	afterAll(async () => await intercom.stop());

	const list = async (method: 'searchContactAttributes' | 'searchCompanyAttributes', parameters: INodeParameters, filter?: string) => {
		const { results } = await new IntercomToXeroMapper().methods.listSearch[method].call(await panelOf(parameters), filter);
		return results.map(({ value }) => value);
	};

	const offered = async (method: 'getTags' | 'getTagsAndAll' | 'getSegments' | 'getSegmentsAndAll' | 'getCompanyAttributes', parameters: INodeParameters) =>
		(await new IntercomToXeroMapper().methods.loadOptions[method].call(await panelOf(parameters))).map(({ value }) => value);

	const panelOf = async (parameters: INodeParameters) => {
		const type = 'n8n-nodes-intercom-xero.intercomToXeroMapper';
		const credentials = { intercomAppTokenApi: { id: 'intercomAppTokenApi', name: 'x' } };
		const node: INode = { id: '1', name: 'Mapper', type, typeVersion: 1, position: [0, 0], parameters, credentials };
		const workflow = new Workflow({ id: 'w', nodes: [node], connections: {}, active: false, nodeTypes: await loadNodeTypes() });
		const stored = { intercomAppTokenApi: { accessToken: 'sandbox-intercom-token', region: 'us', clientSecret: 'x', simulatorUrl: intercom.url } };
		return new LoadOptionsContext(workflow, node, additionalDataFor(new CredentialStore(await loadCredentialTypes(), stored), 'internal'), '');
	};

	test('names those of the workspace, each kind its own, in order and filtered', async () => {
		const authentication = 'accessToken';
		const ofContacts = await list('searchContactAttributes', { authentication });
		expect(ofContacts).toEqual([...ofContacts].sort());
		expect(ofContacts).toEqual(expect.arrayContaining(['tier', 'vat_number']));
		expect(ofContacts).not.toContain('town');
		expect(await list('searchContactAttributes', { authentication }, 'VAT')).toEqual(['vat_number']);
		expect(await list('searchCompanyAttributes', { authentication }, 'town')).toEqual(['town']);
	});

	test('tags, segments and what companies are chosen by are lists too, and say why they cannot be loaded', async () => {
		expect((await intercom.call('POST', '/tags', { name: 'VIP, gold' })).status).toBe(200);
		const authentication = 'accessToken';
		expect(await offered('getTags', { authentication })).toEqual(['VIP, gold']);
		expect(await offered('getTagsAndAll', { authentication })).toEqual(['*', 'VIP, gold']);
		expect(await offered('getSegmentsAndAll', { authentication })).toEqual(['*', ...(await offered('getSegments', { authentication }))]);
		expect(await offered('getCompanyAttributes', { authentication })).toEqual(expect.arrayContaining(['monthly_spend', 'plan', 'town']));
		await expect(offered('getTags', { authentication: 'none' })).rejects.toThrow(/needs a connection: choose one under Lists From Intercom/);
		await expect(offered('getTags', { authentication: 'oAuth2' })).rejects.toThrow(/needs an Intercom credential.*set Lists From Intercom to No/);
	});

	test('without a connection says what to do', async () => {
		await expect(list('searchContactAttributes', { authentication: 'none' })).rejects.toMatchObject({
			message: expect.stringMatching(/needs a connection.*choose Name here/),
		});
		await expect(list('searchCompanyAttributes', {})).rejects.toThrow('needs a connection');
	});

	test('mapping itself asks nobody, whatever is chosen there', async () => {
		const before = intercom.kernel.journal.count();
		expect((await map('mapContactToPerson', [jane], { authentication: 'accessToken' })).mapped).toHaveLength(1);
		expect(intercom.kernel.journal.count()).toBe(before);
	});
});
