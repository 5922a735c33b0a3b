import './engineEnvironment';
import { NodeHelpers, Workflow, type INode } from 'n8n-workflow';
import { XeroContactUpsert } from '../../nodes/XeroContactUpsert/XeroContactUpsert.node';
import { loadNodeTypes, PACKAGE_PREFIX } from './nodeCatalogue';

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
