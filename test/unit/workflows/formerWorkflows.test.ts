import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeHelpers, type IConnections, type INode, type INodeType, type INodeTypeDescription, type INodeTypes } from 'n8n-workflow';
import { loadNodeTypes, PACKAGE_PREFIX } from '../../engine/nodeCatalogue';

/**
 * Workflows as an earlier package shipped them, which people have imported and set up: a newer package takes them as they
 * are. What of them another node reads (`$('x').params`) is still there, and no output has moved. That contact-sync still
 * syncs is seen in a real n8n (test/e2e/updating.test.ts).
 */
const FOLDER = join(__dirname, '../../formerWorkflows');
const former = readdirSync(FOLDER).map((file) => [file, JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as { nodes: INode[]; connections: IConnections }] as const);

let types: INodeTypes;
beforeAll(async () => void (types = await loadNodeTypes()));

const ours = (nodes: readonly INode[]) => nodes.filter(({ type }) => type.startsWith(PACKAGE_PREFIX));
const descriptionOf = ({ type, typeVersion }: INode): INodeTypeDescription => (types.getByNameAndVersion(type, typeVersion) as INodeType).description;
const withDefaults = (node: INode) => NodeHelpers.getNodeParameters(descriptionOf(node).properties, node.parameters, true, false, node, descriptionOf(node)) ?? {};

test('there are some, and they hold nodes of this package', () => {
	expect(former.map(([file]) => file)).toEqual(expect.arrayContaining(['contact-sync.json', 'quick-start.json']));
	for (const [file, { nodes }] of former) expect([file, ours(nodes).length > 0]).toEqual([file, true]);
});

test.each(former)('%s: every node is of a version that is still there, and has no issue but its credentials', (_, { nodes }) => {
	for (const node of ours(nodes)) {
		const description = descriptionOf(node);
		expect([node.name, [description.version].flat()]).toEqual([node.name, expect.arrayContaining([node.typeVersion])]);
		const issues = NodeHelpers.getNodeParametersIssues(description.properties, { ...node, parameters: withDefaults(node) }, description)?.parameters ?? {};
		expect([node.name, issues]).toEqual([node.name, {}]);
	}
});

test.each(former)('%s: each operation and each choice is still offered, and each parameter is still known', (_, { nodes }) => {
	for (const node of ours(nodes)) {
		const { properties } = descriptionOf(node);
		const all = withDefaults(node);
		for (const [name, value] of Object.entries(node.parameters)) {
			const shown = properties.filter((property) => property.name === name && NodeHelpers.displayParameter(all, property, node, descriptionOf(node)));
			expect([node.name, name, shown.length]).toEqual([node.name, name, 1]);
			const offered = shown[0]?.type === 'options' ? (shown[0].options ?? []).map((option) => ('value' in option ? option.value : undefined)) : null;
			if (offered !== null && !String(value).startsWith('=')) expect(offered).toContain(value);
		}
	}
});

test.each(former)('%s: no connection leaves an output that is gone', (_, { nodes, connections }) => {
	for (const node of ours(nodes)) {
		const { outputs } = descriptionOf(node);
		const used = connections[node.name]?.main?.length ?? 0;
		// Those of Sync Ledger Trigger are an expression; what it gives without Both Ways has three.
		const count = Array.isArray(outputs) ? outputs.length : 3;
		expect([node.name, used <= count]).toEqual([node.name, true]);
	}
});

test.each(former)('%s: what one node reads of the panel of another is still a parameter there', (_, { nodes }) => {
	for (const [, name, parameter] of JSON.stringify(nodes.map(({ parameters }) => parameters)).matchAll(/\$\('([^']+)'\)\.params\.(\w+)/g)) {
		const node = ours(nodes).find((one) => one.name === name);
		if (node === undefined) continue;
		expect([name, Object.keys(withDefaults(node))]).toEqual([name, expect.arrayContaining([parameter])]);
	}
});
