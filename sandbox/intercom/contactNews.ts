import type { ContactRecord } from './model';
import type { ContactShown, Desk } from './desk';
import type { Topic } from './topics';
import { contactInNotification } from './notificationForms';

/** Announces a topic whose item is the whole contact. @param mergedFrom id that contact.merged may name */
export function announceContact(desk: Desk, topic: Topic, shown: ContactShown, mergedFrom?: string): void {
	const item = contactInNotification(shown, desk);
	const named = mergedFrom !== undefined && desk.switchOf('intercom.mergedFrom') === 'yes';
	desk.announce(topic, named ? { ...item, merged_from: { type: 'contact', id: mergedFrom } } : item);
}

/** All notifications of one update: an e-mail change sends two, with ids of their own. */
export function announceUpdate(desk: Desk, before: ContactRecord, after: ContactRecord): void {
	const topics = updateTopics(before, after, {
		echo: desk.origin === 'person' || desk.switchOf('intercom.echo') === 'yes',
		attributes: desk.switchOf('intercom.attributeChange') === 'yes',
		lastSeen: desk.switchOf('intercom.lastSeenChange') === 'yes',
	});
	topics.forEach((topic, index) => announceContact(desk, topic, { contact: after, second: index > 0 }));
}

/** Tag and company links have their own topics; whether the contact counts as updated too is unknown. */
export function announceLinked(desk: Desk, contact: ContactRecord): void {
	if (desk.switchOf('intercom.linkChange') === 'no') return;
	announceContact(desk, `contact.${contact.role}.updated`, { contact });
}

interface NewsRules {
	echo: boolean;
	attributes: boolean;
	lastSeen: boolean;
}

/** Which topics an update deserves, in the order they are sent. */
export function updateTopics(before: ContactRecord, after: ContactRecord, rules: NewsRules): Topic[] {
	if (!rules.echo) return [];
	if (before.role === 'lead' && after.role === 'user') return ['contact.lead.signed_up'];
	const quiet = silentFields(rules);
	const noisy = (Object.keys(after) as Array<keyof ContactRecord>).filter(
		(field) => !quiet.has(field) && JSON.stringify(before[field]) !== JSON.stringify(after[field]),
	);
	const nothingChanged = JSON.stringify({ ...before, updatedAt: 0 }) === JSON.stringify({ ...after, updatedAt: 0 });
	if (noisy.length === 0 && !nothingChanged) return [];
	const updated: Topic = `contact.${after.role}.updated`;
	return [...emailTopics(before, after), updated];
}

function emailTopics(before: ContactRecord, after: ContactRecord): Topic[] {
	if (before.email === after.email || after.email === null) return [];
	if (after.role === 'lead' && before.email === null) return ['contact.lead.added_email'];
	return ['contact.email.updated'];
}

function silentFields(rules: NewsRules): Set<keyof ContactRecord> {
	const silent = new Set<keyof ContactRecord>(['updatedAt']);
	if (!rules.attributes) silent.add('custom');
	if (!rules.lastSeen) silent.add('lastSeenAt');
	return silent;
}
