import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { OWNER } from './environment';
import type { N8nInstance } from './instance';
import type { CredentialReference } from './credentials';
import { chromiumPath } from './runtimePaths';

const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--disable-dev-shm-usage',
];

/** A busy machine takes its time to draw the editor. */
const PATIENCE_MS = 90_000;

/** n8n's editor in a Chromium without a window, signed in as the owner. */
export class Editor {
	private constructor(
		private readonly n8n: N8nInstance,
		readonly context: BrowserContext,
		private readonly closeBrowser: () => Promise<void>,
	) {}

	static async open(n8n: N8nInstance): Promise<Editor> {
		const browser = await chromium.launch({ executablePath: chromiumPath(), args: FLAGS });
		const context = await browser.newContext({ baseURL: n8n.baseUrl, viewport: { width: 1600, height: 900 } });
		context.setDefaultTimeout(PATIENCE_MS);
		const login = await context.request.post('/rest/login', {
			data: { emailOrLdapLoginId: OWNER.email, password: OWNER.password },
		});
		if (!login.ok()) throw new Error(`The editor's login answered ${login.status()}`);
		return new Editor(n8n, context, async () => await browser.close());
	}

	async close(): Promise<void> {
		await this.closeBrowser();
	}

	/** A tab on one of the editor's pages, such as `/workflow/<id>`. */
	async page(path: string): Promise<Page> {
		const page = await this.context.newPage();
		await page.goto(`${this.n8n.baseUrl}${path}`);
		return page;
	}

	/**
	 * Opens a stored credential, presses Connect and agrees on the vendor's page that pops up.
	 * @param consent what the person does on that page; default: the button `#allow`
	 */
	async connect(credential: CredentialReference, consent: (popup: Page) => Promise<void> = pressAllow): Promise<void> {
		const page = await this.page(`/home/credentials/${credential.id}`);
		const button = page.locator('[data-test-id="oauth-connect-button"], [data-test-id="quick-connect-button"]').first();
		const [popup] = await Promise.all([page.waitForEvent('popup'), button.click()]);
		await consent(popup);
		await page.getByText('Account connected').first().waitFor();
		await page.close();
	}
}

async function pressAllow(popup: Page): Promise<void> {
	await popup.locator('#allow').click();
}
