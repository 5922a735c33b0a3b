import { Workflow, type ILoadOptionsFunctions, type INode, type INodeProperties } from 'n8n-workflow';
import { getXeroFields } from '../../nodes/IntercomToXeroMapper/parameters/xeroFields';
import { IntercomToXeroMapper } from '../../nodes/IntercomToXeroMapper/IntercomToXeroMapper.node';
import { loadNodeTypes, PACKAGE_PREFIX } from './nodeCatalogue';

const OPERATIONS = ['mapCompanyToOrganisation', 'mapContactToOrganisation', 'mapContactToPerson'];

describe('the panel', () => {
	const { description } = new IntercomToXeroMapper();

	test('every operation has an action, so that the editor lets people drag it', () => {
		const operation = description.properties.find(({ name }) => name === 'operation');
		expect(operation?.options).toEqual(OPERATIONS.map((value) => expect.objectContaining({ value, action: expect.stringMatching(/^[A-Z]/) })));
	});

	test('a credential is offered and never asked for, and its choice has an option "none", or the editor would hide it', () => {
		const authentication = description.properties.find(({ name }) => name === 'authentication');
		expect(authentication).toMatchObject({ default: 'none', options: expect.arrayContaining([expect.objectContaining({ value: 'none' })]) });
		expect(description.credentials?.map(({ required }) => required)).toEqual([false, false]);
	});

	test('whatever costs calls of Xero says so, and which groups the sync looks after', () => {
		const collections = description.properties.filter(({ name }) => name === 'groupsAndNotes');
		expect(collections).toHaveLength(3);
		for (const { description: text, options } of collections) {
			expect(text).toMatch(/"Tag: ".*never after any other group/);
			const costly = (options as INodeProperties[]).filter(({ name }) => name !== 'noteContent');
			expect(costly.length).toBeGreaterThan(2);
			for (const option of costly) expect(option.description).toMatch(/\bcalls?\b/);
		}
	});

	test.each([
		[{ operation: 'mapContactToPerson' }, 'Map Contact to Person'],
		[{ operation: 'mapContactToPerson', mapping: 'custom' }, 'Contact to Person, Custom'],
		[{ operation: 'mapCompanyToOrganisation', mapping: 'custom' }, 'Map Company to Organisation'],
	])('under the node stands what it does: %j', async (parameters, subtitle) => {
		const node: INode = { id: 'n', name: 'Node', type: `${PACKAGE_PREFIX}intercomToXeroMapper`, typeVersion: 1, position: [0, 0], parameters };
		const { expression } = new Workflow({ id: 'w', nodes: [node], connections: {}, active: false, nodeTypes: await loadNodeTypes() });
		expect(expression.getSimpleParameterValue(node, description.subtitle, 'internal', {})).toBe(subtitle);
	});

	test('three outputs have three names', () => {
		expect(description.outputs).toHaveLength(3);
		expect(description.outputNames).toEqual(['Mapped', 'Rejected', 'Skipped']);
	});

	test('every other property is shown for its operation only, but for the credential that all may use and the words for an agent', () => {
		const others = description.properties.filter(({ name }: INodeProperties) => !['operation', 'authentication', 'credentials', 'toolDescription'].includes(name));
		expect(others.length).toBeGreaterThan(8);
		for (const { name, displayOptions } of others) expect([name, OPERATIONS.map((value) => [value])]).toEqual([name, expect.arrayContaining([displayOptions?.show?.operation])]);
	});

	test('the form offers the fields that Xero takes from a sync, five of them filled in', async () => {
		const { fields } = await getXeroFields.call({} as ILoadOptionsFunctions);
		expect(fields.filter(({ removed }) => !removed).map(({ id }) => id)).toEqual(['Name', 'FirstName', 'LastName', 'EmailAddress', 'PhoneDEFAULT']);
		expect(JSON.stringify(fields)).not.toMatch(/Bank|BatchPayment|XeroNetworkKey/);
	});
});
