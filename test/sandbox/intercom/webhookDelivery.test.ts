import { createHmac } from 'node:crypto';
import { notificationBody, signature, vendorJson } from '../../../sandbox/intercom/notifications';
import { forEachTest, intercom, people, receiver, settled, url } from './notified';
import type { Received } from './receiver';

forEachTest();

describe('signature', () => {
	const VECTOR =
		'{"type":"notification_event","app_id":"abc123def","data":{"type":"notification_event_data","item":{"type":"ping","message":"something something interzen"}},"links":{},"id":null,"topic":"ping","delivery_status":null,"delivery_attempts":1,"delivered_at":0,"first_sent_at":1553288147,"created_at":1553288147,"self":null}';

	test('agrees with a known answer', () => {
		expect(signature(VECTOR, 'test_client_secret')).toBe('sha1=491d2b257523d1c1f11aa82c04543c6cc1055eb6');
	});

	test('a ping is serialised to the very bytes of the known answer', () => {
		const ping = { id: null, workspaceId: 'abc123def', topic: 'ping' as const, item: { type: 'ping', message: 'something something interzen' }, createdAt: 1553288147000 };
		expect(notificationBody(ping, { number: 1, firstSentAt: 1553288147000 })).toBe(VECTOR);
	});

	test('slashes and letters outside ASCII are escaped, so that re-serialising changes the digest', async () => {
		await intercom.world.subscribeWebhook(url);
		people().createContact({ name: 'Zoë', email: 'zoe@acme.example' });
		await settled();
		const [{ body, headers }] = receiver.posts as [Received];
		expect(body).toContain('"Zo\\u00eb"');
		expect(body).toContain('"url":"\\/contacts\\/');
		const digest = (text: string) => `sha1=${createHmac('sha1', 'sandbox-intercom-secret').update(text).digest('hex')}`;
		expect(headers['x-hub-signature']).toBe(digest(body));
		expect(headers['x-hub-signature']).not.toBe(digest(JSON.stringify(JSON.parse(body))));
		expect(headers['user-agent']).toBe('intercom-parrot-service-client/1.0');
		expect(JSON.parse(vendorJson({ text: '/ë€😀' }))).toEqual({ text: '/ë€😀' });
	});
});

describe('saving an endpoint', () => {
	test('sends a HEAD and accepts a 2xx', async () => {
		await intercom.world.subscribeWebhook(url);
		expect(receiver.received.map(({ method }) => method)).toEqual(['HEAD']);
	});

	test.each([404, 405, 302, 500])('refuses a URL that answers %d to HEAD', async (status) => {
		receiver.head = status;
		await expect(intercom.world.subscribeWebhook(url)).rejects.toThrow(`answered ${status} to a HEAD`);
		expect(intercom.world.app().subscription).toBeNull();
	});

	test('refuses a URL nobody listens on', async () => {
		await expect(intercom.world.subscribeWebhook('http://127.0.0.1:1/hook')).rejects.toThrow('network');
	});
});

describe('delivery', () => {
	beforeEach(async () => await intercom.world.subscribeWebhook(url));
	const outcomes = () => intercom.world.deliveries.log.map(({ attempt, status, outcome }) => [attempt, status, outcome]);

	test('a failure is tried exactly once more, marked as a retry with the same id', async () => {
		receiver.answers = [500, 500, 500];
		people().createContact({ email: 'jane@acme.example' });
		await settled();
		expect(outcomes()).toEqual([[1, 500, 'retrying'], [2, 500, 'failed']]);
		const [first, second] = receiver.posts.map(({ json }) => json);
		expect([first.delivery_status, first.delivery_attempts]).toEqual(['pending', 1]);
		expect([second.delivery_status, second.delivery_attempts, second.id]).toEqual(['retry', 2, first.id]);
	});

	test('an endpoint slower than the deadline counts as failed', async () => {
		intercom.world.deliveries.settings.deadlineMs = 40;
		receiver.thinkMs = 120;
		people().createContact({ email: 'jane@acme.example' });
		await settled();
		expect(outcomes()).toEqual([[1, 'timeout', 'retrying'], [2, 'timeout', 'failed']]);
	});

	test('410 disables the endpoint for good', async () => {
		receiver.answers = [410];
		people().createContact({ email: 'jane@acme.example' });
		await settled();
		people().createContact({ email: 'joe@acme.example' });
		await settled();
		expect(outcomes()).toEqual([[1, 410, 'disabled']]);
		expect(intercom.world.app().subscription?.state).toBe('disabled');
	});

	test('429 delays by a minute, then longer, and does not use up the attempt', async () => {
		receiver.answers = [429, 429];
		people().createContact({ email: 'jane@acme.example' });
		await settled();
		expect(outcomes()).toEqual([[1, 429, 'throttled'], [1, 429, 'throttled'], [1, 200, 'delivered']]);
	});

	test('more than 1,000 errors in a row pause the endpoint and drop what comes', async () => {
		intercom.world.deliveries.settings.timeScale = 0;
		receiver.answers = Array.from({ length: 1_001 }, () => 500);
		for (let index = 0; index < 501; index++) people().createContact({ externalId: String(index) });
		await settled();
		receiver.answers = [];
		people().createContact({ email: 'dropped@acme.example' });
		await settled();
		expect(intercom.world.deliveries.log.at(-1)?.outcome).toBe('dropped');
		intercom.kernel.clock.advance(16 * 60_000);
		people().createContact({ email: 'back@acme.example' });
		await settled();
		expect(intercom.world.deliveries.log.at(-1)?.outcome).toBe('delivered');
	}, 30_000);

	test('tests can lose, double and swap notifications', async () => {
		const { deliveries } = intercom.world;
		const names = () => receiver.posts.map(({ json }) => json.data.item.name);
		deliveries.troubleNext('lose');
		people().createContact({ name: 'lost' });
		deliveries.troubleNext('double');
		people().createContact({ name: 'twice' });
		await settled();
		deliveries.troubleNext('reorder');
		people().createContact({ name: 'first made' });
		people().createContact({ name: 'second made' });
		await settled();
		expect(names()).toEqual(['twice', 'twice', 'second made', 'first made']);
	});
});
