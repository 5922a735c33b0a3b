import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { chromiumPath, PROJECT_ROOT } from '../../../sandbox/n8n/runtimePaths';
import { importWorkflow, shippedWorkflow } from '../../../sandbox/n8n/workflows';
import type { Stage } from '../../../sandbox/demo/stage';
import { STATUS_VISITOR, StatusPage } from '../../../sandbox/demo/statusPage';
import { LATENCY_ENDS_MS, type DayFacts } from '../../../lib/ledger/rows/day';

export const VISITOR = STATUS_VISITOR;
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const TEST_OUTPUT = join(PROJECT_ROOT, 'test-output');
const DOCS_IMAGES = join(PROJECT_ROOT, 'docs/images');

/** How people look at the page: by light, by dark, on a phone; with the end of a picture's name. */
export const LOOKS: ReadonlyArray<readonly [string, BrowserContextOptions]> = [['', {}], ['-dark', { colorScheme: 'dark' }], ['-phone', { viewport: { width: 390, height: 844 }, isMobile: true, deviceScaleFactor: 1 }]];

const SHOWN = { width: 1_000, height: 900 };

/** sync-status imported and live. @returns its address */
export async function publishStatusPage(stage: Pick<Stage, 'session' | 'n8n'>): Promise<string> {
	return (await StatusPage.publish(stage, await importWorkflow(stage.n8n, shippedWorkflow('sync-status')))).address;
}

/** A browser in front of the page. */
export class Visitors {
	private constructor(private readonly browser: Browser) {}

	static async come(): Promise<Visitors> {
		return new Visitors(await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run'] }));
	}

	/** One with the credentials, unless told otherwise. */
	async enter(options: BrowserContextOptions = {}): Promise<BrowserContext> {
		return await this.browser.newContext({ viewport: SHOWN, httpCredentials: VISITOR, ...options });
	}

	async leave(): Promise<void> {
		await this.browser.close();
	}
}

/** What axe finds against the page as it is shown, in words. */
export async function axeViolations(page: Page): Promise<string[]> {
	await page.evaluate(AXE);
	return await page.evaluate(async () => {
		const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }> } };
		return (await axe.run()).violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`));
	});
}

/** A picture for people to look at, in test-output/; with DOCS_IMAGES=1 also the one in the docs, down to the first chart. */
export async function picture(page: Page, name: string): Promise<void> {
	mkdirSync(TEST_OUTPUT, { recursive: true });
	await page.screenshot({ path: join(TEST_OUTPUT, `${name}.png`), fullPage: true });
	if (process.env.DOCS_IMAGES !== '1') return;
	const { x = 0, y = 0, width = 0, height = 0 } = (await page.locator('section', { has: page.locator('#happened') }).boundingBox()) ?? {};
	await page.screenshot({ path: join(DOCS_IMAGES, `${name}.png`), fullPage: true, clip: { x: 0, y: 0, width: width + 2 * x, height: y + height + 16 } });
}

/** The same of one part of the page, by the id of its heading, with all that can be opened opened. */
export async function pictureOf(page: Page, heading: string, name: string): Promise<void> {
	mkdirSync(TEST_OUTPUT, { recursive: true });
	const part = page.locator('section', { has: page.locator(`#${heading}`) });
	for (const summary of await part.locator('summary').all()) await summary.click();
	await part.screenshot({ path: join(TEST_OUTPUT, `${name}.png`) });
	if (process.env.DOCS_IMAGES === '1') await part.screenshot({ path: join(DOCS_IMAGES, `${name}.png`) });
}

/** A month as a ledger counts it, the same every time. @param day counted back from today */
export function someDay(day: number): DayFacts {
	const wave = (times: number, most: number) => Math.floor(((Math.sin(day * times) + 1) / 2) * most);
	const isWeekend = day % 7 > 4;
	const latency = LATENCY_ENDS_MS.map((_, place) => (place < 2 ? 0 : Math.floor(wave(place + 1, isWeekend ? 6 : 40) / 2 ** Math.max(0, place - 4))));
	return {
		counts: { created: wave(1.7, isWeekend ? 6 : 30), updated: wave(2.3, isWeekend ? 12 : 80), unchanged: wave(1.1, 200), review: wave(3.1, 4), failed: day === 9 ? 37 : wave(5.3, 3), skipped: wave(2.9, 25), removed: wave(4.1, 3) },
		latency: [...latency, 0], calls: 60 + wave(1.9, 420), fewestLeft: 4_900 - wave(1.9, 420),
	};
}
