import type { Locator } from 'playwright-core';
import type { Canvas } from './canvas';
import { pictures } from './pictures';

/** What a picture has beside the parameters. */
const MARGIN = 20;

/** What a form shows to whoever reads it. */
export interface Seen {
	/** Above the fields, those inside of lists left out. */
	labels: string[];
	/** The same of what stands inside of lists. */
	inner: string[];
	/** What fields hold, and what they show while they are empty. */
	values: string[];
	/** Everything else that can be read. */
	text: string;
	/** Labels of what is marked red. */
	marked: string[];
}

/** The open panel of a node. */
export class Panel {
	private constructor(readonly canvas: Canvas) {}

	static async open(canvas: Canvas, node: string): Promise<Panel> {
		await canvas.openNode(node);
		await canvas.part('node-parameters').first().waitFor();
		return new Panel(canvas);
	}

	/** Opens a list of the panel. @returns the names it offers; without those that it has no longer or not yet on the screen */
	async offered(parameter: string): Promise<string[]> {
		await this.canvas.part(`parameter-input-${parameter}`).first().click();
		await this.headlines().first().waitFor();
		const names = await this.headlines().allInnerTexts();
		await this.canvas.page.keyboard.press('Escape');
		await this.headlines().first().waitFor({ state: 'hidden' });
		return names.map((name) => name.trim());
	}

	/** Chooses by the very name that the list shows. */
	async choose(parameter: string, name: string): Promise<void> {
		await this.canvas.part(`parameter-input-${parameter}`).first().click();
		const exactly = new RegExp(`^\\s*${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
		await this.headlines().filter({ hasText: exactly }).first().click();
		await this.headlines().first().waitFor({ state: 'hidden' });
	}

	/** What stands under Parameters; the settings, which n8n gives every node, are another list. */
	async seen(): Promise<Seen> {
		await this.canvas.page.getByText('Loading fields...').first().waitFor({ state: 'hidden' });
		// A list that cannot be loaded is marked once n8n has tried.
		await this.canvas.page.getByPlaceholder('Loading options...').first().waitFor({ state: 'hidden' });
		return await seenIn(this.parameters());
	}

	/** Pictures of it from its head to its last parameter, as far as the window shows them. */
	async pictures(name: string): Promise<void> {
		const box = await this.parameters().boundingBox();
		const window = this.canvas.page.viewportSize();
		if (box === null || window === null) throw new Error(`The panel for ${name} is not on the screen`);
		await pictures(this.canvas, name, { x: box.x - MARGIN, y: 0, width: box.width + 2 * MARGIN, height: Math.min(box.y + box.height + MARGIN, window.height) });
	}

	private parameters(): Locator {
		return this.canvas.page.locator('[data-test-id="node-parameters"] .parameter-input-list-wrapper').first();
	}

	private headlines(): Locator {
		return this.canvas.page.locator('[role="option"] .option-headline:visible, [role="option"]:not(:has(.option-headline)):visible');
	}
}

interface Part {
	innerText: string;
	value: string;
	placeholder: string;
	querySelectorAll(selector: string): Iterable<Part>;
	querySelector(selector: string): Part | null;
	closest(selector: string): Part | null;
	parentElement: Part | null;
}

/** Reads a form as it is on the screen. */
export async function seenIn(form: Locator): Promise<Seen> {
	return await form.evaluate((element) => {
		const root = element as unknown as Part;
		const LIST = '.parameter-input-list-wrapper';
		const textOf = (label: Part | null) => (label?.querySelector('.n8n-text')?.innerText ?? '').trim();
		const isInner = (label: Part) => Boolean(label.closest(LIST)?.parentElement?.closest(LIST));
		const labels = [...root.querySelectorAll('label.n8n-input-label')];
		const marks = [...root.querySelectorAll('[data-test-id="parameter-issues"]')];
		return {
			labels: labels.filter((label) => !isInner(label)).map(textOf),
			inner: labels.filter(isInner).map(textOf),
			values: [...root.querySelectorAll('input, textarea')].flatMap(({ value, placeholder }) => [value, placeholder]).filter((text) => text !== ''),
			text: root.innerText,
			marked: marks.map((mark) => textOf(mark.closest('[data-test-id="parameter-item"]')?.querySelector('label.n8n-input-label') ?? null)),
		};
	});
}

/** What code calls things, and no person. */
const CODE = /\b[a-z]+(?:[A-Z][a-z0-9]+)+\b|\b[a-z]+_[a-z_]+\b/;

/** What nobody should have to read there: names of code above fields and in lists, values that came to nothing. Pure. */
export function nonsenseIn({ labels, inner, values, text }: Seen): string[] {
	const unnamed = [...labels, ...inner].filter((label) => label === '' || CODE.test(label));
	return [...unnamed.map((label) => `label "${label}"`), ...[...values, ...text.split('\n')].filter((words) => /\bundefined\b|\[object |\bNaN\b/.test(words))];
}
