import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { NodeHelpers, type IConnections, type INode, type INodeType, type INodeTypeDescription, type INodeTypes } from 'n8n-workflow';
import { loadNodeTypes, PACKAGE_PREFIX } from '../../engine/nodeCatalogue';
import { boxOf, cross, linesOf, runsOver, runsThrough, type Line, type OutputsOf } from './canvasLines';

interface Workflow {
	id: string;
	name: string;
	nodes: Array<INode & { webhookId?: string }>;
	connections: IConnections;
	settings: Record<string, unknown>;
}

const FOLDER = join(__dirname, '../../../workflows');
/** n8n saves no static data for a workflow with a longer id, and a trigger forgets its workspace. */
const LONGEST_ID = 21;
const GRID = 20;
const MOST_NODES = 40;
const LONGEST_EXPRESSION = 120;
const ENDS = ['.stopAndError', '.httpRequest', '.noOp', '.respondToWebhook', '.emailSend'];
/** With a name of one line below. */
const NODE_SIZE = { width: 100, height: 120 };

const isNote = (type: string) => type.endsWith('.stickyNote');

const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
const workflows = files.map((file) => [file, JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Workflow] as const);

describe.each(workflows)('%s', (_, workflow) => {
	const { nodes, connections, settings } = workflow;
	const names = nodes.map(({ name }) => name);
	const working = nodes.filter(({ type }) => !type.endsWith('.stickyNote'));

	test('has an id that n8n takes, and brings no credential, webhook id or error workflow', () => {
		expect(workflow.id).toMatch(new RegExp(`^\\w{1,${LONGEST_ID}}$`));
		expect(nodes.filter((node) => node.credentials !== undefined || node.webhookId !== undefined).map(({ name }) => name)).toEqual([]);
		expect(settings).not.toHaveProperty('errorWorkflow');
		expect(settings).toMatchObject({ executionOrder: 'v1', saveDataErrorExecution: 'all', saveDataSuccessExecution: 'none' });
	});

	test('has unique node names, and connects and mentions only nodes that exist', () => {
		expect(new Set(names).size).toBe(names.length);
		expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
		const ends = Object.values(connections).flatMap(({ main = [] }) => main.flatMap((output) => output ?? []).map(({ node }) => node));
		const mentioned = [...JSON.stringify(nodes).matchAll(/\$\('([^']+)'\)/g)].map(([, name]) => name);
		for (const name of [...Object.keys(connections), ...ends, ...mentioned]) expect(names).toContain(name);
	});

	test('leaves no node unconnected', () => {
		const targets = new Set(Object.values(connections).flatMap(({ main = [] }) => main.flatMap((output) => output ?? []).map(({ node }) => node)));
		const alone = working.filter(({ name, type }) => !targets.has(name) && !/(trigger|\.webhook)$/i.test(type));
		expect(alone.map(({ name }) => name)).toEqual([]);
	});

	test('lies on the grid without overlaps', () => {
		expect(nodes.filter(({ position: [x, y] }) => x % GRID !== 0 || y % GRID !== 0).map(({ name }) => name)).toEqual([]);
		const overlaps = working.flatMap((one, index) => working.slice(index + 1).filter((other) => touches(one, other)).map((other) => `${one.name} and ${other.name}`));
		expect(overlaps).toEqual([]);
	});

	test('keeps braces out of expressions, where n8n would end them', () => {
		const expressions = textsIn(nodes.map(({ parameters }) => parameters)).filter((text) => text.startsWith('={{') && text.endsWith('}}'));
		expect(expressions.filter((text) => /\{\{|\}\}/.test(text.slice(3, -2)) && text.split('{{').length === 2)).toEqual([]);
	});

	test(`has no expression longer than ${LONGEST_EXPRESSION} characters: a rule lives in a node, where an update reaches it`, () => {
		const expressions = textsIn(nodes.map(({ parameters }) => parameters)).filter((text) => text.startsWith('=') || text.includes('{{'));
		expect(expressions.filter((text) => text.startsWith('=') && text.length > LONGEST_EXPRESSION)).toEqual([]);
		expect(expressions.length).toBeGreaterThan(0);
	});

	test('holds only expressions that are JavaScript', () => {
		const codes = textsIn(nodes.map(({ parameters }) => parameters)).filter((text) => text.startsWith('=')).flatMap((text) => [...text.matchAll(/\{\{([^]*?)\}\}/g)].map(([, code]) => code!));
		expect(codes.flatMap(syntaxError)).toEqual([]);
	});
});

/** For learning, without a ledger: what needs nobody just ends there. */
const WITHOUT_LEDGER = 'quick-start.json';

describe.each(workflows)('%s, to be read by a person,', (file, workflow) => {
	const { nodes, connections } = workflow;
	const working = nodes.filter(({ type }) => !isNote(type));
	let types: INodeTypes;
	const typeOf = ({ type }: INode) => (type.startsWith(PACKAGE_PREFIX) ? (types.getByNameAndVersion(type) as INodeType) : undefined);
	const outputsOf: OutputsOf = (node) => (namedOutputs(typeOf(node), node) ?? (node.type.endsWith('.if') ? 2 : node.type.endsWith('.switch') ? Number(node.parameters.numberOutputs) : 1)) + Number(node.onError === 'continueErrorOutput');

	beforeAll(async () => void (types = await loadNodeTypes()));

	test(`has at most ${MOST_NODES} nodes besides notes`, () => expect(working.length).toBeLessThanOrEqual(MOST_NODES));

	test('sets only what its nodes know, to values they know, and nothing they require is missing', () => {
		for (const node of working) {
			const type = typeOf(node);
			if (type === undefined) continue;
			expect([node.name, ...strangeParameters(node, type.description)]).toEqual([node.name]);
		}
	});

	test('leads every output somewhere', () => {
		const loose = working.filter((node) => !isEnd(node)).flatMap((node) =>
			Array.from({ length: outputsOf(node) }, (_, output) => output).filter((output) => !connections[node.name]?.main?.[output]?.length).map((output) => `${node.name}, output ${output}`));
		const left = ['Read the Contact, output 1', 'Map to Xero Fields, output 2', 'Store the Xero Reference, output 0', 'Store the Xero Reference, output 1'];
		expect(loose).toEqual(file === WITHOUT_LEDGER ? left : []);
	});

	test('names what its nodes do, or what holds where an output says true, and asks nothing', () => {
		expect(nodes.filter(({ name }) => /\?|^(is|are|does|do|has|was|were) (it|there|its|any|all|xero|intercom)\b/i.test(name)).map(({ name }) => name)).toEqual([]);
	});

	test('is drawn without lines that cross each other, run over a node or through a note of others, and leads from left to right', () => {
		const lines = linesOf(working, connections, outputsOf);
		const crossing = lines.flatMap((one, index) => lines.slice(index + 1).filter((other) => cross(one, other)).map((other) => `${nameOf(one)} crosses ${nameOf(other)}`));
		expect(crossing).toEqual([]);
		expect(lines.flatMap((line) => working.filter((node) => runsOver(line, node, outputsOf)).map(({ name }) => `${nameOf(line)} runs over ${name}`))).toEqual([]);
		expect(lines.flatMap((line) => nodes.filter((note) => isNote(note.type) && runsThrough(line, note)).map(({ name }) => `${nameOf(line)} runs through ${name}`))).toEqual([]);
		expect(lines.filter(({ points }) => points[0]!.x >= points.at(-1)!.x).map(nameOf)).toEqual([]);
	});

	test('has every node on exactly one note, and leaves its notes apart', () => {
		const notes = nodes.filter(({ type }) => isNote(type)).map(({ name, position: [left, top], parameters }) => ({ name, left, top, right: left + Number(parameters.width), bottom: top + Number(parameters.height) }));
		const homes = working.map((node) => {
			const box = boxOf(node, outputsOf);
			return [node.name, notes.filter((note) => note.left <= box.left && note.top <= box.top && note.right >= box.right && note.bottom >= box.bottom).length];
		});
		expect(homes.filter(([, count]) => count !== 1)).toEqual([]);
		const overlapping = notes.flatMap((a, index) => notes.slice(index + 1).filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).map((b) => `${a.name} and ${b.name}`));
		expect(overlapping).toEqual([]);
	});

	test('evaluates no expression on the way of a page: n8n keeps an isolate for each execution that does, until it ends', () => {
		const way = new Set(working.filter(({ parameters }) => (parameters.triggerOn as string[] | undefined)?.includes('pages')).map(({ name }) => name));
		for (const name of way) for (const { node } of (connections[name]?.main ?? []).flatMap((output) => output ?? [])) way.add(node);
		const resolved = working.filter(({ name }) => way.has(name)).map((node) => [node.name, NodeHelpers.getNodeParameters(typeOf(node)!.description.properties, node.parameters, true, false, node, typeOf(node)!.description)] as const);
		expect(resolved.flatMap(([name, parameters]) => textsIn(parameters).filter((text) => text.startsWith('=')).map((text) => `${name}: ${text}`))).toEqual([]);
		expect(way.size).toBe(file === 'historical-migration.json' ? 13 : 0);
	});

	test('tells of its own stop', () => {
		expect([file, working.filter(({ type }) => type.endsWith('.errorTrigger')).length]).toEqual([file, 1]);
	});
});

test('quick-start has room for nodes of one\'s own right of what was synced', () => {
	const { nodes } = new Map(workflows).get(WITHOUT_LEDGER)!;
	const at = (name: string) => nodes.find((node) => node.name === name)!;
	const [synced, room] = [at('Store the Xero Reference'), at('Your Own Nodes')];
	const [left, top] = room.position;
	const [right, bottom] = [left + Number(room.parameters.width), top + Number(room.parameters.height)];
	expect([left > synced.position[0], top < synced.position[1], bottom > synced.position[1] + NODE_SIZE.height]).toEqual([true, true, true]);
	expect(right - left).toBeGreaterThanOrEqual(3 * 240);
	expect(nodes.filter(({ type, position: [x, y] }) => !isNote(type) && x > left - NODE_SIZE.width && x < right && y > top - NODE_SIZE.height && y < bottom)).toEqual([]);
});

const nameOf = ({ from, output, to }: Line) => `${from} ${output} to ${to}`;

/** What its description says, which may depend on what is chosen in the panel. */
function namedOutputs(type: INodeType | undefined, { parameters }: INode): number | undefined {
	const outputs = type?.description.outputs;
	if (typeof outputs !== 'string') return outputs?.length;
	return (new Script(`(${outputs.slice(3, -2)})`).runInNewContext({ $parameter: parameters }) as unknown[]).length;
}

/** Where a way ends: the ledger has it, or it is told. A vendor's trigger hands nothing on where it writes into the ledger. */
function isEnd({ type, parameters }: INode): boolean {
	if (type.endsWith('.intercomTrigger') || type.endsWith('.xeroTrigger')) return parameters.deliver === 'ledger';
	return ENDS.some((end) => type.endsWith(end)) || (type.endsWith('.syncLedger') && ['settle', 'confirmAlerts', 'sweep', 'readBalances', 'add', 'setWatermark', 'searchFailed', 'stop', 'startJob'].includes(String(parameters.operation)));
}

/** Names and values of parameters that the description of the node does not have, or does not show with these. */
function strangeParameters(node: INode, description: INodeTypeDescription): string[] {
	const all = NodeHelpers.getNodeParameters(description.properties, node.parameters, true, false, node, description) ?? {};
	const shown = description.properties.filter((property) => NodeHelpers.displayParameter(all, property, node, description));
	const issues = NodeHelpers.getNodeParametersIssues(description.properties, { ...node, parameters: all }, description)?.parameters ?? {};
	return [
		...Object.keys(node.parameters).filter((name) => !shown.some((property) => property.name === name)).map((name) => `${name} is not shown`),
		...Object.values(issues).flat(),
	];
}

function syntaxError(code: string): string[] {
	try {
		new Script(`(${code})`);
		return [];
	} catch (error) {
		return [`${String(error)} in ${code}`];
	}
}

function touches({ position: a }: INode, { position: b }: INode): boolean {
	return Math.abs(a[0] - b[0]) < NODE_SIZE.width && Math.abs(a[1] - b[1]) < NODE_SIZE.height;
}

function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
