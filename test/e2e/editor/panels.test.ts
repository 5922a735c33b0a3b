import type { INodeTypeDescription } from 'n8n-workflow';
import { choicesOf, operationsOf } from '../../docs/operations';
import { Canvas, VIEWPORT } from '../harness/canvas';
import { E2E_LIMIT_MS } from '../harness/limits';
import { openEditor, type OpenEditor } from '../harness/openEditor';
import { nonsenseIn, Panel } from '../harness/panel';
import { pictures } from '../harness/pictures';
import { fullType, innerLabelsIn, labelsIn, NODE_TYPES, panelCases, unfilledIn } from '../harness/panelCases';

/** Every panel of every node, as n8n draws it. What there is to see comes from the descriptions: a new operation is seen by itself. */
jest.setTimeout(3 * E2E_LIMIT_MS); // up to thirty panels in a test, each with two pictures

let open: OpenEditor;

beforeAll(async () => void (open = await openEditor()));
afterAll(async () => await open?.close());

const NODES = NODE_TYPES.map((type): [string, INodeTypeDescription] => [type.displayName, type]);
const WITH_OPERATIONS = NODES.filter(([, { properties }]) => properties.some(({ name }) => name === 'operation'));

/** For the longest panel, with all its options added. */
const HIGH = { ...VIEWPORT, height: 3_000 };

/** n8n adds it to the operations of every node that has a credential. */
const OF_N8N = 'Custom API Call';

async function canvasWith(type: INodeTypeDescription, cases: ReturnType<typeof panelCases>): Promise<Canvas> {
	const canvas = await Canvas.open(open.editor);
	const nodes = cases.map(({ title, parameters }, place) => ({
		id: String(place), name: title, type: fullType(type), typeVersion: 1, parameters,
		position: [(place % 7) * 320, Math.floor(place / 7) * 240],
	}));
	await canvas.paste(JSON.stringify({ nodes, connections: {} }));
	await canvas.zoomToFit();
	return canvas;
}

test.each(WITH_OPERATIONS)('%s: its lists lead to every operation, and nothing is shown that does not belong to it', async (name, type) => {
	const canvas = await canvasWith(type, [{ title: name, parameters: {} }]);
	const panel = await Panel.open(canvas, name);
	const resources = choicesOf(type.properties.find((property) => property.name === 'resource'));
	if (resources.length > 0) expect((await panel.offered('resource')).filter((offered) => offered !== OF_N8N)).toEqual(resources.map((one) => one.name));
	for (const resource of resources.length > 0 ? resources : [undefined]) {
		if (resource) await panel.choose('resource', resource.name);
		const operations = operationsOf(type.properties).filter((one) => one.resource === resource?.value);
		const names = operations.map(({ title }) => title.replace(`${resource?.name}: `, ''));
		expect((await panel.offered('operation')).filter((offered) => offered !== OF_N8N)).toEqual(names);
		for (const [place, { operation = '' }] of operations.entries()) {
			await panel.choose('operation', names[place]!);
			const seen = await panel.seen();
			const chosen = { ...(resource && { resource: resource.value }), operation };
			expect([names[place], unplacedLeftOut(type, seen.labels)]).toEqual([names[place], labelsIn(type, chosen)]);
			expect([names[place], nonsenseIn(seen)]).toEqual([names[place], []]);
		}
	}
	await canvas.page.close();
});

test.each(NODES)('%s: every parameter is seen once, by its name, what must be filled in and is not is red, and nothing else', async (name, type) => {
	const cases = panelCases(type);
	const canvas = await canvasWith(type, cases);
	await pictures(canvas, `panels-${type.name}`);
	await canvas.page.setViewportSize(HIGH);
	for (const { title, parameters } of cases) {
		const panel = await Panel.open(canvas, title);
		const seen = await panel.seen();
		await panel.pictures(`panel-${type.name}-${title}`.replace(/[^\w-]+/g, '-'));
		expect([title, unplacedLeftOut(type, seen.labels)]).toEqual([title, labelsIn(type, parameters)]);
		expect([title, seen.inner]).toEqual([title, expect.arrayContaining(innerLabelsIn(type, parameters))]);
		expect([title, nonsenseIn(seen)]).toEqual([title, []]);
		expect([title, seen.marked]).toEqual([title, unfilledIn(type, parameters)]);
		await canvas.close();
	}
	await canvas.page.close();
});

/** A node that does not say where its credentials stand leaves it to n8n. */
function unplacedLeftOut({ properties, credentials = [] }: INodeTypeDescription, labels: readonly string[]): string[] {
	if (properties.some(({ type }) => type === 'credentials')) return [...labels];
	return labels.filter((label) => !credentials.some(({ displayName }) => displayName === label));
}
