import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Parsed } from './intercomOnly';
import { forEachTest, intercom, people, receiver, settled, topics, url } from './notified';

forEachTest();

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
