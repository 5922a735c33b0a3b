import { newsIn, readChanged, readNewest, type Watch } from '../../../lib/xero/reading/changedContacts';
import type { XeroClient } from '../../../lib/xero/api/endpoints';
import { alternatives } from '../../../sandbox/switches/switches';
import { connected, type Connected } from './connected';

/** The unknowns of Xero that a list of changes can meet. */
const WORLDS = [
	{ world: 'as documented', switches: {} },
	...alternatives()
		.filter(({ name }) => /^xero\.(unchangedRead|dateHeader|timeOfEdits|pages|largestPage|dayHeader)$/.test(name))
		.map(({ name, value }) => ({ world: `${name} = ${value}`, switches: { [name]: value } })),
];

describe.each(WORLDS)('changes by poll, $world', ({ switches }) => {
	let xero: Connected;
	let watch: Watch | null;
	beforeAll(async () => void (xero = await connected({ switches })));
	afterAll(async () => await xero.sandbox.stop());
	beforeEach(() => {
		xero.reset();
		watch = null;
	});

	const organisation = () => xero.sandbox.xero.organisation();
	const client = (): XeroClient => ({
		baseUrl: '', organisationId: xero.tenantId,
		context: {
			clock: { now: () => xero.sandbox.clock.now(), random: () => 0.5, sleep: async () => await Promise.resolve() },
			transport: async ({ url, query = {}, headers = {} }) => {
				const asked = Object.entries(query).filter(([, value]) => value !== undefined).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
				const { status, text, json, headers: answered } = await xero.send('GET', `${url.replace('/api.xro/2.0', '')}?${asked.join('&')}`, undefined, { ...headers });
				return { status, headers: Object.fromEntries(answered), body: text === '' ? '' : json };
			},
		},
	});
	/** One poll. @returns names of what it told, and its calls */
	const poll = async (): Promise<{ told: string[]; calls: number }> => {
		const mark = xero.sandbox.journal.mark();
		const reading = await readChanged(client(), watch?.seenUntil ?? xero.sandbox.clock.now());
		if (!reading.ok) throw new Error(reading.failure.message);
		const { news, watch: next } = newsIn(watch, reading);
		watch = next;
		return { told: news.map(({ name, status }) => `${name} ${status}`).sort(), calls: xero.sandbox.journal.list({ after: mark }).length };
	};
	const pass = (minutes: number) => xero.sandbox.clock.advance(minutes * 60_000);

	test('nothing of before, then each change once, in one call, also where there is none', async () => {
		organisation().createInUi({ Name: 'Before' });
		expect((await poll()).told).toEqual([]);
		expect(await poll()).toEqual({ told: [], calls: 1 });
		const id = organisation().createInUi({ Name: 'A' });
		expect(await poll()).toEqual({ told: ['A ACTIVE'], calls: 1 });
		pass(1);
		expect(await poll()).toEqual({ told: [], calls: 1 });
		pass(1);
		organisation().editInUi(id, { FirstName: 'F' });
		expect(await poll()).toEqual({ told: ['A ACTIVE'], calls: 1 });
		pass(20);
		expect(await poll()).toEqual({ told: [], calls: 1 });
	});

	test('archived, merged and forgotten contacts come, too, and what the API wrote', async () => {
		const [archived, loser, winner, forgotten] = organisation().seedContacts(['A', 'L', 'W', 'G'].map((Name) => ({ Name, updatedAt: 1_000 })));
		await poll();
		pass(10);
		organisation().archiveInUi(archived!);
		organisation().mergeInUi(loser!, winner!);
		organisation().gdprRequestInUi(forgotten!);
		await xero.send('PUT', '/Contacts', { Contacts: [{ Name: 'By API' }] });
		expect((await poll()).told).toEqual(['A ARCHIVED', 'By API ACTIVE', expect.stringMatching(/^GDPR .* GDPRREQUEST$/), 'L ARCHIVED']);
	});

	test('more than a page is read to its end', async () => {
		await poll();
		for (let n = 0; n < 1_205; n++) organisation().createInUi({ Name: `N${n}` });
		const { told } = await poll();
		expect(new Set(told).size).toBe(1_205);
		pass(1);
		expect((await poll()).told).toEqual([]);
	});

	test('the newest come first for whoever wants to see some', async () => {
		for (const Name of ['A', 'B', 'C']) {
			organisation().createInUi({ Name });
			pass(1);
		}
		const newest = await readNewest(client(), 2);
		expect(newest.ok && newest.changed[0]).toMatchObject({ name: 'C' });
	});
});
