import { connected, contactsOf, type Connected } from '../xero/connected';
import { alternatives, definitionOf } from '../../../sandbox/switches/switches';

describe('the sandbox kernel', () => {
	let xero: Connected;
	beforeAll(async () => void (xero = await connected({ seed: 7 })));
	afterEach(() => xero.sandbox.faults.clear());
	afterAll(async () => await xero.sandbox.stop());

	const create = async (name: string) => await xero.send('PUT', '/Contacts', { Contacts: [{ Name: name }] });
	const names = () => xero.sandbox.xero.organisation().allContacts().map(({ Name }) => Name);

	it('journals every request with its operation and answer, and without the token', async () => {
		const mark = xero.sandbox.journal.mark();
		await create('Journalled');
		const [entry] = xero.sandbox.journal.list({ after: mark });
		expect(entry).toMatchObject({ vendor: 'xero', operation: 'xero.createContacts', method: 'PUT', status: 200 });
		expect(entry?.body).toEqual({ Contacts: [{ Name: 'Journalled' }] });
		expect(entry?.headers.authorization).toBe('Bearer (redacted)');
		expect(xero.sandbox.journal.countByOperation({ after: mark })).toEqual({ 'xero.createContacts': 1 });
	});

	it.each([
		['resetBefore', false],
		['resetAfter', true],
	] as const)('%s loses the answer; the vendor acted: %s', async (kind, acted) => {
		xero.sandbox.faults.add({ vendor: 'xero', kind, method: 'PUT', path: '/Contacts', times: 1 });
		await expect(create(`By ${kind}`)).rejects.toThrow();
		expect(names().includes(`By ${kind}`)).toBe(acted);
		expect((await create(`After ${kind}`)).status).toBe(200);
	});

	it.each([false, true])('a timeout never answers; the vendor acted: %s', async (act) => {
		xero.sandbox.faults.add({ vendor: 'xero', kind: 'timeout', act, times: 1 });
		const waited = await Promise.race([create(`Timeout ${act}`).catch(() => null), new Promise((done) => setTimeout(done, 150, 'waited'))]);
		expect(waited).toBe('waited');
		expect(names().includes(`Timeout ${act}`)).toBe(act);
	});

	it('breaks JSON after acting, and plays HTML 404, empty 429 and any status instead of acting', async () => {
		const { faults } = xero.sandbox;
		faults.add({ vendor: 'xero', kind: 'brokenJson', times: 1 });
		const broken = await create('Broken');
		expect(() => JSON.parse(broken.text) as unknown).toThrow();
		expect(names()).toContain('Broken');
		faults.add({ vendor: 'xero', kind: 'html404', times: 1 });
		expect(await create('Not 1')).toMatchObject({ status: 404, text: expect.stringMatching(/^<!DOCTYPE html>/) as string });
		faults.add({ vendor: 'xero', kind: 'empty429', headers: { 'retry-after': '3' }, times: 1 });
		const limited = await create('Not 2');
		expect([limited.status, limited.text, limited.headers.get('content-type')]).toEqual([429, '', null]);
		faults.add({ vendor: 'xero', kind: 'status', status: 503, body: 'Organisation offline', times: 1 });
		expect(await create('Not 3')).toMatchObject({ status: 503, text: 'Organisation offline' });
		expect(names().filter((name) => name?.startsWith('Not'))).toEqual([]);
	});

	it('breaks by chance the same requests for the same seed', async () => {
		const run = async () => {
			const { sandbox, send } = await connected({ seed: 11 });
			sandbox.faults.add({ vendor: 'xero', kind: 'status', status: 500, probability: 0.5 });
			const statuses: number[] = [];
			for (let i = 0; i < 12; i++) statuses.push((await send('GET', '/Contacts?page=1')).status);
			await sandbox.stop();
			return statuses;
		};
		const first = await run();
		expect(new Set(first)).toEqual(new Set([200, 500]));
		expect(await run()).toEqual(first);
	});

	it('gives every switch a text and at least one other answer, and refuses values it does not have', () => {
		for (const { name } of alternatives()) expect(definitionOf(name).doc.length).toBeGreaterThan(20);
		expect(alternatives().filter(({ name }) => name.startsWith('xero.')).length).toBeGreaterThan(20);
		expect(() => xero.sandbox.switches.set('xero.dayHeader', 'never' as 'sent')).toThrow(/no value/);
	});

	it('starts over on reset: worlds, switches, faults, journal and clock', async () => {
		const { sandbox } = xero;
		sandbox.switches.set('xero.dayHeader', 'omitted');
		sandbox.clock.advance(10_000);
		sandbox.reset();
		expect(sandbox.switches.get('xero.dayHeader')).toBe('sent');
		expect(names()).toEqual([]);
		expect(sandbox.journal.list()).toEqual([]);
		expect(Math.abs(sandbox.clock.now() - Date.now())).toBeLessThan(1_000);
		expect((await xero.send('GET', '/Contacts')).status).toBe(401);
		expect(contactsOf(await xero.send('GET', '/Contacts'))).toEqual([]);
	});
});
