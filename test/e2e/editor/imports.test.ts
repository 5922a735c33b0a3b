import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { PROJECT_ROOT } from '../../../sandbox/n8n/runtimePaths';
import { Canvas, type Box } from '../harness/canvas';
import { E2E_LIMIT_MS } from '../harness/limits';
import { openEditor, type OpenEditor } from '../harness/openEditor';
import { pictures } from '../harness/pictures';

/** Every shipped workflow, brought into an n8n that has the package and no credential, as people bring it in. */
jest.setTimeout(E2E_LIMIT_MS);

let open: OpenEditor;

beforeAll(async () => void (open = await openEditor()));
afterAll(async () => await open?.close());

const FOLDER = join(PROJECT_ROOT, 'workflows');
const SHIPPED = readdirSync(FOLDER).map((file) => basename(file, '.json'));
const NOTE = 'n8n-nodes-base.stickyNote';
const WANTS_CREDENTIAL = /\.(intercomTrigger|intercomContacts|xeroContactUpsert|webhook)$/;
const WAYS: Array<[string, (canvas: Canvas, file: string) => Promise<void>]> = [
	['by file', async (canvas, file) => await canvas.importFile(file)],
	['by paste', async (canvas, file) => await canvas.paste(readFileSync(file, 'utf8'))],
];
const EACH = SHIPPED.flatMap((name) => WAYS.map(([how, bring]): [string, string, (typeof WAYS)[0][1]] => [name, how, bring]));

test.each(EACH)('%s comes %s with every node installed; only credentials are missing; nothing covers anything, and each node stands in one note', async (name, how, bring) => {
	const file = join(FOLDER, `${name}.json`);
	const { nodes } = JSON.parse(readFileSync(file, 'utf8')) as { nodes: Array<{ name: string; type: string }> };
	const canvas = await Canvas.open(open.editor);
	await bring(canvas, file);
	await canvas.zoomToFit();
	await pictures(canvas, `${name}-${how.replace(' ', '-')}`);
	const types = nodes.map(({ type }) => type);
	expect((await canvas.nodeTypes()).sort()).toEqual(types.filter((type) => type !== NOTE).sort());
	expect(await canvas.notes().count()).toBe(types.filter((type) => type === NOTE).length);
	expect(await canvas.part('node-not-installed').count()).toBe(0);
	await expectOrder(canvas);
	const issues: string[] = [];
	for (const node of nodes) issues.push(...(await canvas.issuesOf(node.name)).map((issue) => `${node.name}: ${issue}`));
	// What calls a vendor, or shows the page to who may see it, does not work without; n8n has to say so.
	expect(issues.length > 0).toBe(types.some((type) => WANTS_CREDENTIAL.test(type)));
	expect(issues.filter((issue) => !/: Credentials for .+ are not set\.$/.test(issue))).toEqual([]);
	await canvas.page.close();
});

/** Room below a node for its name and what it does, as a share of the node's height. */
const LABEL = 0.5;

async function expectOrder(canvas: Canvas): Promise<void> {
	const notes = await canvas.boxes(canvas.notes());
	const nodes = (await canvas.boxes(canvas.nodes())).map(withLabel);
	const pairs = nodes.flatMap((a, index) => nodes.slice(index + 1).map((b): [Box, Box] => [a, b]));
	expect(pairs.filter(([a, b]) => overlap(a, b)).map(([a, b]) => `${a.name} and ${b.name}`)).toEqual([]);
	expect(nodes.filter((node) => notes.filter((note) => inside(node, note)).length !== 1).map(({ name }) => name)).toEqual([]);
}

const withLabel = (box: Box): Box => ({ ...box, bottom: box.bottom + (box.right - box.left) * LABEL });
const overlap = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const inside = (a: Box, b: Box) => a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
