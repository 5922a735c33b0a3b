import type { PageScreenshotOptions } from 'playwright-core';
import type { Canvas } from './canvas';

/** How n8n draws a file of this package's icons in its dark theme. */
const DARK_ICON = '[data-test-id="canvas-node"] img[src*=".dark.svg"]';

/**
 * The same picture light and dark (`name-dark`). n8n follows the browser while nobody has chosen a theme (its `ui.store`); that it
 * did is seen by the icons of our nodes. Fails where none of them has a dark one.
 */
export async function pictures(canvas: Canvas, name: string, clip?: PageScreenshotOptions['clip']): Promise<void> {
	await canvas.picture(name, clip);
	await canvas.page.emulateMedia({ colorScheme: 'dark' });
	await canvas.page.locator(DARK_ICON).first().waitFor({ state: 'attached' });
	await canvas.picture(`${name}-dark`, clip);
	await canvas.page.emulateMedia({ colorScheme: 'light' });
	await canvas.page.locator(DARK_ICON).first().waitFor({ state: 'detached' });
}
