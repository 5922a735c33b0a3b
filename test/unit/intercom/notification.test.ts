import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { readNotification } from '../../../lib/intercom/notifications/notification';
import { isContactRemoval, kindOfTopic, TOPICS } from '../../../lib/intercom/notifications/topics';

const CAPTURES = join(__dirname, '../../../../shared/fixtures/intercom-webhooks');

const envelope = (topic: string, item: unknown, fields: object = {}) => ({
	type: 'notification_event',
	app_id: 'ws1',
	data: { type: 'notification_event_data', item },
	id: 'notif_1',
	topic,
	created_at: 1_768_018_948,
	...fields,
});

const read = (topic: string, item: unknown, fields?: object) => {
	const result = readNotification(envelope(topic, item, fields));
	if (!result.ok) throw new Error(result.reason);
	return result.notification;
};

test.each([
	['contact.deleted', { id: 'c1', type: 'contact', deleted: true }],
	['contact.archived', { id: 'c1', external_id: 'x', type: 'contact', archived: true }],
])('%s passes with only an id', (topic, item) => {
	expect(read(topic, item)).toEqual({
		topic,
		notificationId: 'notif_1',
		occurredAt: 1_768_018_948,
		workspaceId: 'ws1',
		kind: 'contact',
		contactId: 'c1',
		previousIds: [],
		payload: item,
	});
});

test('company.deleted passes with only an id, and names no contact', () => {
	const notification = read('company.deleted', { id: 'co1', type: 'company', deleted: true });
	expect(notification).toMatchObject({ kind: 'company', companyId: 'co1' });
	expect(notification).not.toHaveProperty('contactId');
});

test.each(['contact.user.tag.created', 'contact.lead.tag.deleted'])('%s names the contact, not the tag', (topic) => {
	const item = { type: 'contact_tag', tag: { type: 'tag', id: '129', name: 'vip' }, contact: { type: 'contact', id: 'c1' } };
	expect(read(topic, item).contactId).toBe('c1');
});

test('an attached contact names both records, although the item has no type', () => {
	const item = { company: { id: 'co1', name: null }, contact: { id: 'c1' } };
	expect(read('company.contact.attached', item)).toMatchObject({ kind: 'company', companyId: 'co1', contactId: 'c1' });
});

test.each([
	['said', { merged_from: { type: 'contact', id: 'old' } }, ['old']],
	['said as a list', { merged_from: [{ id: 'old1' }, { id: 'old2' }] }, ['old1', 'old2']],
	['not said', {}, []],
])('a merge with its source %s', (_, extra, previousIds) => {
	expect(read('contact.merged', { type: 'contact', id: 'winner', ...extra })).toMatchObject({ contactId: 'winner', previousIds });
});

test.each([
	['its contacts', { contacts: { type: 'contact.list', contacts: [{ id: 'c1' }, { id: 'c2' }] }, source: { author: { type: 'admin', id: '9' } } }],
	['its author, where there are none', { source: { author: { type: 'user', id: 'c1' } } }],
])('a closed conversation names the contact by %s', (_, item) => {
	expect(read('conversation.admin.closed', { type: 'conversation', id: '5', ...item })).toMatchObject({ kind: 'conversation', contactId: 'c1' });
});

test('a teammate who wrote the conversation is never taken for its contact', () => {
	const item = { type: 'conversation', id: '5', source: { author: { type: 'admin', id: '9' } } };
	expect(readNotification(envelope('conversation.admin.closed', item))).toEqual({ ok: false, reason: 'noRecordId' });
});

test('times come as epoch seconds from ISO and from seconds alike', () => {
	expect(read('contact.user.updated', { id: 'c1' }, { created_at: '2026-01-10T04:22:28.240+00:00' }).occurredAt).toBe(1_768_018_948);
	expect(read('contact.user.updated', { id: 'c1' }, { created_at: null, first_sent_at: 7 }).occurredAt).toBe(7);
});

test('a notification without id gets one that its retry gets too', () => {
	const once = read('contact.user.updated', { id: 'c1' }, { id: null });
	expect(once.notificationId).toBe('contact.user.updated:c1:1768018948');
	expect(read('contact.user.updated', { id: 'c1' }, { id: null, delivery_attempts: 2 }).notificationId).toBe(once.notificationId);
});

test.each([
	['a topic of no use here', envelope('article.created', { id: '1' }), 'unknownTopic'],
	['a record without id', envelope('contact.user.updated', { type: 'contact' }), 'noRecordId'],
	['another JSON document', { hello: 'world' }, 'notANotification'],
	['an envelope without item', { type: 'notification_event', topic: 'contact.deleted' }, 'notANotification'],
	['a list', [], 'notANotification'],
	['nothing', null, 'notANotification'],
])('%s has a reason instead', (_, body, reason) => {
	expect(readNotification(body)).toEqual({ ok: false, reason });
});

test('whatever the body is, reading it never throws and a contact topic never passes without an id', () => {
	const topic = fc.constantFrom(...TOPICS.map((entry) => entry.topic), 'ping', 'x');
	fc.assert(
		fc.property(topic, fc.anything(), fc.anything(), (name, item, id) => {
			const result = readNotification(envelope(name, item, { id }));
			return !result.ok || name === 'ping' || result.notification.contactId !== undefined || result.notification.companyId !== undefined;
		}),
	);
});

test('only deleted and archived contacts count as removals', () => {
	expect(TOPICS.map(({ topic }) => topic).filter(isContactRemoval)).toEqual(['contact.archived', 'contact.deleted']);
	expect([undefined, 'company.deleted', 7].some(isContactRemoval)).toBe(false);
});

test('captured notifications of Intercom are understood', () => {
	if (!existsSync(CAPTURES)) {
		console.warn(`NOT TESTED: no captured Intercom notifications at ${CAPTURES}`);
		return;
	}
	const capture = (name: string) => readNotification(JSON.parse(readFileSync(join(CAPTURES, name), 'utf8')));
	expect(capture('contact_user_created.json')).toMatchObject({
		ok: true,
		notification: { topic: 'contact.user.created', workspaceId: 'abc123def', contactId: '6961d4041c1e12de4c5499cc', occurredAt: 1768018948 },
	});
	expect(capture('company_updated.json')).toMatchObject({
		ok: true,
		notification: { kind: 'company', companyId: '6961d175205cf6a4438f0c21', notificationId: 'notif_3a1862e2-6876-4c03-bd46-e065ab0f141c' },
	});
	expect(capture('ping.json')).toMatchObject({ ok: true, notification: { kind: kindOfTopic('ping'), workspaceId: 'i6wc9ipe' } });
});

test.each([
	['contact.unarchived', 'contact.unarchive'],
	['contact.unarchive', 'contact.unarchive'],
	['contact.archive', 'contact.archived'],
])('%s is the topic %s', (spelling, topic) => {
	expect(read(spelling, { id: 'c1', type: 'contact' })).toMatchObject({ topic, kind: 'contact', contactId: 'c1' });
	expect(TOPICS.map((entry) => entry.topic)).toContain(topic);
});
