import type { Page } from 'playwright-core';
import { showBeside } from '../../sandbox/demo/beside';
import { startDemoStage, type DemoStage } from '../../sandbox/demo/demoStage';
import { E2E_LIMIT_MS } from './harness/limits';
import { axeViolations, picture, Visitors } from './harness/statusPage';

/** What `npm run demo` shows: a person breaks a vendor on the page of the sandbox, and watches there and on the status page how the sync recovers. */
jest.setTimeout(E2E_LIMIT_MS);

/** A minute goes by before a service that refused is tried again; a busy machine takes longer. */
const RECOVERY_LIMIT_MS = 180_000;

let stage: DemoStage;
let visitors: Visitors;
let sandbox: Page;
let status: Page;

beforeAll(async () => {
	stage = await startDemoStage({ connect: 'requests' });
	showBeside(stage);
	visitors = await Visitors.come();
	// Nobody has typed a password: the link of the page brings it along.
	const context = await visitors.enter({ viewport: { width: 1_440, height: 900 }, reducedMotion: 'reduce', httpCredentials: undefined });
	context.setDefaultTimeout(RECOVERY_LIMIT_MS);
	sandbox = await context.newPage();
	await sandbox.goto(stage.sandbox.pageUrl);
});

afterAll(async () => {
	await visitors?.leave();
	await stage?.close();
});

const people = () => stage.sandbox.intercom.people();
const press = async (name: string) => await sandbox.getByRole('button', { name, exact: true }).click();
const inXero = (name: string) => sandbox.locator('#xero-rows').getByText(name, { exact: true });
const goesWell = async () => await sandbox.locator('#sync-words:not(.bad)').getByText('All is well').waitFor();

test('the status page is one click away from the page of the sandbox', async () => {
	[status] = await Promise.all([sandbox.context().waitForEvent('page'), sandbox.getByRole('link', { name: 'Status page' }).click()]);
	await status.getByRole('heading', { name: 'How the two sides agree now' }).waitFor();
});

test('access to Xero is revoked: both pages say so, a person is told, and connected again what waited arrives', async () => {
	await press('Revoke access');
	people().createContact({ role: 'user', name: 'Rita Revoked', email: 'rita@after.example' });
	await sandbox.locator('#told-count').filter({ hasText: /Told to a person: .*Xero refuses the connection/ }).waitFor();
	await sandbox.locator('#sync-words.bad').waitFor();
	await picture(sandbox, 'recovery-broken-sandbox');
	await status.reload();
	await status.getByRole('heading', { name: 'What holds up the sync' }).waitFor();
	expect(await status.locator('section', { has: status.locator('#troubles') }).innerText()).toMatch(/Xero[^]*(Switch account|Connect)/);
	await seenInBothLights(status, 'recovery-broken-status');
	expect(await inXero('Rita Revoked').count()).toBe(0);
	await press('Connect Xero again');
	await inXero('Rita Revoked').waitFor();
	await goesWell();
	await status.reload();
	expect(await status.getByRole('heading', { name: 'What holds up the sync' }).count()).toBe(0);
	expect(await status.locator('header .good').count()).toBe(1);
	await seenInBothLights(status, 'recovery-recovered-status');
	await picture(sandbox, 'recovery-recovered-sandbox');
});

test('a notification is lost: the change arrives once somebody looks for what was missed', async () => {
	await press('Lose the next notification');
	people().createContact({ role: 'user', name: 'Lou Lost', email: 'lou@after.example' });
	await press('Look for missed changes');
	await inXero('Lou Lost').waitFor();
	await goesWell();
});

test.each([['Write, lose the answer', 'Ann Answer'], ['500 error', 'Eve Error'], ['Expire the access token', 'Tom Token']])('%s: the next change arrives by itself, and once', async (breakage, name) => {
	await press(breakage);
	people().createContact({ role: 'user', name, email: `${name.toLowerCase().replace(' ', '.')}@after.example` });
	await inXero(name).waitFor();
	await goesWell();
	expect(await inXero(name).count()).toBe(1);
});

async function seenInBothLights(page: Page, name: string): Promise<void> {
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme });
		await picture(page, `${name}-${colorScheme}`);
		expect(await axeViolations(page)).toEqual([]);
	}
}
