import { join } from 'node:path';
import type { IConnections } from 'n8n-workflow';
import type { Locator, Page, PageScreenshotOptions } from 'playwright-core';
import type { Editor } from '../../../sandbox/n8n/editor';
import { PROJECT_ROOT } from '../../../sandbox/n8n/runtimePaths';
import { Clipboard } from './clipboard';

const OUTPUT_FOLDER = join(PROJECT_ROOT, 'test-output');
/** Wide enough for the whole quick start with readable notes. */
export const VIEWPORT = { width: 2200, height: 1160 };

export interface Box extends Record<'left' | 'top' | 'right' | 'bottom', number> {
	name: string;
}

/** A workflow open in the editor, as the person in front of it uses it. */
export class Canvas {
	private constructor(readonly page: Page) {}

	/** @param id of a stored workflow; absent: a new one */
	static async open(editor: Editor, id = 'new'): Promise<Canvas> {
		const page = await editor.page(`/workflow/${id}`);
		await page.setViewportSize(VIEWPORT);
		const canvas = new Canvas(page);
		await (id === 'new' ? canvas.part('canvas-plus-button').first() : canvas.nodes().first()).waitFor();
		return canvas;
	}

	/** n8n marks the parts of its editor with this attribute. */
	part(id: string): Locator {
		return this.page.locator(`[data-test-id="${id}"]`);
	}

	nodes(): Locator {
		return this.part('canvas-node');
	}

	node(name: string): Locator {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}

	notes(): Locator {
		return this.part('sticky');
	}

	/** Types of the nodes on the canvas, in the order they came. */
	async nodeTypes(): Promise<string[]> {
		return await this.nodes().evaluateAll((found) => found.map((node) => node.getAttribute('data-node-type') ?? ''));
	}

	/**
	 * Opens the node panel and types into its search.
	 * @param expected of an entry, which is waited for; default: the words themselves
	 * @returns name and description of every entry, as one text each
	 */
	async search(words: string, expected: string | RegExp = new RegExp(words, 'i')): Promise<string[]> {
		const field = this.part('node-creator-search-bar');
		if ((await field.count()) === 0) await this.part((await this.nodes().count()) === 0 ? 'canvas-plus-button' : 'node-creator-plus-button').first().click();
		const entry = this.part('item-iterator-item').filter({ hasText: expected }).first();
		await field.fill('');
		await entry.waitFor({ state: 'hidden' }); // what the words before found
		await field.fill(words);
		await entry.waitFor();
		return (await this.part('item-iterator-item').allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
	}

	/** Finds a node by its description, opens its entry and drags one of its actions or triggers onto the canvas. */
	async drag(description: string, entry: string, targetPosition: { x: number; y: number }, typed = 'intercom'): Promise<void> {
		await this.search(typed);
		await this.part('item-iterator-item').filter({ hasText: description }).first().click();
		const line = this.part('item-iterator-item').filter({ hasText: entry }).first();
		const triggers = this.part('node-creator-category-item').filter({ hasText: 'Triggers' }).first();
		await line.or(triggers).first().waitFor();
		if (!(await line.isVisible())) await triggers.click(); // folded where the canvas has a trigger already
		await line.locator('[draggable]').first().dragTo(this.part('canvas-wrapper'), { targetPosition });
		await this.part('ndv').first().waitFor();
		await this.close();
	}

	async importFile(file: string): Promise<void> {
		await this.part('workflow-import-input').setInputFiles(file);
		await this.nodes().first().waitFor();
	}

	async paste(text: string): Promise<void> {
		await (await this.clipboard()).write(text);
		await this.page.keyboard.press('Control+V');
		await this.nodes().first().waitFor();
	}

	/** Draws a wire with the mouse. @param output of the first one, counted from 0 at the top */
	async connect(from: string, output: number, to: string): Promise<void> {
		const target = this.node(to).locator('[data-test-id="canvas-node-input-handle"]').first();
		await this.node(from).locator(`[data-test-id="canvas-node-output-handle"][data-index="${output}"]`).dragTo(target);
	}

	/** Every wire as `from output to`, as n8n copies them. */
	async wires(): Promise<string[]> {
		const { connections } = JSON.parse(await this.copied()) as { connections: IConnections };
		return Object.entries(connections).flatMap(([from, { main = [] }]) => main.flatMap((ends, output) => (ends ?? []).map(({ node }) => `${from} ${output} ${node}`)));
	}

	/** Marks everything and copies it: n8n does both some time after the keys, and on a busy machine that shows. */
	private async copied(): Promise<string> {
		const clipboard = await this.clipboard();
		await clipboard.write('');
		await this.page.keyboard.press('Control+A');
		while ((await this.page.locator('.vue-flow__node.selected').count()) < (await this.page.locator('.vue-flow__node').count())) await this.page.waitForTimeout(100);
		await this.page.keyboard.press('Control+C');
		return await clipboard.filled();
	}

	/** Keys go to the canvas from then on. */
	private async clipboard(): Promise<Clipboard> {
		await this.part('canvas-wrapper').click({ position: { x: 60, y: 300 } });
		return await Clipboard.of(this.page);
	}

	/** What n8n complains about at a node: the words under the mouse on its red mark. None: no mark. */
	async issuesOf(name: string): Promise<string[]> {
		const mark = this.node(name).locator('[data-test-id="node-issues"]');
		if ((await mark.count()) === 0) return [];
		await mark.hover();
		const described = mark.locator('[aria-describedby]');
		await described.waitFor();
		const id = await described.getAttribute('aria-describedby');
		const words = await this.page.locator(`[data-test-id="tooltip-content"]:has([id="${id}"]) li`).allInnerTexts();
		// The words cover the marks around, until the mouse is away.
		await this.page.mouse.move(0, 0);
		await this.part('tooltip-content').waitFor({ state: 'hidden' });
		return words;
	}

	/** Opens the panel of a node. */
	async openNode(name: string): Promise<void> {
		await this.node(name).dblclick();
		await this.part('ndv').first().waitFor();
	}

	async close(): Promise<void> {
		await this.part('ndv-close-button').first().click();
		await this.part('ndv').first().waitFor({ state: 'hidden' });
	}

	/** Presses the button that appears beside a trigger under the mouse; the canvas may still be gliding. */
	async runFrom(trigger: string): Promise<void> {
		await this.node(trigger).hover();
		await this.page.waitForTimeout(500);
		await this.node(trigger).hover();
		await this.part(`execute-workflow-button-${trigger}`).click();
	}

	/** Presses Publish, and once more in the dialog that tells what is published. */
	async publish(): Promise<void> {
		await this.part('workflow-open-publish-modal-button').first().click();
		await this.part('workflow-publish-button').first().click();
		await this.part('workflow-publish-button').first().waitFor({ state: 'hidden' });
		// The first time n8n says what that means.
		const gotIt = this.page.getByRole('button', { name: 'Got it' });
		await gotIt.click();
		await gotIt.waitFor({ state: 'hidden' });
	}

	async zoomToFit(): Promise<void> {
		await this.part('zoom-to-fit').click();
		await this.page.waitForTimeout(1_000); // it glides
	}

	/** Has n8n lay the nodes out. */
	async tidyUp(): Promise<void> {
		await this.part('tidy-up-button').click();
		await this.zoomToFit();
	}

	/** Where nodes or notes stand on the screen. */
	async boxes(of: Locator): Promise<Box[]> {
		return await of.evaluateAll((found) =>
			found.map((part) => {
				const { left, top, right, bottom } = part.getBoundingClientRect();
				return { name: part.getAttribute('data-node-name') ?? '', left, top, right, bottom };
			}),
		);
	}

	/** Closes the messages that pop up in the corner. */
	async closeMessages(): Promise<void> {
		const buttons = this.page.locator('.el-notification__closeBtn');
		for (let left = await buttons.count(); left > 0; left--) await buttons.first().click();
	}

	/** Saves a picture into test-output/, for people to look at. @param clip which part of the window, in pixels; default: all */
	async picture(name: string, clip?: PageScreenshotOptions['clip']): Promise<void> {
		await this.page.waitForTimeout(300);
		await this.page.screenshot({ path: join(OUTPUT_FOLDER, `${name}.png`), clip });
	}
}
