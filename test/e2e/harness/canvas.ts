import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { Editor } from '../../../sandbox/n8n/editor';
import { PROJECT_ROOT } from '../../../sandbox/n8n/runtimePaths';

const OUTPUT_FOLDER = join(PROJECT_ROOT, 'test-output');
/** Wide enough for the whole quick start with readable notes. */
const VIEWPORT = { width: 2200, height: 1160 };

export interface Box {
	name: string;
	left: number;
	top: number;
	right: number;
	bottom: number;
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

	/** Opens the node panel and types into its search. @returns name and description of every entry, as one text each */
	async search(text: string): Promise<string[]> {
		if ((await this.part('node-creator-search-bar').count()) === 0) {
			await this.part((await this.nodes().count()) === 0 ? 'canvas-plus-button' : 'node-creator-plus-button').first().click();
		}
		await this.part('node-creator-search-bar').fill(text);
		await this.part('node-creator-item-name').filter({ hasText: new RegExp(text, 'i') }).first().waitFor();
		return (await this.part('item-iterator-item').allInnerTexts()).map((entry) => entry.replace(/\s+/g, ' '));
	}

	/** Types words that stand in no name, and waits for what is found by its other words. @returns as {@link search} */
	async find(words: string, expected: string): Promise<string[]> {
		if ((await this.part('node-creator-search-bar').count()) === 0) await this.part('canvas-plus-button').first().click();
		await this.part('node-creator-search-bar').fill(words);
		await this.part('item-iterator-item').filter({ hasText: expected }).first().waitFor();
		return (await this.part('item-iterator-item').allInnerTexts()).map((entry) => entry.replace(/\s+/g, ' '));
	}

	/** Finds a node by its description, opens its entry and drags one of its actions or triggers onto the canvas. */
	async drag(description: string, entry: string, targetPosition: { x: number; y: number }, typed = 'intercom'): Promise<void> {
		await this.search(typed);
		await this.part('item-iterator-item').filter({ hasText: description }).first().click();
		const line = this.part('item-iterator-item').filter({ hasText: entry }).first();
		await line.locator('[draggable]').first().dragTo(this.part('canvas-wrapper'), { targetPosition });
		await this.part('ndv').first().waitFor();
		await this.close();
	}

	async importFile(file: string): Promise<void> {
		await this.part('workflow-import-input').setInputFiles(file);
		await this.nodes().first().waitFor();
	}

	async paste(text: string): Promise<void> {
		await this.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
		await this.page.evaluate(async (copied) => {
			await (globalThis as unknown as { navigator: { clipboard: { writeText(value: string): Promise<void> } } }).navigator.clipboard.writeText(copied);
		}, text);
		await this.part('canvas-wrapper').click({ position: { x: 60, y: 300 } });
		await this.page.keyboard.press('Control+V');
		await this.nodes().first().waitFor();
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

	async choose(parameter: string, option: string): Promise<void> {
		await this.part(`parameter-input-${parameter}`).click();
		await this.page.getByRole('option', { name: option }).first().click();
	}

	async zoomToFit(): Promise<void> {
		await this.part('zoom-to-fit').click();
		await this.page.waitForTimeout(1_000); // it glides
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

	/** Saves a picture into test-output/, for people to look at. */
	async picture(name: string): Promise<void> {
		mkdirSync(OUTPUT_FOLDER, { recursive: true });
		await this.page.waitForTimeout(300);
		await this.page.screenshot({ path: join(OUTPUT_FOLDER, `${name}.png`) });
	}
}
