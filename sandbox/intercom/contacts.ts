import { isUndefined, omitBy } from 'lodash';
import { NOWHERE, type ContactRecord, type CustomAttributes, type Location, type Role } from './model';
import { announceContact, announceUpdate } from './contactNews';
import type { Desk } from './desk';
import { contactInNotification } from './notificationForms';

/** What can be written on a contact; times in epoch ms. */
export interface ContactInput {
	role?: Role;
	externalId?: string | null;
	email?: string | null;
	phone?: string | null;
	name?: string | null;
	avatar?: string | null;
	ownerId?: string | null;
	unsubscribedFromEmails?: boolean;
	signedUpAt?: number | null;
	lastSeenAt?: number | null;
	languageOverride?: string | null;
	location?: Partial<Location>;
	/** Merged into what is there; null clears a key. */
	custom?: Record<string, CustomAttributes[string] | null>;
}

export function createContact(desk: Desk, input: ContactInput): ContactRecord {
	const contact = desk.workspace.put(newContact(desk, input));
	announceContact(desk, `contact.${contact.role}.created`, { contact, created: true });
	return contact;
}

/** A record with every field in place; stores and announces nothing. */
export function newContact(desk: Pick<Desk, 'workspace' | 'now'>, input: ContactInput): ContactRecord {
	const { custom, location, ...rest } = input;
	return {
		id: desk.workspace.newObjectId(desk.now),
		externalId: null,
		role: 'user',
		email: null,
		phone: null,
		name: null,
		avatar: null,
		ownerId: null,
		hasHardBounced: false,
		markedEmailAsSpam: false,
		unsubscribedFromEmails: false,
		createdAt: desk.now,
		updatedAt: desk.now,
		signedUpAt: null,
		lastSeenAt: null,
		lastRepliedAt: null,
		lastContactedAt: null,
		languageOverride: null,
		location: location === undefined ? NOWHERE : { ...NOWHERE, ...location },
		custom: withChanges({}, custom ?? {}),
		tags: [],
		companyIds: [],
		segmentIds: [],
		state: 'active',
		mergedInto: null,
		mergeHistory: [],
		...omitBy(rest, isUndefined),
	};
}

/** Changes a contact and announces what the change deserves; an update without a difference follows its switch. */
export function updateContact(desk: Desk, contact: ContactRecord, input: ContactInput): ContactRecord {
	const { custom, location, ...rest } = input;
	const changed: ContactRecord = {
		...contact,
		...omitBy(rest, isUndefined),
		location: { ...contact.location, ...location },
		custom: withChanges(contact.custom, custom ?? {}),
	};
	const different = !sameContent(contact, changed);
	if (!different && desk.switchOf('intercom.unchangedPut') === 'no') return contact;
	const next = desk.workspace.put({ ...changed, updatedAt: desk.now });
	announceUpdate(desk, contact, next);
	return next;
}

/** A visitor signs up: a new user. As captured, the item of this one topic is of type `user`. */
export function signUpVisitor(desk: Desk, input: ContactInput): ContactRecord {
	const contact = createContact(desk, { ...input, role: 'user' });
	desk.announce('visitor.signed_up', { ...contactInNotification({ contact, created: true }, desk), type: 'user' });
	return contact;
}

export function archiveContact(desk: Desk, contact: ContactRecord): ContactRecord {
	const next = desk.workspace.put({ ...contact, state: 'archived', updatedAt: desk.now });
	desk.announce('contact.archived', archivedReference(next));
	return next;
}

export function unarchiveContact(desk: Desk, contact: ContactRecord): ContactRecord {
	const next = desk.workspace.put({ ...contact, state: 'active', updatedAt: desk.now });
	announceContact(desk, 'contact.unarchive', { contact: next });
	return next;
}

export function deleteContact(desk: Desk, contact: ContactRecord): ContactRecord {
	const next = desk.workspace.put({ ...contact, state: 'deleted', updatedAt: desk.now });
	for (const id of contact.companyIds) desk.workspace.companies.get(id)?.contactIds.delete(contact.id);
	desk.announce('contact.deleted', { id: next.id, type: 'contact', deleted: true });
	return next;
}

/** The lead goes away; the user takes over what it lacks, and everything that hung on the lead. */
export function mergeContacts(desk: Desk, from: ContactRecord, into: ContactRecord): ContactRecord {
	desk.workspace.put({ ...from, state: 'merged', mergedInto: into.id, updatedAt: desk.now });
	moveLinks(desk, from, into);
	const survivor = desk.workspace.put({
		...into,
		email: into.email ?? from.email,
		phone: into.phone ?? from.phone,
		name: into.name ?? from.name,
		custom: { ...from.custom, ...into.custom },
		tags: [...into.tags, ...from.tags.filter((tag) => !into.tags.some((own) => own.tagId === tag.tagId))],
		companyIds: [...new Set([...into.companyIds, ...from.companyIds])],
		segmentIds: [...new Set([...into.segmentIds, ...from.segmentIds])],
		mergeHistory: [...into.mergeHistory, { sourceId: from.id, sourceRole: from.role, mergedAt: desk.now }],
		updatedAt: desk.now,
	});
	announceContact(desk, 'contact.merged', { contact: survivor }, from.id);
	return survivor;
}

function moveLinks(desk: Desk, from: ContactRecord, into: ContactRecord): void {
	for (const id of from.companyIds) {
		desk.workspace.companies.get(id)?.contactIds.delete(from.id);
		desk.workspace.companies.get(id)?.contactIds.add(into.id);
	}
	for (const conversation of desk.workspace.conversations.values()) {
		conversation.contactIds = conversation.contactIds.map((id) => (id === from.id ? into.id : id));
	}
	for (const note of desk.workspace.notes) if (note.contactId === from.id) note.contactId = into.id;
}

export function archivedReference(contact: ContactRecord): Record<string, unknown> {
	return { id: contact.id, external_id: contact.externalId, type: 'contact', archived: true };
}

export function withChanges(
	before: CustomAttributes,
	changes: Record<string, CustomAttributes[string] | null>,
): CustomAttributes {
	const after = { ...before };
	for (const [key, value] of Object.entries(changes)) {
		if (value === null) delete after[key];
		else after[key] = value;
	}
	return after;
}

function sameContent(a: ContactRecord, b: ContactRecord): boolean {
	return JSON.stringify(a) === JSON.stringify(b);
}
