import { createHmac } from 'node:crypto';
import { forgeries, postSigned, postWebhook } from '../../../sandbox/xero/webhookForgeries';
import { webhookBody, webhookSignature } from '../../../sandbox/xero/webhookBody';
import { connected, contactsOf, type Connected } from './connected';
import { WebhookReceiver } from './webhookReceiver';

// xero-node has nothing for webhooks, so no code of Xero keeps the stand-in honest here: its bodies are those of Xero's pages,
// and its signatures are compared with openssl's.

const MINUTE_MS = 60_000;

let xero: Connected;
let receiver: WebhookReceiver;
let url: string;

beforeAll(async () => {
	xero = await connected();
	receiver = new WebhookReceiver();
	url = await receiver.start();
});
afterAll(async () => {
	await xero.sandbox.stop();
	await receiver.stop();
});
beforeEach(() => {
	xero.reset();
	receiver.reset();
});

const world = () => xero.sandbox.xero;
const webhooks = () => world().webhooks;
const organisation = () => world().organisation();

/** As a person does in the developer portal. */
async function subscribed(): Promise<void> {
	receiver.key = webhooks().save(url).signingKey;
	expect(await webhooks().sendIntentToReceive()).toEqual([]);
	receiver.reset();
}

/** Passes by the sandbox's time, quarter of an hour by quarter. */
async function pass(minutes: number): Promise<void> {
	for (let passed = 0; passed < minutes; passed += 15) {
		xero.sandbox.clock.advance(15 * MINUTE_MS);
		await webhooks().sendDue();
	}
}

const told = () => receiver.events.flat().map(({ xeroContactId, eventType }) => `${eventType} ${String(organisation().contact(xeroContactId)?.Name)}`);

test('a signature is the one that openssl makes', () => {
	const body = '{"events":[],"firstEventSequence": 0,"lastEventSequence": 0, "entropy": "S0m3r4Nd0mt3xt"}';
	expect(webhookBody([], 'S0m3r4Nd0mt3xt')).toBe(body);
	expect(webhookSignature(body, 'MqTrlGfOu4oFLKLwLm4ZBHTbwV2Q3wTMvvVXbi6nYB7mHQmk+WxUdNiOcPnA4PqqmJmDW3O3zTW0Bl3h0vPTYw==')).toBe('pgTZ2GHYVNOAvzFu3mQPo5V8l57LXopNdEUPILzK2/o=');
	expect(createHmac('sha256', 'k').update(body).digest('base64')).toBe(webhookSignature(body, 'k'));
});

describe('the intent to receive', () => {
	test('sends right and wrong ones without events, and makes the webhook live', async () => {
		receiver.key = webhooks().save(url).signingKey;
		expect(webhooks().subscription?.state).toBe('unproven');
		expect(await webhooks().sendIntentToReceive()).toEqual([]);
		expect([receiver.bodies.length, receiver.refused.length]).toEqual([2, 2]);
		expect([...receiver.bodies, ...receiver.refused].map((body) => JSON.parse(body) as object)).toEqual(Array(4).fill({ events: [], firstEventSequence: 0, lastEventSequence: 0, entropy: expect.stringMatching(/^[A-Z]{20}$/) }));
		expect(webhooks().subscription?.state).toBe('live');
	});

	test.each<[string, () => void, RegExp]>([
		['takes everything', () => void (receiver.manners.wrong = 200), /wrongly signed one was answered 200 instead of 401/],
		['refuses everything', () => void (receiver.key = 'another'), /rightly signed one was answered 401 instead of 200/],
		['says forbidden', () => void (receiver.manners.wrong = 403), /403 instead of 401/],
		['answers in words', () => void (receiver.manners.body = 'ok'), /with a body/],
		['sets cookies', () => void (receiver.manners.cookie = true), /with cookies/],
	])('is not passed by a receiver that %s, and nothing is sent', async (_, misbehave, why) => {
		receiver.key = webhooks().save(url).signingKey;
		misbehave();
		expect((await webhooks().sendIntentToReceive()).join(' ')).toMatch(why);
		receiver.reset();
		organisation().createInUi({ Name: 'A' });
		await webhooks().idle();
		expect([webhooks().subscription?.state, receiver.bodies, receiver.refused]).toEqual(['unproven', [], []]);
	});

	test('is asked again for another URL, and by another key', async () => {
		await subscribed();
		const { signingKey } = webhooks().save(`${url}/new`);
		expect([webhooks().subscription?.state, signingKey]).toEqual(['unproven', receiver.key]);
		expect(webhooks().replaceKey()).not.toBe(receiver.key);
		expect(await webhooks().sendIntentToReceive()).toHaveLength(2);
	});

	test('is for https, or this machine', () => {
		expect(() => webhooks().save('http://n8n.example.com/webhook')).toThrow('must be https');
		expect(webhooks().save('https://n8n.example.com/webhook').state).toBe('unproven');
	});
});

describe('events', () => {
	beforeEach(subscribed);

	test('tell of every change of a contact by anybody, in the order of the changes, several in a body', async () => {
		const a = organisation().createInUi({ Name: 'A' });
		const b = organisation().createInUi({ Name: 'B' });
		organisation().editInUi(a, { EmailAddress: 'a@x.example' });
		organisation().archiveInUi(b);
		organisation().restoreInUi(b);
		organisation().mergeInUi(b, a);
		await webhooks().idle();
		expect(told()).toEqual(['CREATE A', 'CREATE B', 'UPDATE A', 'UPDATE B', 'UPDATE B', 'UPDATE B']);
		expect(receiver.bodies).toHaveLength(1);
		expect(JSON.parse(receiver.bodies[0]!)).toMatchObject({ firstEventSequence: 1, lastEventSequence: 6 });
	});

	test('come of own writes, too', async () => {
		const [created] = contactsOf(await xero.send('PUT', '/Contacts', { Contacts: [{ Name: 'A' }] }));
		await webhooks().idle();
		await xero.send('POST', '/Contacts', { Contacts: [{ ContactID: created!.ContactID, FirstName: 'F' }] });
		await webhooks().idle();
		expect(told()).toEqual(['CREATE A', 'UPDATE A']);
	});

	test('come of nothing that is not stored: a refusal, an undone batch, a write that changes nothing, a balance', async () => {
		const [id] = organisation().seedContacts([{ Name: 'A' }]);
		xero.sandbox.switches.set('xero.partialSave', 'notSaved');
		await xero.send('PUT', '/Contacts', { Contacts: [{ Name: 'Good' }, {}] });
		await xero.send('POST', '/Contacts?summarizeErrors=false', { Contacts: [{ ContactID: id, Name: 'A' }] });
		await xero.send('PUT', '/Contacts', { Contacts: [{ Name: 'A' }] });
		organisation().setReadOnly(id!, { IsCustomer: true });
		await webhooks().idle();
		expect(receiver.bodies).toEqual([]);
	});

	test('are dated by UpdatedDateUTC, without a zone', async () => {
		const id = organisation().createInUi({ Name: 'A' });
		await webhooks().idle();
		const [event] = (JSON.parse(receiver.bodies[0]!) as { events: Array<Record<string, string>> }).events;
		expect(event).toEqual({
			resourceUrl: `https://api.xero.com/api.xro/2.0/Contacts/${id}`, resourceId: id, tenantId: xero.tenantId, tenantType: 'ORGANISATION', eventCategory: 'CONTACT', eventType: 'CREATE',
			eventDateUtc: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$/),
		});
		expect(organisation().contact(id)?.UpdatedDateUTC).toBe(`/Date(${receiver.events[0]![0]!.occurredAt}+0000)/`);
	});

	test('of all connected organisations come to the one URL, those of others do not', async () => {
		const [first, second] = world().allOrganisations();
		first!.createInUi({ Name: 'A' });
		second!.createInUi({ Name: 'B' });
		await webhooks().idle();
		expect(receiver.events.flat().map(({ organisationId }) => organisationId)).toEqual([first!.id, second!.id]);
		receiver.reset();
		world().authority.connections.clear();
		first!.createInUi({ Name: 'C' });
		await webhooks().idle();
		expect(receiver.bodies).toEqual([]);
	});

	test('of an import are split over bodies', async () => {
		for (let n = 0; n < 120; n++) organisation().createInUi({ Name: `N${n}` });
		await webhooks().idle();
		expect(receiver.events.map((events) => events.length).sort((a, b) => a - b)).toEqual([20, 50, 50]);
	});
});

describe('what is not taken', () => {
	beforeEach(subscribed);
	const fail = async () => {
		receiver.manners.right = 500;
		organisation().createInUi({ Name: 'A' });
		await webhooks().idle();
	};

	test('is sent again at once, the same bytes', async () => {
		receiver.manners.body = 'thanks';
		organisation().createInUi({ Name: 'A' });
		await webhooks().idle();
		expect(webhooks().log.map(({ attempt, objection }) => [attempt, objection])).toEqual([[1, 'answered 200 with a body'], [2, 'answered 200 with a body']]);
		expect(webhooks().log[0]!.body).toBe(webhooks().log[1]!.body);
	});

	test('then every quarter of an hour by the sandbox, by itself', async () => {
		await fail();
		expect(webhooks().pending).toEqual({ retries: 1, kept: 0 });
		xero.sandbox.clock.advance(14 * MINUTE_MS);
		await webhooks().sendDue();
		expect(webhooks().log).toHaveLength(2);
		receiver.manners.right = 200;
		xero.sandbox.clock.advance(MINUTE_MS);
		while (webhooks().log.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
		expect([told(), webhooks().pending]).toEqual([['CREATE A'], { retries: 0, kept: 0 }]);
	});

	test('switches the webhook off after a day; what came meanwhile is kept and replayed in order once it is back', async () => {
		await fail();
		await pass(23 * 60);
		expect(webhooks().subscription?.state).toBe('live');
		organisation().createInUi({ Name: 'B' });
		await webhooks().idle();
		await pass(2 * 60);
		expect(webhooks().subscription?.state).toBe('disabled');
		organisation().createInUi({ Name: 'C' });
		await webhooks().idle();
		expect(webhooks().pending).toEqual({ retries: 0, kept: 3 });
		expect(await webhooks().sendIntentToReceive()).not.toEqual([]);
		expect(webhooks().subscription?.state).toBe('disabled');
		receiver.reset();
		expect(await webhooks().sendIntentToReceive()).toEqual([]);
		await webhooks().idle();
		expect([told(), webhooks().pending]).toEqual([['CREATE A', 'CREATE B', 'CREATE C'], { retries: 0, kept: 0 }]);
	});

	test('is kept for 31 days', async () => {
		await fail();
		await pass(25 * 60);
		xero.sandbox.clock.advance(31 * 24 * 60 * MINUTE_MS);
		receiver.reset();
		expect(await webhooks().sendIntentToReceive()).toEqual([]);
		await webhooks().idle();
		expect(told()).toEqual([]);
	});
});

test('an answer after five seconds is none', async () => {
	await subscribed();
	receiver.manners.thinkMs = 5_300;
	organisation().createInUi({ Name: 'A' });
	await new Promise((resolve) => setTimeout(resolve, 500)); // it thinks by now
	receiver.manners.thinkMs = 0;
	await webhooks().idle();
	expect(webhooks().log.map(({ attempt, status }) => [attempt, status])).toEqual([[1, 'timeout'], [2, 200]]);
});

test('every forged copy is refused by the code of the trigger, the genuine one is not', async () => {
	await subscribed();
	organisation().createInUi({ Name: 'A' });
	await webhooks().idle();
	const [body] = receiver.bodies;
	for (const forgery of forgeries(body!, receiver.key)) {
		expect([forgery.name, (await postWebhook(url, forgery.body, forgery.headers, 1_000)).status]).toEqual([forgery.name, 401]);
	}
	expect((await postSigned(url, body!, receiver.key, 1_000)).status).toBe(200);
});
