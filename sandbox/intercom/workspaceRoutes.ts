import { type ApiCall, type ApiRoute, READ_MANY } from './apiCall';
import { changeAttribute, createAttribute } from './attributes';
import { segmentInRest } from './contactLinkRoutes';
import { searchConversations } from './contactSearch';
import { companyNotFound, IntercomRefusal, parameterInvalid, resourceNotFound } from './errors';
import type { AdminRecord, TagRecord } from './model';
import { attributeInRest, conversationInRest, seconds } from './restForms';
import { tagNamed } from './taxonomy';

/** What belongs to the workspace: its people, tags, segments, attributes and conversations. */
export const WORKSPACE_ROUTES: ApiRoute[] = [
	{ method: 'GET', url: '/me', operation: 'intercom.me', needs: [], handle: me },
	{ method: 'GET', url: '/admins', operation: 'intercom.listAdmins', needs: ['read_admins'], handle: listAdmins },
	{ method: 'GET', url: '/admins/:id', operation: 'intercom.getAdmin', needs: ['read_admins'], handle: getAdmin },
	{ method: 'GET', url: '/tags', operation: 'intercom.listTags', needs: ['read_tags'], handle: (call) => ({ type: 'list', data: [...call.workspace.tags.values()].map(tagInRest) }) },
	{ method: 'POST', url: '/tags', operation: 'intercom.saveTag', needs: ['write_tags'], handle: saveTag },
	{ method: 'GET', url: '/tags/:id', operation: 'intercom.getTag', needs: ['read_tags'], handle: getTag },
	{ method: 'GET', url: '/segments', operation: 'intercom.listSegments', needs: READ_MANY, handle: listSegments },
	{ method: 'GET', url: '/data_attributes', operation: 'intercom.listDataAttributes', needs: READ_MANY, handle: listAttributes },
	{ method: 'POST', url: '/data_attributes', operation: 'intercom.createDataAttribute', needs: ['write_data_attributes'], handle: (call) => attributeInRest(createAttribute(call.desk, call.body)) },
	{ method: 'PUT', url: '/data_attributes/:id', operation: 'intercom.updateDataAttribute', needs: ['write_data_attributes'], handle: (call) => attributeInRest(changeAttribute(call.desk, Number(call.params.id), call.body)) },
	{ method: 'POST', url: '/conversations/search', operation: 'intercom.searchConversations', needs: ['read_conversations'], handle: searchConversations },
	{ method: 'GET', url: '/conversations/:id', operation: 'intercom.getConversation', needs: ['read_conversations'], handle: getConversation },
];

function me(call: ApiCall): unknown {
	const { id, name, timezone, region } = call.workspace.settings;
	const [admin] = call.workspace.admins.values();
	return {
		type: 'admin',
		id: admin?.id ?? '0',
		email: admin?.email ?? '',
		name: admin?.name ?? '',
		email_verified: true,
		app: { type: 'app', id_code: id, name, created_at: seconds(0), secure: false, identity_verification: false, timezone, region },
		avatar: { type: 'avatar', image_url: null },
		has_inbox_seat: true,
	};
}

function adminInRest(admin: AdminRecord): Record<string, unknown> {
	return {
		type: 'admin',
		email: admin.email,
		id: admin.id,
		name: admin.name,
		away_mode_enabled: false,
		away_mode_reassign: false,
		has_inbox_seat: true,
		team_ids: [],
	};
}

function listAdmins(call: ApiCall): unknown {
	return { type: 'admin.list', admins: [...call.workspace.admins.values()].map(adminInRest) };
}

function getAdmin(call: ApiCall): unknown {
	const admin = call.workspace.admins.get(call.params.id ?? '');
	if (admin === undefined) throw new IntercomRefusal(404, 'admin_not_found', 'Admin not found');
	return adminInRest(admin);
}

const tagInRest = (tag: TagRecord) => ({ type: 'tag', id: tag.id, name: tag.name });

function getTag(call: ApiCall): unknown {
	const tag = call.workspace.tags.get(call.params.id ?? '');
	if (tag === undefined) throw resourceNotFound();
	return tagInRest(tag);
}

/** Creates or renames a tag, or tags companies with it. */
function saveTag(call: ApiCall): unknown {
	const { name, id, companies } = call.body;
	if (typeof name !== 'string' || name === '') throw parameterInvalid('invalid tag parameters');
	const tag = id === undefined ? tagNamed(call.desk, name) : renamed(call, String(id), name);
	if (!Array.isArray(companies)) return tagInRest(tag);
	for (const company of companies as Array<Record<string, unknown>>) tagCompany(call, tag, company);
	return tagInRest(tag);
}

function renamed(call: ApiCall, id: string, name: string): TagRecord {
	const tag = call.workspace.tags.get(id);
	if (tag === undefined) throw resourceNotFound();
	tag.name = name;
	return tag;
}

/** Company tagging sends no notification. */
function tagCompany(call: ApiCall, tag: TagRecord, wanted: Record<string, unknown>): void {
	const id = wanted.id ?? call.workspace.companyByRemoteId.get(String(wanted.company_id));
	const company = call.workspace.companies.get(String(id));
	if (company === undefined || company.deleted) throw companyNotFound();
	const others = company.tagIds.filter((own) => own !== tag.id);
	company.tagIds = wanted.untag === true ? others : [...others, tag.id];
}

function listSegments(call: ApiCall): unknown {
	const withCount = call.query.include_count === 'true';
	const segments = [...call.workspace.segments.values()].map((segment) => ({
		...segmentInRest(segment),
		...(withCount ? { count: membersOf(call, segment.id) } : {}),
	}));
	return { type: 'segment.list', segments };
}

function membersOf(call: ApiCall, segmentId: string): number {
	return [...call.workspace.contacts.values()].filter((contact) => contact.state === 'active' && contact.segmentIds.includes(segmentId)).length;
}

function listAttributes(call: ApiCall): unknown {
	const { model, include_archived: archived } = call.query;
	if (model === 'conversation') {
		throw new IntercomRefusal(422, 'parameter_invalid', 'model=conversation is no longer supported. Use GET /conversations/attributes instead');
	}
	const wanted = call.workspace.attributes.filter(
		(attribute) => (model === undefined || attribute.model === model) && (archived === 'true' || !attribute.archived),
	);
	return { type: 'list', data: wanted.map(attributeInRest) };
}

function getConversation(call: ApiCall): unknown {
	const conversation = call.workspace.conversations.get(call.params.id ?? '');
	if (conversation === undefined) throw resourceNotFound();
	const plain = call.query.display_as === 'plaintext';
	const shown = plain ? { ...conversation, body: conversation.body.replace(/<[^>]*>/g, '') } : conversation;
	const parts = { type: 'conversation_part.list', conversation_parts: [], total_count: 0 };
	return { ...conversationInRest(shown, call.workspace, call.version), conversation_parts: parts };
}
