import type { CompanyRecord, ContactRecord, ConversationRecord, DataAttribute, NoteRecord } from './model';
import { DEVICE_AFTER_LOCATION, DEVICE_BEFORE_LOCATION, TRACKING } from './notificationForms';
import { sublist } from './sublist';
import { type ApiVersion, atLeast } from './version';
import type { Workspace } from './workspace';

type Json = Record<string, unknown>;

export const seconds = (ms: number | null): number | null => (ms === null ? null : Math.floor(ms / 1000));

export interface ContactView {
	workspace: Workspace;
	version: ApiVersion;
	/** `include_merge_history=true` was asked. */
	mergeHistory: boolean;
}

/** A contact as the REST API answers it: times in epoch seconds, owner_id a string from 2.16 on. */
export function contactInRest(contact: ContactRecord, view: ContactView): Json {
	return {
		type: 'contact',
		id: contact.id,
		workspace_id: view.workspace.id,
		external_id: contact.externalId,
		role: contact.role,
		email: contact.email,
		...(atLeast(view.version, 2.11) ? { email_domain: contact.email?.split('@')[1] ?? null } : {}),
		phone: contact.phone,
		name: contact.name,
		avatar: contact.avatar === null ? null : { type: 'avatar', image_url: contact.avatar },
		owner_id: ownerId(contact, view.version),
		social_profiles: { type: 'list', data: [] },
		has_hard_bounced: contact.hasHardBounced,
		marked_email_as_spam: contact.markedEmailAsSpam,
		unsubscribed_from_emails: contact.unsubscribedFromEmails,
		created_at: seconds(contact.createdAt),
		updated_at: seconds(contact.updatedAt),
		signed_up_at: seconds(contact.signedUpAt),
		last_seen_at: seconds(contact.lastSeenAt),
		last_replied_at: seconds(contact.lastRepliedAt),
		last_contacted_at: seconds(contact.lastContactedAt),
		...DEVICE_BEFORE_LOCATION,
		language_override: contact.languageOverride,
		location: { type: 'location', ...contact.location },
		...DEVICE_AFTER_LOCATION,
		custom_attributes: contact.custom,
		tags: sublist(contact, 'tags'),
		notes: sublist(contact, 'notes', view.workspace),
		companies: sublist(contact, 'companies'),
		opted_out_subscription_types: sublist(contact, 'subscriptions'),
		opted_in_subscription_types: sublist(contact, 'subscriptions'),
		...TRACKING,
		...(showsMergeHistory(contact, view) ? { merge_history: mergeHistoryInRest(contact) } : {}),
	};
}

function ownerId(contact: ContactRecord, version: ApiVersion): string | number | null {
	if (contact.ownerId === null) return null;
	return atLeast(version, 2.16) ? contact.ownerId : Number(contact.ownerId);
}

function showsMergeHistory(contact: ContactRecord, view: ContactView): boolean {
	return view.mergeHistory && contact.role === 'user' && atLeast(view.version, 2.16);
}

export function mergeHistoryInRest(contact: ContactRecord): Json[] {
	return contact.mergeHistory.map((entry) => ({
		type: 'merge_history',
		source_contact_id: entry.sourceId,
		source_contact_role: entry.sourceRole,
		merged_at: seconds(entry.mergedAt),
	}));
}

export function companyInRest(company: CompanyRecord, workspace: Workspace): Json {
	return {
		type: 'company',
		company_id: company.companyId,
		id: company.id,
		app_id: workspace.id,
		name: company.name,
		...(company.remoteCreatedAt === null ? {} : { remote_created_at: seconds(company.remoteCreatedAt) }),
		created_at: seconds(company.createdAt),
		updated_at: seconds(company.updatedAt),
		...(company.lastRequestAt === null ? {} : { last_request_at: seconds(company.lastRequestAt) }),
		monthly_spend: company.monthlySpend,
		session_count: company.sessionCount,
		user_count: company.contactIds.size,
		...(company.size === null ? {} : { size: company.size }),
		...(company.website === null ? {} : { website: company.website }),
		...(company.industry === null ? {} : { industry: company.industry }),
		tags: { type: 'tag.list', tags: company.tagIds.flatMap((id) => tagInRest(id, workspace)) },
		segments: { type: 'segment.list', segments: [] },
		plan: company.plan === null ? {} : { type: 'plan', id: '1', name: company.plan },
		custom_attributes: company.custom,
	};
}

function tagInRest(id: string, workspace: Workspace): Json[] {
	const tag = workspace.tags.get(id);
	return tag === undefined ? [] : [{ type: 'tag', id: tag.id, name: tag.name }];
}

/** A conversation without its parts, as search lists it. */
export function conversationInRest(conversation: ConversationRecord, workspace: Workspace, version: ApiVersion): Json {
	const assignee = conversation.adminAssigneeId;
	return {
		type: 'conversation',
		id: conversation.id,
		created_at: seconds(conversation.createdAt),
		updated_at: seconds(conversation.updatedAt),
		waiting_since: null,
		snoozed_until: null,
		source: conversationSource(conversation),
		contacts: {
			type: 'contact.list',
			contacts: conversation.contactIds.map((id) => ({
				type: 'contact',
				id,
				external_id: workspace.contacts.get(id)?.externalId ?? null,
			})),
		},
		first_contact_reply: null,
		admin_assignee_id: assignee === null ? (atLeast(version, 2.16) ? 0 : null) : Number(assignee),
		team_assignee_id: null,
		open: conversation.state === 'open',
		state: conversation.state,
		read: true,
		tags: { type: 'tag.list', tags: [] },
		priority: atLeast(version, 2.16) ? 'none' : 'not_priority',
		sla_applied: null,
		statistics: null,
		conversation_rating: null,
		teammates: null,
		title: conversation.title,
		custom_attributes: {},
		topics: {},
		ticket: null,
		linked_objects: { type: 'list', data: [], total_count: 0, has_more: false },
		ai_agent: null,
		ai_agent_participated: false,
	};
}

function conversationSource(conversation: ConversationRecord): Json {
	return {
		type: 'conversation',
		id: conversation.id,
		delivered_as: 'customer_initiated',
		subject: conversation.subject,
		body: conversation.body,
		author: {
			type: 'user',
			id: conversation.contactIds[0] ?? '',
			name: conversation.authorName,
			email: conversation.authorEmail,
		},
		attachments: [],
		url: null,
		redacted: false,
	};
}

export function noteInRest(note: NoteRecord, workspace: Workspace): Json {
	const admin = note.adminId === null ? undefined : workspace.admins.get(note.adminId);
	return {
		type: 'note',
		id: note.id,
		created_at: seconds(note.createdAt),
		contact: { type: 'contact', id: note.contactId },
		author:
			admin === undefined
				? null
				: { type: 'admin', id: admin.id, name: admin.name, email: admin.email, away_mode_enabled: false, away_mode_reassign: false },
		body: note.body,
	};
}

export function attributeInRest(attribute: DataAttribute): Json {
	return {
		...(attribute.id === null ? {} : { id: attribute.id }),
		type: 'data_attribute',
		name: attribute.name,
		full_name: attribute.custom ? `custom_attributes.${attribute.name}` : attribute.name,
		label: attribute.label,
		...(attribute.description === null ? {} : { description: attribute.description }),
		data_type: attribute.dataType,
		...(attribute.options === null ? {} : { options: attribute.options }),
		api_writable: attribute.apiWritable,
		ui_writable: attribute.custom,
		messenger_writable: attribute.messengerWritable,
		custom: attribute.custom,
		archived: attribute.archived,
		...(attribute.custom ? { created_at: seconds(attribute.createdAt), updated_at: seconds(attribute.updatedAt) } : {}),
		model: attribute.model,
	};
}
