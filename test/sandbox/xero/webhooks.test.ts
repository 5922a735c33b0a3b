import { createHmac } from 'node:crypto';
import { forgeries, postSigned, postWebhook } from '../../../sandbox/xero/webhookForgeries';
import { webhookBody, webhookSignature } from '../../../sandbox/xero/webhookBody';
import { forEachTest, organisation, receiver, subscribed, url, webhooks } from './subscribed';

// xero-node has nothing for webhooks, so no code of Xero keeps the stand-in honest here: its bodies are those of Xero's pages,
// and its signatures are compared with openssl's.

forEachTest();

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
