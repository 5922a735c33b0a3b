import type { Permission } from './apps';

const READ_ANY: Permission[] = ['read_users_companies', 'write_users_companies', 'read_single_user_company'];
const READ: Permission[] = ['read_users_companies', 'read_single_user_company'];
const CONVERSATIONS: Permission[] = ['read_conversations'];

/**
 * Topics the stand-in sends and the permissions of which an app needs any one.
 * @see https://developers.intercom.com/docs/references/webhooks/webhook-models
 */
export const TOPICS = {
	'contact.user.created': READ_ANY,
	'contact.user.updated': READ_ANY,
	'contact.lead.created': READ_ANY,
	'contact.lead.updated': READ_ANY,
	'contact.email.updated': READ_ANY,
	'contact.lead.added_email': READ_ANY,
	'contact.lead.signed_up': READ_ANY,
	'contact.user.tag.created': READ_ANY,
	'contact.user.tag.deleted': READ_ANY,
	'contact.lead.tag.created': READ_ANY,
	'contact.lead.tag.deleted': READ_ANY,
	'contact.merged': READ_ANY,
	'contact.archived': READ_ANY,
	'contact.unarchive': READ_ANY,
	'contact.deleted': READ,
	'company.created': READ,
	'company.updated': READ,
	'company.deleted': READ,
	'company.contact.attached': READ,
	'company.contact.detached': READ,
	'visitor.signed_up': READ_ANY,
	'conversation.user.created': CONVERSATIONS,
	'conversation.admin.closed': CONVERSATIONS,
	ping: [],
} satisfies Record<string, Permission[]>;

export type Topic = keyof typeof TOPICS;

/** May the app receive this topic? A permission taken away silences its topics without a word. */
export function mayReceive(topic: Topic, granted: ReadonlySet<Permission>): boolean {
	const needed: readonly Permission[] = TOPICS[topic];
	return needed.length === 0 || needed.some((permission) => granted.has(permission));
}
