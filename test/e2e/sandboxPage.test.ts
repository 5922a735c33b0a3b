import type { Page } from 'playwright-core';
import { standingOf } from '../../sandbox/demo/beside';
import { expectations } from '../../sandbox/demo/expectations';
import type { Beside, Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/start';
import { E2E_LIMIT_MS } from './harness/limits';
import { axeViolations, Visitors } from './harness/statusPage';

jest.setTimeout(E2E_LIMIT_MS);

/** The page of the sandbox in a real browser, with a sync beside it that does nothing but say how it stands. */
let sandbox: Sandbox;
let visitors: Visitors;
const done: string[] = [];

const beside: Beside = {
	links: [{ label: 'Status page', href: 'http://manager:secret@n8n.example/status', signIn: 'manager / secret' }],
	expectations: expectations(47),
	standing: standingOf({ headline: { good: false, words: 'Xero does not take anything at the moment.' }, troubles: [{ title: '', message: 'It refuses the connection. '.repeat(12), nextStep: 'Connect it again.', since: '' }], standing: [{ key: 'waiting', name: 'Waiting', count: 2, means: 'Due now' }] }),
	told: [{ at: 0, title: 'Xero refuses the connection', text: 'Connect it again.' }],
	connectXero: async () => {
		done.push('connected');
		sandbox.xero.authority.issueFor(sandbox.xero.options.apps[0]!.clientId, ['accounting.contacts'], [sandbox.xero.organisation().id]);
		await Promise.resolve();
	},
	lookForMissed: async () => await Promise.reject(new Error('n8n does not answer')),
};

beforeAll(async () => {
	sandbox = await startSandbox();
	visitors = await Visitors.come();
});

afterAll(async () => {
	await visitors?.leave();
	await sandbox?.stop();
});

beforeEach(async () => {
	sandbox.reset();
	sandbox.beside = beside;
	await beside.connectXero();
	done.length = 0;
	for (const index of Array.from({ length: 30 }).keys()) sandbox.intercom.people().createContact({ role: index % 2 === 0 ? 'user' : 'lead', name: `Jane Number${index}`, email: `jane${index}@acme.example` });
	sandbox.xero.organisation().seedContacts([{ Name: 'Acme Pty Ltd' }]);
});

async function opened(options: Parameters<Visitors['enter']>[0] = {}): Promise<Page> {
	const page = await (await visitors.enter({ viewport: { width: 1_440, height: 900 }, ...options })).newPage();
	await page.goto(sandbox.pageUrl);
	await page.getByText('Acme Pty Ltd').first().waitFor();
	return page;
}

test.each([
	['by light', {}],
	['by dark', { colorScheme: 'dark' as const }],
	['on a phone', { viewport: { width: 390, height: 844 }, isMobile: true, deviceScaleFactor: 1 }],
])('axe finds nothing %s, with a sync beside and without one, and nothing is wider than the screen', async (_where, look) => {
	for (const one of [beside, null]) {
		sandbox.beside = one;
		const page = await opened({ reducedMotion: 'reduce', ...look });
		expect(await page.getByRole('heading', { name: 'The sync' }).count()).toBe(one === null ? 0 : 1);
		expect(await axeViolations(page)).toEqual([]);
		expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
		await page.context().close();
	}
});

test.each(['light', 'dark'] as const)('axe finds nothing in what opens over the page, by %s', async (colorScheme) => {
	const page = await opened({ reducedMotion: 'reduce', colorScheme });
	const ways: Array<[string, () => Promise<void>]> = [
		['a new contact of Intercom', async () => await page.locator('#new-intercom').click()],
		['a new contact of Xero', async () => await page.locator('#new-xero').click()],
		['a contact that is there', async () => await page.locator('#intercom-rows tr').first().click()],
		['what the documents leave open', async () => {
			await page.getByText('For developers').click();
			await page.getByRole('button', { name: 'Open questions of the documents' }).click();
		}],
	];
	for (const [what, open] of ways) {
		await open();
		await page.getByRole('dialog').waitFor();
		expect([what, await axeViolations(page)]).toEqual([what, []]);
		await page.keyboard.press('Escape');
		await page.getByRole('dialog').waitFor({ state: 'hidden' });
	}
	await page.context().close();
});

test('on a phone the name of a contact stays on the screen, however far its row is pushed', async () => {
	const page = await opened({ viewport: { width: 390, height: 844 }, isMobile: true });
	for (const side of ['intercom', 'xero']) {
		await page.evaluate(`document.querySelector('.${side} .table-frame').scrollLeft = 1000`);
		const name = await page.locator(`#${side}-rows td.name`).first().boundingBox();
		expect(name!.x).toBeGreaterThanOrEqual(0);
		expect(name!.width).toBeGreaterThan(90);
		expect(name!.x + name!.width).toBeLessThanOrEqual(390);
	}
	await page.context().close();
});

test('requests about one contact stand together, the newest open; what is shown can be narrowed down', async () => {
	const [first, second] = sandbox.intercom.workspace().sorted.ascending('updatedAt').slice(0, 2);
	for (const { id } of [first!, second!]) for (const path of ['', '/companies']) await fetch(`${sandbox.intercomUrl}/contacts/${id}${path}`);
	const page = await opened();
	const groups = page.locator('#activity-rows > li');
	await groups.first().locator('summary', { hasText: second!.name! }).waitFor();
	expect(await groups.count()).toBe(2);
	expect(await groups.locator('.entry').count()).toBe(4);
	expect(await groups.locator('.entry:visible').count()).toBe(2);
	await groups.last().locator('summary').click();
	expect(await groups.locator('.entry:visible').count()).toBe(4);
	await page.getByLabel('Find requests and notifications').fill(first!.name!.toUpperCase());
	expect(await groups.count()).toBe(1);
	await page.getByLabel('Which requests and notifications').selectOption('To Xero');
	await page.getByText('Nothing of this kind.').waitFor();
	await page.context().close();
});

test('what the documents leave open is behind a link for developers', async () => {
	const page = await opened();
	const questions = page.getByRole('button', { name: 'Open questions of the documents' });
	expect(await questions.isVisible()).toBe(false);
	await page.getByText('For developers').click();
	await questions.click();
	expect(await page.getByRole('dialog').getByLabel('Find a question').isVisible()).toBe(true);
	await page.context().close();
});

test('a breakage says what becomes of it; what was revoked is connected by its button, or mended with all', async () => {
	const page = await opened();
	const connect = page.getByRole('button', { name: 'Connect Xero again' });
	expect(await connect.count()).toBe(0);
	for (const button of ['Connect Xero again', 'Mend all']) {
		await page.getByRole('button', { name: 'Revoke access' }).click();
		await page.getByText(beside.expectations.xeroRevoke!).waitFor();
		await connect.waitFor();
		await page.getByRole('button', { name: button }).click();
		await connect.waitFor({ state: 'hidden' });
	}
	expect(done).toEqual(['connected', 'connected']);
	await page.getByRole('button', { name: 'Look for missed changes' }).click();
	await page.getByText('n8n does not answer').waitFor();
	await page.context().close();
});

test('the status page is a link away, with its sign-in beside it; who was told what opens', async () => {
	const page = await opened();
	expect(await page.getByRole('link', { name: 'Status page' }).getAttribute('href')).toBe('http://manager:secret@n8n.example/status');
	expect(await page.getByText('manager / secret').isVisible()).toBe(true);
	await page.getByText('Told to a person: Xero refuses the connection').click();
	expect(await page.locator('#told-rows').getByText('Connect it again.').isVisible()).toBe(true);
	await page.context().close();
});
