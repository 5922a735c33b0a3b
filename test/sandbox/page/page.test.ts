import type { Parsed } from '../intercom/intercomOnly';
import { REST_OF_DAY_MS } from '../../../sandbox/page/breakages';
import type { Beside, Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/start';

let sandbox: Sandbox;
beforeAll(async () => (sandbox = await startSandbox()));
afterAll(async () => await sandbox.stop());
beforeEach(() => sandbox.reset());

async function control(method: string, path: string, body?: unknown): Promise<{ status: number; body: Parsed }> {
	const sent = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
	const response = await fetch(`${sandbox.pageUrl}/control/${path}`, { method, ...sent });
	return { status: response.status, body: await response.json() };
}

/** Reads states off the event stream until one fits. */
async function stateWhere(fits: (state: Parsed) => boolean, act: () => Promise<unknown>): Promise<Parsed> {
	const response = await fetch(`${sandbox.pageUrl}/control/events`);
	const reader = (response.body as ReadableStream<Uint8Array>).getReader();
	await act();
	for (let text = ''; ; ) {
		const { value, done } = await reader.read();
		if (done) throw new Error('The stream ended');
		const events = (text + Buffer.from(value).toString('utf8')).split('\n\n');
		text = events.pop() ?? '';
		const state = events.map((event) => JSON.parse(event.replace(/^data: /, ''))).find(fits);
		if (state === undefined) continue;
		await reader.cancel();
		return state;
	}
}

test('the page and its parts are served, and name no other host', async () => {
	for (const path of ['/', '/style.css', '/controls.css', '/app.js', '/activity.js', '/beside.js', '/breakages.js', '/lists.js', '/dialogs.js']) {
		const response = await fetch(sandbox.pageUrl + path);
		expect([path, response.status]).toEqual([path, 200]);
		expect(await response.text()).not.toMatch(/https?:\/\/|@import|url\(\/\//);
	}
});

test('a person creates, edits and archives an Intercom contact, and open pages see it', async () => {
	const created = await control('POST', 'intercom/contacts', { role: 'lead', name: 'Zoë', email: 'zoe@tidal.example' });
	const path = `intercom/contacts/${created.body.id}`;
	const seen = await stateWhere(
		(state) => state.intercom.contacts[0]?.phone === '+61400000001',
		async () => await control('PATCH', path, { phone: '+61400000001' }),
	);
	expect(seen.intercom.contacts).toMatchObject([{ role: 'lead', name: 'Zoë', email: 'zoe@tidal.example', state: 'active' }]);
	expect((await control('POST', `${path}/archive`)).body.state).toBe('archived');
	expect((await control('POST', `${path}/archive/nonsense`)).status).toBe(404);
	expect((await control('PATCH', 'intercom/contacts/nobody', {})).body.error).toMatch(/no contact nobody/);
});

test('an accountant creates, renames and archives a Xero contact, and it is no work of the API', async () => {
	const { body } = await control('POST', 'xero/contacts', { Name: 'Acme', EmailAddress: 'jane@acme.example' });
	await control('PATCH', `xero/contacts/${body.ContactID}`, { Name: 'Acme Pty Ltd' });
	const archived = await control('POST', `xero/contacts/${body.ContactID}/archive`);
	expect(archived.body).toMatchObject({ Name: 'Acme Pty Ltd', ContactStatus: 'ARCHIVED' });
	const { body: changes } = await control('GET', 'xero/changes');
	expect(changes.length).toBeGreaterThan(0);
	expect(new Set(changes.map(({ by }: { by: string }) => by))).toEqual(new Set(['ui']));
});

test('every switch of both vendors is listed with its answers and can be turned; a wrong answer is refused', async () => {
	const { body } = await control('GET', 'switches');
	expect(body.map(({ name }: { name: string }) => name)).toEqual(expect.arrayContaining(['intercom.echo', 'xero.postMatchOrder']));
	expect((await control('PUT', 'switches', { name: 'intercom.echo', value: 'no' })).body.value).toBe('no');
	expect(sandbox.switches.get('intercom.echo')).toBe('no');
	expect((await control('PUT', 'switches', { name: 'intercom.echo', value: 'maybe' })).status).toBe(400);
});

describe('breaking things', () => {
	const ask = async (method = 'GET', path = '/Contacts', body?: unknown) => {
		const [tenantId = ''] = sandbox.xero.allOrganisations().map(({ id }) => id);
		const { access_token: token } = sandbox.xero.authority.issueFor('sandbox-xero-client', ['accounting.contacts'], [tenantId]);
		const headers = { authorization: `Bearer ${token}`, 'xero-tenant-id': tenantId, accept: 'application/json', 'content-type': 'application/json' };
		return await fetch(`${sandbox.xeroUrl}/api.xro/2.0${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
	};

	test.each([
		['xeroMinuteLimit', 429, 'minute'],
		['xeroError500', 500, null],
		['xeroOffline', 503, null],
	])('%s strikes the next Xero call once', async (name, status, problem) => {
		await control('POST', `breakages/${name}`);
		const struck = await ask();
		expect([struck.status, struck.headers.get('x-rate-limit-problem')]).toEqual([status, problem]);
		expect((await ask()).status).toBe(200);
	});

	test('a write is carried out and its answer lost, once, whichever method comes first', async () => {
		await control('POST', 'breakages/xeroLostAnswer');
		await expect(ask('PUT', '/Contacts', { Contacts: [{ Name: 'Acme' }] })).rejects.toThrow();
		expect(sandbox.xero.organisation().allContacts()).toHaveLength(1);
		expect((await ask('POST', '/Contacts', { Contacts: [{ Name: 'Acme', FirstName: 'A' }] })).status).toBe(200);
	});

	test("a day that is spent refuses each call until it is over, and says when; mending begins a new one", async () => {
		await ask();
		await control('POST', 'breakages/xeroDayLimit');
		const left = async () => ((await control('GET', 'state')).body as { xero: { remaining: { day: number } } }).xero.remaining.day;
		for (const seconds of [REST_OF_DAY_MS / 1_000, REST_OF_DAY_MS / 1_000 - 20]) {
			const refused = await ask();
			expect([refused.status, refused.headers.get('x-rate-limit-problem')]).toEqual([429, 'day']);
			expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(seconds - 15);
			expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(seconds);
			sandbox.clock.advance(20_000);
		}
		expect(await left()).toBe(0);
		sandbox.clock.advance(REST_OF_DAY_MS);
		expect((await ask()).status).toBe(200);
		await control('POST', 'breakages/xeroDayLimit');
		await control('POST', 'breakages/mend');
		expect(await left()).toBe(sandbox.xero.limits.limits.perDay);
	});

	test('an unknown breakage is a 404, mending disarms everything', async () => {
		expect((await control('POST', 'breakages/nonsense')).status).toBe(404);
		for (const name of ['xeroError500', 'intercomLoseNotification', 'intercomRevoke']) await control('POST', `breakages/${name}`);
		await control('POST', 'breakages/mend');
		const { body } = await control('GET', 'state');
		expect([body.faults, body.troubles, body.intercom.connected]).toEqual([[], { lose: 0, double: 0, reorder: 0 }, true]);
	});
});

describe('a sync that runs beside', () => {
	const done: string[] = [];
	const beside: Beside = {
		links: [{ label: 'Status page', href: 'http://n8n.example/status', signIn: 'manager / secret' }],
		expectations: { mend: 'All is right again.' },
		standing: { words: 'All is well.', isGood: true, next: '', counts: [{ name: 'In Xero', count: 3, means: 'Both sides agreed' }] },
		told: [{ at: 1, title: 'Xero works again', text: 'Contacts that waited are synced now.' }],
		connectXero: async () => await Promise.resolve(void done.push('connected')),
		lookForMissed: async () => await Promise.reject(new Error('n8n does not answer')),
	};
	beforeEach(() => {
		sandbox.beside = beside;
		done.length = 0;
	});
	afterEach(() => void (sandbox.beside = null));

	test('is shown with where to look at it, and without one nothing is', async () => {
		const { links, expectations, standing, told } = beside;
		expect((await control('GET', 'state')).body.beside).toEqual({ links, expectations, standing, told });
		sandbox.beside = null;
		expect((await control('GET', 'state')).body.beside).toBeNull();
		expect((await control('POST', 'beside/connectXero')).status).toBe(404);
	});

	test('does what a person would, and says why it could not', async () => {
		expect((await control('POST', 'beside/connectXero')).status).toBe(200);
		expect(done).toEqual(['connected']);
		expect((await control('POST', 'beside/lookForMissed')).body.error).toBe('n8n does not answer');
	});

	test('mending connects it again where its access was revoked, and only there', async () => {
		const [app] = sandbox.xero.options.apps;
		sandbox.xero.authority.issueFor(app!.clientId, ['accounting.contacts'], [sandbox.xero.organisation().id]);
		await control('POST', 'breakages/mend');
		expect(done).toEqual([]);
		await control('POST', 'breakages/xeroRevoke');
		await control('POST', 'breakages/mend');
		expect(done).toEqual(['connected']);
	});
});

test('a webhook endpoint that does not answer is refused with the reason', async () => {
	const refused = await control('PUT', 'intercom/subscription', { url: 'http://127.0.0.1:1/hook' });
	expect([refused.status, refused.body.error]).toEqual([422, expect.stringContaining('HEAD')]);
});

test("Xero's webhook is set up as in the developer portal, and the page shows how it stands", async () => {
	const shown = async () => ((await control('GET', 'state')).body as { xero: { webhook: unknown } }).xero.webhook;
	expect(await shown()).toBeNull();
	const { body } = await control('PUT', 'xero/webhook', { url: 'http://127.0.0.1:1/hook' });
	expect(body).toMatchObject({ state: 'unproven', signingKey: expect.stringMatching(/^[\w+/]{86}==$/) });
	expect((await control('POST', 'xero/webhook/intent')).body).toMatchObject({ state: 'unproven', wrong: expect.arrayContaining([expect.stringContaining('network')]) });
	expect(await shown()).toEqual({ url: 'http://127.0.0.1:1/hook', state: 'unproven', retries: 0, kept: 0 });
	expect((await control('PUT', 'xero/webhook', { url: 'http://n8n.example.com/hook' })).body.error).toMatch(/https/);
	expect((await control('POST', 'xero/webhook/key')).body.signingKey).not.toBe(body.signingKey);
	await control('DELETE', 'xero/webhook');
	expect(await shown()).toBeNull();
});

test('open streams do not keep the sandbox from stopping', async () => {
	const second = await startSandbox();
	await fetch(`${second.pageUrl}/control/events`);
	const startedAt = performance.now();
	await second.stop();
	expect(performance.now() - startedAt).toBeLessThan(2_000);
});
