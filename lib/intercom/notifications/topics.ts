/** What a notification is about. */
export type NotificationKind = 'contact' | 'company' | 'conversation' | 'ping';

interface TopicEntry {
	topic: string;
	/** As the editor lists it. */
	label: string;
	kind: NotificationKind;
	/** The record is no longer in Intercom; the notification carries little more than its id. */
	removes?: true;
	/** How the same topic is written elsewhere: on another page of Intercom's, or in what it delivers. */
	alsoSpelled?: string;
}

/**
 * The topics a contact sync needs, under the names that API versions 2.6 to 2.17 use.
 * @see https://developers.intercom.com/docs/references/webhooks/webhook-models
 */
export const TOPICS = [
	{ topic: 'company.contact.attached', label: 'Company Contact Attached', kind: 'company' },
	{ topic: 'company.contact.detached', label: 'Company Contact Detached', kind: 'company' },
	{ topic: 'company.created', label: 'Company Created', kind: 'company' },
	{ topic: 'company.deleted', label: 'Company Deleted', kind: 'company', removes: true },
	{ topic: 'company.updated', label: 'Company Updated', kind: 'company' },
	{ topic: 'contact.archived', label: 'Contact Archived', kind: 'contact', removes: true, alsoSpelled: 'contact.archive' },
	{ topic: 'contact.deleted', label: 'Contact Deleted', kind: 'contact', removes: true },
	{ topic: 'contact.email.updated', label: 'Contact Email Updated', kind: 'contact' },
	{ topic: 'contact.merged', label: 'Contact Merged', kind: 'contact' },
	// Intercom's page writes this one without a final d, what it delivered in January 2026 had one.
	{ topic: 'contact.unarchive', label: 'Contact Unarchived', kind: 'contact', alsoSpelled: 'contact.unarchived' },
	{ topic: 'conversation.admin.closed', label: 'Conversation Closed', kind: 'conversation' },
	{ topic: 'contact.lead.added_email', label: 'Lead Added Email', kind: 'contact' },
	{ topic: 'contact.lead.created', label: 'Lead Created', kind: 'contact' },
	{ topic: 'contact.lead.signed_up', label: 'Lead Signed Up', kind: 'contact' },
	{ topic: 'contact.lead.tag.created', label: 'Lead Tagged', kind: 'contact' },
	{ topic: 'contact.lead.tag.deleted', label: 'Lead Untagged', kind: 'contact' },
	{ topic: 'contact.lead.updated', label: 'Lead Updated', kind: 'contact' },
	{ topic: 'contact.user.created', label: 'User Created', kind: 'contact' },
	{ topic: 'contact.user.tag.created', label: 'User Tagged', kind: 'contact' },
	{ topic: 'contact.user.tag.deleted', label: 'User Untagged', kind: 'contact' },
	{ topic: 'contact.user.updated', label: 'User Updated', kind: 'contact' },
	{ topic: 'visitor.signed_up', label: 'Visitor Signed Up', kind: 'contact' },
] as const satisfies readonly TopicEntry[];

export type Topic = (typeof TOPICS)[number]['topic'];

/** Sent when somebody presses Intercom's test button, and now and then; cannot be unsubscribed. */
export const PING_TOPIC = 'ping';

const ENTRIES: ReadonlyMap<string, TopicEntry> = new Map(TOPICS.map((entry) => [entry.topic, entry]));

const SPELLINGS: ReadonlyMap<string, string> = new Map(
	TOPICS.flatMap((entry: TopicEntry) => (entry.alsoSpelled === undefined ? [] : [[entry.alsoSpelled, entry.topic]])),
);

/** The one name of a topic in this package, whichever way Intercom spelled it; an unknown topic as it came. Pure. */
export function topicNamed(spelling: string): string {
	return SPELLINGS.get(spelling) ?? spelling;
}

/** The kind of a topic, undefined for one that this package does not know. Pure. */
export function kindOfTopic(topic: string): NotificationKind | undefined {
	return topic === PING_TOPIC ? 'ping' : ENTRIES.get(topic)?.kind;
}

/** Whether the topic says that a contact left Intercom (deleted or archived). Pure. */
export function isContactRemoval(topic: unknown): topic is 'contact.deleted' | 'contact.archived' {
	const entry = typeof topic === 'string' ? ENTRIES.get(topic) : undefined;
	return entry?.kind === 'contact' && entry.removes === true;
}

/** Whether the topic says that a company left Intercom. Pure. */
export function isCompanyRemoval(topic: unknown): topic is 'company.deleted' {
	const entry = typeof topic === 'string' ? ENTRIES.get(topic) : undefined;
	return entry?.kind === 'company' && entry.removes === true;
}
