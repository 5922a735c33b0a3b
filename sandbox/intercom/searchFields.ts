import type { ContactRecord, ConversationRecord, DataAttribute } from './model';
import type { SearchField } from './searchQuery';
import type { SortField } from './sortedContacts';
import type { Workspace } from './workspace';

type Reader<T> = SearchField<T>['read'];
const string = <T>(read: Reader<T>): SearchField<T> => ({ type: 'string', read });
const date = <T>(read: Reader<T>): SearchField<T> => ({ type: 'date', read });
const boolean = <T>(read: Reader<T>): SearchField<T> => ({ type: 'boolean', read });
const membership = <T>(read: Reader<T>): SearchField<T> => ({ type: 'membership', read });

const CONTACT_FIELDS: Record<string, SearchField<ContactRecord>> = {
	id: string((contact) => contact.id),
	role: string((contact) => contact.role),
	name: string((contact) => contact.name),
	avatar: string((contact) => contact.avatar),
	owner_id: string((contact) => contact.ownerId),
	email: string((contact) => contact.email),
	email_domain: string((contact) => contact.email?.split('@')[1] ?? null),
	phone: string((contact) => contact.phone),
	external_id: string((contact) => contact.externalId),
	language_override: string((contact) => contact.languageOverride),
	'location.country': string((contact) => contact.location.country),
	'location.region': string((contact) => contact.location.region),
	'location.city': string((contact) => contact.location.city),
	unsubscribed_from_emails: boolean((contact) => contact.unsubscribedFromEmails),
	marked_email_as_spam: boolean((contact) => contact.markedEmailAsSpam),
	has_hard_bounced: boolean((contact) => contact.hasHardBounced),
	created_at: date((contact) => contact.createdAt),
	updated_at: date((contact) => contact.updatedAt),
	signed_up_at: date((contact) => contact.signedUpAt),
	last_seen_at: date((contact) => contact.lastSeenAt),
	last_replied_at: date((contact) => contact.lastRepliedAt),
	last_contacted_at: date((contact) => contact.lastContactedAt),
	tag_id: membership((contact) => contact.tags.map((tag) => tag.tagId)),
	segment_id: membership((contact) => contact.segmentIds),
};

/** The fields a contact search may name; companies are not among them. */
export function contactField(workspace: Workspace, name: string): SearchField<ContactRecord> | undefined {
	if (!name.startsWith('custom_attributes.')) return CONTACT_FIELDS[name];
	const key = name.slice('custom_attributes.'.length);
	const attribute = workspace.attributes.find((known) => known.custom && known.model === 'contact' && known.name === key);
	return attribute === undefined ? undefined : customField(attribute);
}

function customField(attribute: DataAttribute): SearchField<ContactRecord> {
	const read = (contact: ContactRecord) => contact.custom[attribute.name] ?? null;
	if (attribute.dataType === 'date') return date((contact) => secondsToMs(read(contact)));
	if (attribute.dataType === 'boolean') return boolean(read);
	return { type: attribute.dataType === 'string' ? 'string' : 'integer', read };
}

function secondsToMs(value: string | number | boolean | null): number | null {
	return typeof value === 'number' ? value * 1000 : null;
}

export const CONTACT_SORT_FIELDS: Record<string, SortField> = {
	created_at: 'createdAt',
	updated_at: 'updatedAt',
	signed_up_at: 'signedUpAt',
	last_seen_at: 'lastSeenAt',
	last_replied_at: 'lastRepliedAt',
	last_contacted_at: 'lastContactedAt',
	name: 'name',
	email: 'email',
};

export const CONVERSATION_FIELDS: Record<string, SearchField<ConversationRecord>> = {
	id: string((conversation) => conversation.id),
	created_at: date((conversation) => conversation.createdAt),
	updated_at: date((conversation) => conversation.updatedAt),
	state: string((conversation) => conversation.state),
	open: boolean((conversation) => conversation.state === 'open'),
	read: boolean(() => true),
	contact_ids: membership((conversation) => conversation.contactIds),
	admin_assignee_id: string((conversation) => conversation.adminAssigneeId),
	'source.subject': string((conversation) => conversation.subject),
	'source.body': string((conversation) => conversation.body),
	'source.author.email': string((conversation) => conversation.authorEmail),
};
