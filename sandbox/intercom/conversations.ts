import type { ContactRecord, ConversationRecord } from './model';
import type { Desk } from './desk';
import { conversationInRest } from './restForms';
import { readVersion } from './version';

export interface ConversationInput {
	subject?: string;
	body?: string;
	title?: string | null;
	adminAssigneeId?: string | null;
}

export function startConversation(desk: Desk, contact: ContactRecord, input: ConversationInput): ConversationRecord {
	const conversation: ConversationRecord = {
		id: String(desk.workspace.newNumber()),
		title: input.title ?? null,
		state: 'open',
		subject: input.subject ?? '',
		body: input.body ?? '<p>Hello</p>',
		contactIds: [contact.id],
		authorName: contact.name,
		authorEmail: contact.email,
		adminAssigneeId: input.adminAssigneeId ?? null,
		createdAt: desk.now,
		updatedAt: desk.now,
	};
	desk.workspace.conversations.set(conversation.id, conversation);
	announce(desk, 'conversation.user.created', conversation);
	return conversation;
}

export function closeConversation(desk: Desk, conversation: ConversationRecord): void {
	conversation.state = 'closed';
	conversation.updatedAt = desk.now;
	announce(desk, 'conversation.admin.closed', conversation);
}

/** From 2.15 on, source bodies in notifications are plain text. */
function announce(desk: Desk, topic: 'conversation.user.created' | 'conversation.admin.closed', conversation: ConversationRecord): void {
	const plain = { ...conversation, body: conversation.body.replace(/<[^>]*>/g, '') };
	desk.announce(topic, conversationInRest(plain, desk.workspace, readVersion('2.16')));
}
