import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
	NodeConnectionTypes,
	NodeHelpers,
	type ICredentialType,
	type INodeType,
	type INodeTypeDescription,
	type INodeTypes,
	type IVersionedNodeType,
} from 'n8n-workflow';
import packageJson from '../../package.json';

const ROOT = join(__dirname, '../..');

/** Type prefix of this package's nodes in a real n8n. */
export const PACKAGE_PREFIX = `${packageJson.name}.`;

/** The one node of n8n itself that a workflow under test needs: it passes on what it is started with. */
const manualTrigger: INodeType = {
	description: {
		displayName: 'Manual Trigger',
		name: 'manualTrigger',
		group: ['trigger'],
		version: 1,
		description: 'Starts the workflow',
		defaults: { name: 'Start' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
	async execute() {
		return [this.getInputData()];
	},
};

const sourceOf = (distFile: string) => join(ROOT, distFile.replace(/^dist\//, '').replace(/\.js$/, '.ts'));

/** The class a file must export for n8n: named like the file. */
async function instanceFrom<T>(file: string): Promise<T> {
	const className = basename(file).split('.')[0] ?? '';
	const exported = (await import(file)) as Record<string, (new () => T) | undefined>;
	const Class = exported[className];
	if (Class === undefined) throw new Error(`${file} does not export a class ${className}`);
	return new Class();
}

/** All credential types of package.json, from source. */
export async function loadCredentialTypes(
	extra: readonly ICredentialType[] = [],
): Promise<Map<string, ICredentialType>> {
	const files = packageJson.n8n.credentials.map(sourceOf).filter((file) => existsSync(file));
	const ours = await Promise.all(files.map((file) => instanceFrom<ICredentialType>(file)));
	return new Map([...ours, ...extra].map((type) => [type.name, type]));
}

/** All nodes of package.json from source, the manual trigger, and `extra` nodes by full type name. */
export async function loadNodeTypes(extra: Readonly<Record<string, INodeType>> = {}): Promise<INodeTypes> {
	const types = new Map<string, INodeType | IVersionedNodeType>(Object.entries(extra));
	types.set('n8n-nodes-base.manualTrigger', manualTrigger);
	for (const file of packageJson.n8n.nodes.map(sourceOf).filter((file) => existsSync(file))) {
		const node = await instanceFrom<INodeType | IVersionedNodeType>(file);
		types.set(PACKAGE_PREFIX + node.description.name, node);
	}
	const named = (name: string) => {
		const type = types.get(name) ?? toolOf(name, types);
		if (type === undefined) throw new Error(`Node type ${name} is not among the sources in nodes/`);
		return type;
	};
	return {
		getByName: named,
		getByNameAndVersion: (name, version) => NodeHelpers.getVersionedNodeType(named(name), version),
		getKnownTypes: () => ({}),
	};
}

/** A node as an agent's tool, as n8n's own `getByNameAndVersion` and `convertNodeToAiTool` make it of `xyzTool`. */
function toolOf(name: string, types: ReadonlyMap<string, INodeType | IVersionedNodeType>): INodeType | undefined {
	const node = name.endsWith('Tool') ? types.get(name.slice(0, -'Tool'.length)) : undefined;
	if (node === undefined || 'nodeVersions' in node || !node.description.usableAsTool) return undefined;
	const { description } = node;
	const hasOwn = description.properties.some((property) => property.name === 'toolDescription');
	const tool: INodeTypeDescription = { ...description, name: `${description.name}Tool`, displayName: `${description.displayName} Tool`, inputs: [], outputs: [NodeConnectionTypes.AiTool], properties: [...(hasOwn ? [] : [{ displayName: 'Description', name: 'toolDescription', type: 'string' as const, default: '' }]), ...description.properties] };
	return Object.create(node, { description: { value: tool } }) as INodeType;
}
