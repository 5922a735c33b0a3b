import { TOPICS } from '../../lib/intercom/notifications/topics';
import { IntercomTrigger } from '../../nodes/IntercomTrigger/IntercomTrigger.node';
import { CredentialStore } from './credentialStore';
import { withoutNetwork } from './hermetic';
import { call, notification, ping, SECRET, sign, TOKEN_CREDENTIAL, updated } from './signedCalls';

withoutNetwork();

describe('the secret of a credential', () => {
	const reads = jest.spyOn(CredentialStore.prototype, 'getDecrypted');
	beforeEach(() => void reads.mockClear());
	afterAll(() => reads.mockRestore());
	const signedWith = (secret: string, clientSecret = SECRET, credentialId = 'one') => call(updated, { credentialId, credentials: { intercomAppTokenApi: { ...TOKEN_CREDENTIAL, clientSecret } }, headers: { 'x-hub-signature': sign(updated, secret) } });

	test('is read once for a burst: n8n sets up an engine for expressions with each reading', async () => {
		expect((await Promise.all(Array.from({ length: 45 }, () => signedWith(SECRET)))).map(({ status }) => status)).toEqual(Array(45).fill(200));
		expect(reads).toHaveBeenCalledTimes(1);
	});

	test('is read anew where a signature does not fit, so that a new one counts at once', async () => {
		await signedWith(SECRET);
		expect((await signedWith('rotated', 'rotated')).status).toBe(200);
		expect((await signedWith('guessed', 'rotated')).status).toBe(401);
		expect((await signedWith('rotated', 'rotated')).status).toBe(200);
	});

	test('counts no longer than ten seconds after it was taken out', async () => {
		const now = jest.spyOn(Date, 'now');
		now.mockReturnValue(1_790_000_000_000);
		await signedWith('old', 'old', 'two');
		expect((await signedWith('old', 'new', 'two')).status).toBe(200);
		now.mockReturnValue(1_790_000_010_001);
		expect((await signedWith('old', 'new', 'two')).status).toBe(401);
		now.mockRestore();
	});

	test('is that of the credential alone', async () => {
		await signedWith(SECRET);
		expect((await signedWith(SECRET, 'of another app', 'three')).status).toBe(401);
	});
});

test('n8n has no expression to evaluate for the answer', () => {
	expect(JSON.stringify(new IntercomTrigger().description.webhooks)).not.toContain('={{');
});

test('answers the HEAD check of Intercom', async () => {
	expect(await call('', { method: 'HEAD', headers: {} })).toEqual({ status: 200, body: undefined });
});

test('a signed notification starts an execution with one flat item', async () => {
	const { status, items } = await call(updated);
	expect(status).toBe(200);
	expect(items?.map(({ json }) => json)).toEqual([
		{
			topic: 'contact.user.updated',
			notificationId: 'notif_1',
			occurredAt: 1_768_018_948,
			workspaceId: 'ws1',
			kind: 'contact',
			contactId: 'c1',
			previousIds: [],
			payload: { type: 'contact', id: 'c1' },
		},
	]);
});

test('a body with escapes passes with the signature of its bytes, and is read right', async () => {
	const body = updated.replace('"type":"contact"', '"name":"Zo\\u00eb","url":"https:\\/\\/x.example","type":"contact"');
	const { items } = await call(body);
	expect(items?.[0]?.json.payload).toMatchObject({ name: 'Zoë', url: 'https://x.example' });
	const written = JSON.stringify(JSON.parse(body));
	expect(await call(written, { headers: { 'x-hub-signature': sign(body) } })).toMatchObject({ status: 401 });
});

test.each<[string, Record<string, string>]>([
	['wrong', { 'x-hub-signature': sign(updated, 'another secret') }],
	['missing', {}],
	['cut', { 'x-hub-signature': sign(updated).slice(0, -4) }],
	['SHA-256', { 'x-hub-signature': sign(updated, SECRET, 'sha256') }],
	['in another header', { 'x-body-signature': sign(updated) }],
])('a signature that is %s gets 401 and no execution', async (_, headers) => {
	const answer = await call(updated, { headers });
	expect(answer.status).toBe(401);
	expect(answer).not.toHaveProperty('items');
	expect(JSON.stringify(answer.body)).not.toContain(SECRET);
});

test('the previous secret counts while it is set, and no longer', async () => {
	const headers = { 'x-hub-signature': sign(updated, 'old-secret') };
	const rotating = { intercomAppTokenApi: { ...TOKEN_CREDENTIAL, previousClientSecret: 'old-secret' } };
	expect((await call(updated, { headers, credentials: rotating })).items).toHaveLength(1);
	expect(await call(updated, { headers })).toMatchObject({ status: 401 });
});

test('without any secret nothing passes', async () => {
	const credentials = { intercomAppTokenApi: { ...TOKEN_CREDENTIAL, clientSecret: '' } };
	const answer = await call(updated, { credentials, headers: { 'x-hub-signature': sign(updated, '') } });
	expect(answer).toMatchObject({ status: 401, body: { message: expect.stringContaining('no client secret') } });
});

test('the OAuth2 credential signs with its client secret', async () => {
	const credentials = { intercomAppOAuth2Api: { clientId: 'x', clientSecret: SECRET, region: 'eu' } };
	expect((await call(updated, { credentials, parameters: { workspaceId: 'ws1', authentication: 'oAuth2' } })).items).toHaveLength(1);
});

test.each([
	['of another workspace', notification('contact.user.updated', { id: 'c1' }, { app_id: 'ws2' }), 'anotherWorkspace'],
	['that is a ping', ping, 'ping'],
	['of a topic not chosen', notification('company.updated', { id: 'co1' }), 'unwantedTopic'],
	['of a topic of no use', notification('article.created', { id: '1' }), 'unknownTopic'],
	['that is no notification', '[]', 'notANotification'],
])('a notification %s is answered with 200, without an execution', async (_, body, reason) => {
	const answer = await call(body);
	expect(answer).toEqual({ status: 200, body: { ignored: true, reason } });
});

test('while no workspace is known the sender is told to come back, so that no change is lost in silence', async () => {
	const answer = await call(updated, { parameters: {} });
	expect(answer.status).toBe(503);
	expect(answer).not.toHaveProperty('items');
});

test('in a test run the ping of the test button in Intercom shows as connected', async () => {
	const { items } = await call(ping, { mode: 'manual' });
	expect(items?.[0]?.json).toMatchObject({ connected: true, signed: true, topic: 'ping', workspaceId: 'ws1' });
});

test('a ping without signature starts nothing either way, and says so in a test run; with a wrong one it is refused', async () => {
	expect(await call(ping, { headers: {} })).toEqual({ status: 200, body: { ignored: true, reason: 'ping' } });
	expect((await call(ping, { headers: {}, mode: 'manual' })).items?.[0]?.json).toMatchObject({ connected: true, signed: false });
	expect(await call(ping, { headers: { 'x-hub-signature': sign(ping, 'wrong') } })).toMatchObject({ status: 401 });
});

test.each(['contact.deleted', 'contact.archived'])('%s passes with only an id', async (topic) => {
	expect((await call(notification(topic, { id: 'c1', type: 'contact' }))).items?.[0]?.json).toMatchObject({ topic, contactId: 'c1' });
});

test('every topic on offer can be received', async () => {
	const item = { id: 'r1', contact: { id: 'c1' }, company: { id: 'co1' }, contacts: { contacts: [{ id: 'c1' }] } };
	for (const { topic } of TOPICS) {
		const answer = await call(notification(topic, item), { parameters: { workspaceId: 'ws1', topics: [topic] } });
		expect(answer.items?.[0]?.json.topic).toBe(topic);
	}
});

test('the editor finds a property Trigger On whose options can be dragged', () => {
	const { properties, inputs } = new IntercomTrigger().description;
	const topics = properties.find(({ displayName }) => displayName === 'Trigger On');
	expect(topics?.options).toHaveLength(TOPICS.length);
	expect(topics?.options?.every((option) => 'action' in option && option.action)).toBe(true);
	expect(inputs).toEqual([]);
});
