import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { notificationBody, signature, vendorJson } from '../../../sandbox/intercom/notifications';
import { startIntercomAlone, type IntercomAlone, type Parsed } from './intercomOnly';
import { Receiver, type Received } from './receiver';

let intercom: IntercomAlone;
let receiver: Receiver;
let url: string;

beforeEach(async () => {
	intercom = await startIntercomAlone({ id: 'abc123def', delivery: { timeScale: 0.001 } });
	receiver = new Receiver();
	url = await receiver.start();
});
afterEach(async () => {
	await intercom.stop();
	await receiver.stop();
});

const people = () => intercom.world.people();
const settled = async () => {
	const { deliveries } = intercom.world;
	for (let quiet = 0; quiet < 2; quiet = deliveries.waiting > 0 ? 0 : quiet + 1) {
		await new Promise((resolve) => setTimeout(resolve, 10));
		await deliveries.idle();
	}
};
const topics = () => receiver.posts.map(({ json }) => json.topic).sort();

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

describe('topics', () => {
	beforeEach(async () => await intercom.world.subscribeWebhook(url));

	test('an email change sends two notifications with ids of their own', async () => {
		const { id } = people().createContact({ email: 'old@acme.example' });
		await settled();
		receiver.received.length = 0;
		people().updateContact(id, { email: 'new@acme.example' });
		await settled();
		expect(topics()).toEqual(['contact.email.updated', 'contact.user.updated']);
		expect(new Set(receiver.posts.map(({ json }) => json.id)).size).toBe(2);
		const written = receiver.posts.map(({ json }) => json.data.item.updated_at as string).sort();
		expect(written.some((text) => text.endsWith('+00:00')) && written.some((text) => text.endsWith('.000Z'))).toBe(true);
	});

	test.each([
		['yes', ['contact.user.updated']],
		['no', []],
	] as const)('our own PUT echoes: %s', async (echo, expected) => {
		intercom.kernel.switches.set('intercom.echo', echo);
		const { id } = people().createContact({ email: 'jane@acme.example' });
		await settled();
		receiver.received.length = 0;
		await intercom.call('PUT', `/contacts/${id}`, { phone: '+61400000001' });
		await settled();
		expect(topics()).toEqual(expected);
	});

	test('an update without a difference is silent', async () => {
		const { id } = people().createContact({ email: 'jane@acme.example', phone: '+61400000001' });
		await settled();
		receiver.received.length = 0;
		await intercom.call('PUT', `/contacts/${id}`, { phone: '+61400000001' });
		await settled();
		expect(topics()).toEqual([]);
	});

	test('deletions and archivings carry little more than the id', async () => {
		const { id } = people().createContact({ externalId: 'u-1', email: 'jane@acme.example' });
		people().archive(id);
		people().deleteContact(id);
		await settled();
		const items = Object.fromEntries(receiver.posts.map(({ json }) => [json.topic, json.data.item]));
		expect(items['contact.archived']).toEqual({ id, external_id: 'u-1', type: 'contact', archived: true });
		expect(items['contact.deleted']).toEqual({ id, type: 'contact', deleted: true });
	});

	test.each(['no', 'yes'] as const)('contact.merged shows the survivor; merged_from: %s', async (named) => {
		intercom.kernel.switches.set('intercom.mergedFrom', named);
		const lead = people().createContact({ role: 'lead', phone: '+61400000001' });
		const user = people().createContact({ email: 'jane@acme.example' });
		people().mergeLeadIntoUser(lead.id, user.id);
		await settled();
		const merged = receiver.posts.find(({ json }) => json.topic === 'contact.merged')?.json.data.item;
		expect([merged.id, merged.phone, merged.merged_from?.id]).toEqual([user.id, '+61400000001', named === 'yes' ? lead.id : undefined]);
	});

	test('tags, leads, companies and conversations have their own topics', async () => {
		const lead = people().createContact({ role: 'lead' });
		people().updateContact(lead.id, { email: 'lead@acme.example' });
		people().updateContact(lead.id, { role: 'user' });
		people().tag(lead.id, 'VIP');
		people().untag(lead.id, 'VIP');
		const company = people().createCompany({ name: 'Acme' });
		people().attachCompany(lead.id, company.id);
		people().detachCompany(lead.id, company.id);
		people().closeConversation(people().startConversation(lead.id).id);
		await settled();
		expect(topics()).toEqual(
			[
				'contact.lead.created', 'contact.lead.added_email', 'contact.lead.updated', 'contact.lead.signed_up',
				'contact.user.tag.created', 'contact.user.tag.deleted', 'company.created', 'company.contact.attached',
				'company.updated', 'company.contact.detached', 'conversation.user.created', 'conversation.admin.closed',
			].sort(),
		);
		const attached = receiver.posts.find(({ json }) => json.topic === 'company.contact.attached')?.json.data.item;
		expect([attached.company.name, attached.type, attached.contact.id]).toEqual([null, undefined, lead.id]);
	});

	test('topics not subscribed, and topics whose permission was taken away, are silent', async () => {
		await intercom.world.subscribeWebhook(url, ['contact.user.created', 'conversation.user.created']);
		intercom.world.app().permissions.delete('read_conversations');
		const { id } = people().createContact({ email: 'jane@acme.example' });
		people().updateContact(id, { name: 'Jane' });
		people().startConversation(id);
		await settled();
		expect(topics()).toEqual(['contact.user.created']);
	});

	test('only apps of the workspace are told', async () => {
		intercom.world.addWorkspace({ id: 'other', name: 'Other', timezone: 'UTC', region: 'EU' });
		intercom.world.people('other').createContact({ email: 'jane@acme.example' });
		await settled();
		expect(receiver.posts).toEqual([]);
	});
});

describe('captured notifications', () => {
	const CAPTURE = join(__dirname, '../../../../shared/fixtures/intercom-webhooks');
	const keysOf = (value: unknown): unknown =>
		typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value).map(([key, inner]) => [key, keysOf(inner)]) : null;
	const captured = (name: string): Parsed => {
		try {
			return JSON.parse(readFileSync(join(CAPTURE, name), 'utf8'));
		} catch {
			console.warn(`NOTICE: the captured notification ${name} is not here; its shape was NOT compared.`);
			return null;
		}
	};

	test.each([
		['contact.user.created', 'contact_user_created.json', () => people().createContact({ email: 'user@example.com' })],
		['company.updated', 'company_updated.json', () => people().updateCompany(people().createCompany({ name: 'Acme' }).id, { name: 'Acme Enterprises' })],
		['ping', 'ping.json', () => intercom.world.sendTestPing()],
	])('%s has the keys of the capture in its order', async (topic, file, act) => {
		await intercom.world.subscribeWebhook(url);
		act();
		await settled();
		const sent = receiver.posts.find(({ json }) => json.topic === topic)?.json;
		expect(sent).toBeDefined();
		const capture = captured(file);
		if (capture !== null) expect(keysOf(sent)).toEqual(keysOf(capture));
	});
});

describe('an update of a company through the API', () => {
	let companyId: string;
	beforeEach(async () => {
		await intercom.call('POST', '/data_attributes', { name: 'tier', model: 'company', data_type: 'string' });
		companyId = people().createCompany({ name: 'Acme' }).id;
		await intercom.world.subscribeWebhook(url, ['company.updated']);
	});
	const put = async () => {
		await intercom.call('PUT', `/companies/${companyId}`, { custom_attributes: { tier: 'gold' } });
		await settled();
		return receiver.posts.map(({ json }) => json.data.item);
	};

	test('comes back as company.updated, once, for the second changes nothing', async () => {
		expect(await put()).toMatchObject([{ type: 'company', id: companyId, name: 'Acme', custom_attributes: { tier: 'gold' } }]);
		expect(await put()).toHaveLength(1);
		intercom.kernel.switches.set('intercom.unchangedPut', 'yes');
		expect(await put()).toHaveLength(2);
	});

	test('is silent where the switch says that nothing comes back', async () => {
		intercom.kernel.switches.set('intercom.echo', 'no');
		expect(await put()).toEqual([]);
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
