import { join } from 'node:path';
import type { INode } from 'n8n-workflow';
import { isToBeChosen, startStage, type Stage } from '../../sandbox/demo/stage';
import { createCredential, type CredentialReference } from '../../sandbox/n8n/credentials';
import { newContact } from '../../sandbox/intercom/contacts';
import { Editor } from '../../sandbox/n8n/editor';
import { PROJECT_ROOT } from '../../sandbox/n8n/runtimePaths';
import { editWorkflow, importWorkflow, shippedWorkflow } from '../../sandbox/n8n/workflows';
import { Canvas } from '../e2e/harness/canvas';

const IMAGES = join(PROJECT_ROOT, 'docs/images');
const SHIPPED = ['quick-start', 'contact-sync', 'two-way-sync', 'historical-migration', 'setup', 'error-alerts', 'sync-status'];
/** What a note has around it. */
const MARGIN = 8;
const STEP_LIMIT_MS = 60_000;
/** Large enough for the largest canvas with readable notes. */
const VIEWPORT = { width: 3_000, height: 2_000 };

/**
 * `npm run docs:pictures`: every shipped workflow in a real n8n with its credentials and organisation chosen, and the panel of the
 * mapper after a run. The pictures of the status page come with its tests (DOCS_IMAGES=1).
 */
async function main(): Promise<void> {
	const stage = await startStage({ connect: 'requests', say: (line) => console.log(line) });
	const editor = await Editor.open(stage.n8n);
	editor.context.setDefaultTimeout(STEP_LIMIT_MS);
	try {
		const visitor = await createCredential(stage.session, { type: 'httpBasicAuth', name: 'Status page', data: { user: 'manager', password: 'a long password' } });
		for (const name of SHIPPED) await pictureOfWorkflow(name, visitor, stage, editor);
		await pictureOfMapper(stage, editor);
	} finally {
		await editor.close();
		await stage.close();
	}
}

async function pictureOfWorkflow(name: string, visitor: CredentialReference, stage: Stage, editor: Editor): Promise<void> {
	const id = await importWorkflow(stage.n8n, { ...shippedWorkflow(name), id: `picture${name}`.replaceAll('-', '').slice(0, 21) });
	await editWorkflow(stage.session, id, { credentials: stage.credentials, node: (node) => chosen(node, visitor, stage) });
	const canvas = await Canvas.open(editor, id);
	await canvas.page.setViewportSize(VIEWPORT);
	await canvas.zoomToFit();
	const boxes = [...(await canvas.boxes(canvas.notes())), ...(await canvas.boxes(canvas.nodes()))];
	const [x, y] = [Math.min(...boxes.map(({ left }) => left)) - MARGIN, Math.min(...boxes.map(({ top }) => top)) - MARGIN];
	const [right, bottom] = [Math.max(...boxes.map((box) => box.right)) + MARGIN, Math.max(...boxes.map((box) => box.bottom)) + MARGIN];
	await canvas.closeMessages();
	await canvas.page.mouse.move(2, 2);
	await canvas.page.screenshot({ path: join(IMAGES, `${name}.png`), clip: { x, y, width: right - x, height: bottom - y } });
	console.log(name);
	await canvas.page.close();
}

/** As the notes say: beside the credentials of both vendors the organisation, and who may open the status page. */
function chosen(node: INode, { id, name, type }: CredentialReference, { sandbox }: Stage): INode {
	if (node.type === 'n8n-nodes-base.webhook') return { ...node, credentials: { [type]: { id, name } } };
	if (node.parameters.organisation === undefined || !isToBeChosen(node)) return node;
	return { ...node, parameters: { ...node.parameters, organisation: { __rl: true, mode: 'id', value: sandbox.xero.organisation().id } } };
}

async function pictureOfMapper(stage: Stage, editor: Editor): Promise<void> {
	const desk = stage.sandbox.intercom.desk('person');
	const { id } = desk.workspace.put(newContact(desk, { name: 'Ava Nguyen', email: 'ava@harbour.example', phone: '+61298765432' }));
	const assignments = { assignments: [{ id: 'contact-id', name: 'contactId', value: id, type: 'string' }] };
	await editWorkflow(stage.session, stage.workflow.id, { node: (node) => (node.name === 'Choose a Contact' ? { ...node, parameters: { assignments, options: {} } } : node) });
	const canvas = await Canvas.open(editor, stage.workflow.id);
	await canvas.zoomToFit();
	await canvas.runFrom('Test by Hand');
	await canvas.node('Store the Xero Reference').locator('[data-test-id="canvas-node-status-success"]').waitFor();
	await canvas.openNode('Map to Xero Fields');
	await canvas.page.setViewportSize({ width: 1_600, height: 1_000 });
	await canvas.closeMessages();
	await canvas.page.waitForTimeout(1_000);
	await canvas.page.screenshot({ path: join(IMAGES, 'mapper.png') });
}

void main();
