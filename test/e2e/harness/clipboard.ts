import type { Page } from 'playwright-core';

type WithClipboard = { navigator: { clipboard: { readText(): Promise<string>; writeText(text: string): Promise<void> } } };

/** The clipboard of the browser that a page is open in. */
export class Clipboard {
	private constructor(private readonly page: Page) {}

	static async of(page: Page): Promise<Clipboard> {
		await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
		return new Clipboard(page);
	}

	async write(text: string): Promise<void> {
		await this.page.evaluate(async (given) => await (globalThis as unknown as WithClipboard).navigator.clipboard.writeText(given), text);
	}

	/** What is copied into it, as soon as there is something. */
	async filled(): Promise<string> {
		for (;;) {
			const text = await this.page.evaluate(async () => await (globalThis as unknown as WithClipboard).navigator.clipboard.readText());
			if (text !== '') return text;
			await this.page.waitForTimeout(100);
		}
	}
}
