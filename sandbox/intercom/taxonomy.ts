import type { ContactRecord, SegmentRecord, TagRecord } from './model';
import { announceLinked } from './contactNews';
import type { Desk } from './desk';
import { contactInNotification } from './notificationForms';

/** The tag of this name (any case), made where it is missing. */
export function tagNamed(desk: Pick<Desk, 'workspace'>, name: string): TagRecord {
	for (const tag of desk.workspace.tags.values()) if (tag.name.toLowerCase() === name.toLowerCase()) return tag;
	const tag = { id: String(desk.workspace.newNumber()), name };
	desk.workspace.tags.set(tag.id, tag);
	return tag;
}

export function tagContact(desk: Desk, contact: ContactRecord, tag: TagRecord, adminId: string): ContactRecord {
	if (contact.tags.some((applied) => applied.tagId === tag.id)) return contact;
	const tags = [...contact.tags, { tagId: tag.id, appliedAt: desk.now, adminId }];
	return saveTags(desk, contact, tags, tag, 'created');
}

export function untagContact(desk: Desk, contact: ContactRecord, tag: TagRecord): ContactRecord {
	const tags = contact.tags.filter((applied) => applied.tagId !== tag.id);
	return saveTags(desk, contact, tags, tag, 'deleted');
}

function saveTags(
	desk: Desk,
	contact: ContactRecord,
	tags: ContactRecord['tags'],
	tag: TagRecord,
	what: 'created' | 'deleted',
): ContactRecord {
	const next = desk.workspace.put({ ...contact, tags, updatedAt: desk.now });
	desk.announce(`contact.${next.role}.tag.${what}`, {
		type: 'contact_tag',
		tag: { type: 'tag', id: tag.id, name: tag.name },
		contact: contactInNotification({ contact: next }, desk),
	});
	announceLinked(desk, next);
	return next;
}

/** The segment of this name, made where it is missing. Entering and leaving a segment sends no notification. */
export function segmentNamed(desk: Pick<Desk, 'workspace' | 'now'>, name: string): SegmentRecord {
	for (const segment of desk.workspace.segments.values()) if (segment.name === name) return segment;
	const id = desk.workspace.newObjectId(desk.now);
	const segment: SegmentRecord = { id, name, personType: 'user', createdAt: desk.now, updatedAt: desk.now };
	desk.workspace.segments.set(id, segment);
	return segment;
}
