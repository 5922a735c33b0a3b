import { readCompaniesOf, readSegmentsOf, readTagsOf, searchConversationsOf } from '../contacts/contactEndpoints';
import type { ReadContact } from '../contacts/contactFrom';
import { conversationSummaryFrom } from './conversationSummary';
import { xeroReferenceFrom } from '../attributes/customAttributes';
import { intercomHost } from '../api/hosts';
import type { NamedRecord, Profile } from './profile';
import type { Answer, IntercomConnection } from '../api/request';
import type { WorkspaceCache } from '../workspace/workspaceCache';
import { readAdmins, readTags } from '../workspace/workspaceEndpoints';

/** What to read beside the contact itself; what is off is null (or empty) in the profile and costs no call. */
export interface ProfileParts {
	companies: boolean;
	tags: boolean;
	segments: boolean;
	owner: boolean;
	conversations: boolean;
	mergeHistory: boolean;
}

/**
 * Makes a profile of a contact that was read: reads what is switched on beside it. A profile is whole or not at all: when one
 * part cannot be read, the answer is its failure, because a missing company looks like a removed one.
 * @param readAt epoch ms: no state of the contact that is younger was read
 */
export async function completeProfile(
	read: ReadContact,
	readAt: number,
	parts: ProfileParts,
	connection: IntercomConnection,
	cache: WorkspaceCache,
): Promise<Answer<Profile>> {
	const [companies, tags, segments, owner, conversations] = await Promise.all([
		parts.companies ? companiesOf(read, connection) : nothing,
		parts.tags ? tagsOf(read, connection, cache) : nothing,
		parts.segments ? readSegmentsOf(read.contact.id, connection) : nothing,
		parts.owner ? ownerOf(read, connection, cache) : nothing,
		parts.conversations ? conversationsOf(read, connection) : nothing,
	]);
	for (const part of [companies, tags, segments, owner, conversations]) {
		if (!part.ok) return part;
	}
	const profile: Profile = {
		contact: read.contact,
		previousIds: read.previousIds,
		companies: valueOf(companies),
		tags: valueOf(tags),
		segments: valueOf(segments),
		owner: valueOf(owner),
		conversations: valueOf(conversations),
		xeroReference: xeroReferenceFrom(read.contact.custom_attributes),
		workspaceId: read.workspaceId,
		readAt,
	};
	return { ok: true, value: profile };
}

const nothing: Answer<null> = { ok: true, value: null };

function valueOf<T>(answer: Answer<T>): T | null {
	return answer.ok ? answer.value : null;
}

async function companiesOf({ contact, companyCount }: ReadContact, connection: IntercomConnection) {
	return companyCount === 0 ? { ok: true as const, value: [] } : await readCompaniesOf(contact.id, connection);
}

/** Names come from the cached list of all tags; the contact's own list is read only where that is not enough. */
async function tagsOf(
	{ contact, tags, workspaceId }: ReadContact,
	connection: IntercomConnection,
	cache: WorkspaceCache,
): Promise<Answer<NamedRecord[]>> {
	if (!tags.complete) return await readTagsOf(contact.id, connection);
	if (tags.ids.length === 0) return { ok: true, value: [] };
	const all = await cache.get(workspaceId, 'tags', () => readTags(connection));
	if (!all.ok) return all;
	const byId = new Map(all.value.map((tag) => [tag.id, tag]));
	const named = tags.ids.flatMap((id) => byId.get(id) ?? []);
	// A tag made since the list was read.
	return named.length === tags.ids.length ? { ok: true, value: named } : await readTagsOf(contact.id, connection);
}

/** null where the owner is no longer a teammate. */
async function ownerOf(
	{ contact, workspaceId }: ReadContact,
	connection: IntercomConnection,
	cache: WorkspaceCache,
): Promise<Answer<Profile['owner']>> {
	if (contact.owner_id === null) return nothing;
	const admins = await cache.get(workspaceId, 'admins', () => readAdmins(connection));
	if (!admins.ok) return admins;
	return { ok: true, value: admins.value.find(({ id }) => id === contact.owner_id) ?? null };
}

async function conversationsOf(
	{ contact, workspaceId }: ReadContact,
	connection: IntercomConnection,
): Promise<Answer<Profile['conversations']>> {
	const answer = await searchConversationsOf(contact.id, connection);
	if (!answer.ok) return answer;
	const { app } = intercomHost(connection.region, connection.simulatorUrl);
	return { ok: true, value: conversationSummaryFrom(answer.value, workspaceId, app) };
}
