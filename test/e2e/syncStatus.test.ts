import type { Page } from 'playwright-core';
import { XeroReader } from '../../sandbox/demo/xeroReader';
import { daysUpTo } from '../../lib/ledger/decisions/calendar';
import { eventually, quiet, startContactSync, type ContactSync } from './harness/contactSync';
import { E2E_LIMIT_MS } from './harness/limits';
import { axeViolations, LOOKS, picture, publishStatusPage, someDay, VISITOR, Visitors } from './harness/statusPage';
import { tooLong } from './harness/unmappable';

jest.setTimeout(E2E_LIMIT_MS);

const HOSTILE = '<script>alert(1)</script> "quotes" \u202e';
const SHOWN = '<script>alert(1)</script> "quotes" [U+202E]';
const EMAIL = 'sam@twice.example';

let sync: ContactSync;
let visitors: Visitors;
let address: string;
/** In Intercom, and the two contacts of Xero that it may be. */
let sam: string;
let candidates: string[];

beforeAll(async () => {
	sync = await startContactSync();
	const organisation = sync.stage.sandbox.xero.organisation();
	candidates = organisation.seedContacts([{ Name: HOSTILE, EmailAddress: EMAIL }, { Name: 'Sam of Two', EmailAddress: EMAIL }]);
	for (const n of [1, 2, 3]) sync.people.createContact({ role: 'user', name: `Customer ${n}`, email: `customer${n}@acme.example` });
	sync.people.createContact({ role: 'user', name: tooLong('Phil'), email: 'phil@phone.example' });
	sam = sync.people.createContact({ role: 'user', name: 'Sam "Two" O\'Neil', email: EMAIL }).id;
	await eventually(async () => expect(await sync.rowOf('review', sam)).toMatchObject({ reason: 'ambiguous' }));
	await quiet(sync);
	address = await publishStatusPage(sync.stage);
	visitors = await Visitors.come();
});

afterAll(async () => {
	await visitors?.leave();
	await sync?.close();
});

const basic = (user: string, password: string) => ({ authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` });
const ours = basic(VISITOR.username, VISITOR.password);
const form = (fields: Record<string, string>) => new URLSearchParams(fields);

test('a visitor without the credentials gets 401 and nothing of the page, by GET and by POST', async () => {
	for (const headers of [{}, basic(VISITOR.username, 'guessed'), basic('', '')]) {
		for (const request of [{ headers }, { headers, method: 'POST', body: form({ kind: 'contact', id: sam, decision: 'never', token: '' }) }]) {
			const answer = await fetch(address, request);
			expect(answer.status).toBe(401);
			expect(await answer.text()).not.toMatch(/html|Sam|review|Xero/i);
		}
	}
	expect(await sync.rowOf('review', sam)).toBeDefined();
});

test('n8n serves it in its sandbox, to nobody\'s cache and in nobody\'s frame; JSON and CSV are the same', async () => {
	const answer = await fetch(address, { headers: ours });
	expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control'), answer.headers.get('x-frame-options')]).toEqual([200, 'text/html; charset=utf-8', 'no-store', 'DENY']);
	expect(answer.headers.get('content-security-policy')).toMatch(/^sandbox (?!.*allow-same-origin)/);
	const json = await fetch(`${address}?format=json`, { headers: ours });
	expect(json.headers.get('content-type')).toMatch(/^application\/json/);
	expect(await json.json()).toMatchObject({ standing: expect.arrayContaining([expect.objectContaining({ key: 'synced', count: 3 })]), reviews: { total: 1, shown: [{ id: sam, email: EMAIL }] }, failures: { givenUp: { total: 1 } } });
	const csv = await fetch(`${address}?format=csv`, { headers: ours });
	expect(csv.headers.get('content-type')).toMatch(/^text\/csv/);
	expect(await csv.text()).toContain('"standing","synced","In Xero",3');
});

test('a name that is a script is text on the page, and the review is shown with both sides', async () => {
	const context = await visitors.enter();
	const page = await context.newPage();
	const said: string[] = [];
	page.on('dialog', (dialog) => void said.push(dialog.message()));
	await page.goto(address);
	expect(await page.getByRole('heading', { name: 'For review: 1' }).count()).toBe(1);
	expect(await page.locator('main').innerText()).toContain(SHOWN);
	expect(await page.locator('main').innerText()).toContain('Sam "Two" O\'Neil');
	expect(await page.locator('script, img').count()).toBe(0);
	expect(said).toEqual([]);
	await context.close();
});

test('axe finds nothing by light, by dark and on a phone; nothing is wider than the phone', async () => {
	const today = new Intl.DateTimeFormat('sv-SE', { timeZone: await timeZone() }).format(new Date());
	for (const [place, day] of daysUpTo(today, 30).entries()) if (day !== today) await sync.ledger.putFact(`day ${day}`, someDay(30 - place));
	for (const [name, options] of LOOKS) {
		const context = await visitors.enter(options);
		const page = await context.newPage();
		await page.goto(address);
		await picture(page, `status-page${name}`);
		for (const summary of await page.locator('summary').all()) await summary.click();
		expect(await axeViolations(page)).toEqual([]);
		expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
		await context.close();
	}
});

test('a form on a stranger\'s page decides nothing, though the browser sends the credentials along', async () => {
	const context = await visitors.enter();
	const page = await context.newPage();
	await page.goto(address);
	await page.goto('about:blank');
	await page.setContent(`<form method="post" action="${address}"><input name="kind" value="contact"><input name="id" value="${sam}"><input name="decision" value="create"><input name="token" value="1.1.x"><button>Win a prize</button></form>`);
	await page.getByRole('button').click();
	await page.getByText('what was sent did not come from this page').waitFor();
	expect(await sync.rowOf('review', sam)).toBeDefined();
	expect((await sync.rows('audit')).filter(({ event }) => event === 'decided')).toEqual([]);
	await context.close();
});

test('the review is decided by a click, without a script, the contact is bound and synced, and its log tells who did it', async () => {
	const context = await visitors.enter({ javaScriptEnabled: false });
	const page = await context.newPage();
	await page.goto(address);
	await page.getByRole('button', { name: 'It is Sam of Two' }).click();
	await page.getByText('Decided: the record is bound to that Xero contact').waitFor();
	expect(new URL(page.url()).search).toBe('?said=bind');
	await eventually(async () => expect(await sync.rowOf('record', sam)).toMatchObject({ state: 'synced', xeroContactId: candidates[1] }));
	await quiet(sync);
	expect(await new XeroReader(sync.stage.sandbox).byId(candidates[1]!)).toMatchObject({ ContactNumber: sam });
	await page.reload();
	expect(await page.getByRole('heading', { name: 'For review: 0' }).count()).toBe(1);
	await logOf(page, sam);
	const log = await page.getByRole('region', { name: 'The log', exact: true }).innerText();
	expect(log).toMatch(/decided\s+bind [^]*Status page/);
	await context.close();
});

test('what was given up is tried again by its button', async () => {
	const parked = (await sync.rows('work')).find(({ state }) => state === 'parked')!;
	const context = await visitors.enter({ javaScriptEnabled: false });
	const page = await context.newPage();
	await page.goto(address);
	await page.getByText('Records that were given up: 1').click();
	await page.getByRole('form', { name: `Try contact ${String(parked.id)} again` }).getByRole('button').click();
	await page.getByText('The record is tried again now').waitFor();
	await quiet(sync);
	expect((await sync.rows('audit')).filter(({ event, id, by }) => event === 'decided' && id === parked.id && by === 'Status page')).toHaveLength(1);
	expect(await sync.rowOf('work', String(parked.id))).toMatchObject({ state: 'parked' });
	await context.close();
});

async function logOf(page: Page, id: string): Promise<void> {
	await page.getByLabel("Intercom's ID of the contact").fill(id);
	await page.getByRole('button', { name: 'Show its log' }).click();
	await page.getByRole('heading', { name: `Contact ${id}` }).waitFor();
}

async function timeZone(): Promise<string> {
	const settings = (await sync.rows('fact')).find(({ name }) => name === 'settings')?.value as { timeZone: string };
	return settings.timeZone;
}
