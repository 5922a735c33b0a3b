import type { Locator, Page } from 'playwright-core';
import { Canvas } from './canvas';
import { seenIn, type Seen } from './panel';

/** Chooses a credential that n8n has in the panel of a node. */
export async function chooseCredential(canvas: Canvas, node: string, name: string): Promise<void> {
	await canvas.openNode(node);
	await canvas.part('node-credentials-select').first().click();
	await canvas.page.getByRole('option', { name }).first().click();
	await canvas.close();
}

/** The form of a credential, opened from the panel of a node, where n8n has none of its kind. */
export class CredentialForm {
	private constructor(private readonly canvas: Canvas) {}

	static async create(canvas: Canvas, node: string): Promise<CredentialForm> {
		await canvas.openNode(node);
		await canvas.part('node-credentials-empty-state').getByRole('button').first().click();
		const form = new CredentialForm(canvas);
		await form.dialog.waitFor();
		return form;
	}

	/** Chooses how to connect, where the node knows several ways. */
	async choose(way: string): Promise<void> {
		await this.canvas.part('credential-mode-dropdown-trigger').click();
		await this.canvas.page.getByRole('menuitem', { name: way }).click();
	}

	get dialog(): Locator {
		return this.canvas.part('editCredential-modal');
	}

	field(name: string): Locator {
		return this.dialog.locator(`[data-test-id="parameter-input-${name}"] input`).first();
	}

	async seen(): Promise<Seen> {
		return await seenIn(this.dialog);
	}

	/** Labels of what is marked as needed. */
	async required(): Promise<string[]> {
		return (await this.seen()).labels.filter((label) => label.endsWith('*')).map((label) => label.replace(/\s*\*$/, ''));
	}

	/** Whether the steps stand above the field of this label. */
	async hasStepsAbove(label: string): Promise<boolean> {
		const steps = await this.dialog.getByText(/Developer Hub open your app|developer portal make a web app/).first().boundingBox();
		const field = await this.dialog.getByText(`${label} *`).boundingBox();
		return steps !== null && field !== null && steps.y < field.y;
	}

	/** Presses Connect. @param consent what the person does on the page of the vendor that opens */
	async connect(consent: (popup: Page) => Promise<void>): Promise<void> {
		const button = this.dialog.locator('[data-test-id="oauth-connect-button"], [data-test-id="quick-connect-button"]').locator('visible=true').first();
		const [popup] = await Promise.all([this.canvas.page.waitForEvent('popup'), button.click()]);
		await consent(popup);
	}

	/** Waits until n8n closes the form, which it does once it is connected, and goes back to the canvas. */
	async leaveConnected(): Promise<void> {
		await this.dialog.waitFor({ state: 'hidden' });
		await this.canvas.part('node-credentials-select').first().waitFor();
		await this.canvas.close();
	}
}
