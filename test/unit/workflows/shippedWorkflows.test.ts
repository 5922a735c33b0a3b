import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import type { IConnections, INode } from 'n8n-workflow';

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
const NODE_SIZE = { width: 100, height: 100 };

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
		const alone = working.filter(({ name, type }) => !targets.has(name) && !/trigger$/i.test(type));
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

	test('holds only expressions that are JavaScript', () => {
		const codes = textsIn(nodes.map(({ parameters }) => parameters)).filter((text) => text.startsWith('=')).flatMap((text) => [...text.matchAll(/\{\{([^]*?)\}\}/g)].map(([, code]) => code!));
		expect(codes.flatMap(syntaxError)).toEqual([]);
	});

	test('asks whether a row exists by equality only, because n8n takes every other condition for it', () => {
		const asking = nodes.filter(({ parameters }) => ['rowExists', 'rowNotExists'].includes(String(parameters.operation)));
		const conditions = asking.flatMap(({ parameters }) => (parameters.filters as { conditions: Array<{ condition: string }> }).conditions);
		expect(conditions.filter(({ condition }) => condition !== 'eq')).toEqual([]);
	});

	test('filters every read and write of rows on workspace and organisation', () => {
		const rows = nodes.filter(({ type, parameters }) => type.endsWith('.dataTable') && parameters.resource === 'row');
		for (const { name, parameters } of rows) expect([name, ...scopeOf(parameters)]).toEqual([name, 'organisation', 'workspace']);
	});
});

test('the drawn workflows are what their source makes', () => {
	execFileSync(process.execPath, [join(FOLDER, 'source/write.mjs'), '--check']);
});

test('no table name is part of another, with any label, and none has a wildcard of LIKE', () => {
	const names = new Set(workflows.flatMap(([, { nodes }]) => [...JSON.stringify(nodes).matchAll(/\] (intercom-xero \w+)'/g)].map(([, name]) => name!)));
	const tables = ['main', 'client'].flatMap((label) => [...names].map((name) => `[${label}] ${name}`));
	expect(tables).toHaveLength(10);
	for (const one of tables) {
		expect(one).not.toMatch(/[_%]/);
		expect(tables.filter((other) => other !== one && other.includes(one))).toEqual([]);
	}
});

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

/** Which of the two scope columns an operation names: in its conditions, or, where it inserts, among the values. */
function scopeOf(parameters: INode['parameters']): string[] {
	const { conditions = [] } = (parameters.filters ?? {}) as { conditions?: Array<{ keyName: string; condition: string }> };
	const filtered = conditions.filter(({ condition }) => condition === 'eq').map(({ keyName }) => keyName);
	const inserted = Object.keys(((parameters.columns ?? {}) as { value?: object }).value ?? {});
	const named = parameters.operation === 'insert' ? inserted : filtered;
	return ['organisation', 'workspace'].filter((name) => named.includes(name) && (parameters.matchType === 'allConditions' || parameters.operation === 'insert'));
}
