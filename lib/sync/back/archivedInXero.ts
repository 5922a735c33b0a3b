import { ensureTag, tagContact, untagContact } from '../../intercom/contacts/contactTags';
import type { ReadContact } from '../../intercom/contacts/contactFrom';
import type { CustomAttributes } from '../../intercom/profile/profile';
import type { Answer, IntercomConnection } from '../../intercom/api/request';
import { KNOWN_NAMES } from '../../intercom/attributes/attributeNames';
import type { BackRecord } from '../record/backRecord';
import type { Change } from '../record/outcome';
import type { HeldRecord } from './heldRecord';

export const ARCHIVED_TAG = 'Archived in Xero';

/** The attribute that tells how the contact stands in Xero; Workspace: Prepare makes it. Pure. */
function statusAttribute(kind: BackRecord['kind']): string {
	return KNOWN_NAMES[kind].xero_contact_status;
}

/** Marks an Intercom record whose contact was archived in Xero, or anonymised there at the person's request. Pure. */
export function archivedPatch({ status, kind }: Pick<BackRecord, 'status' | 'kind'>, { attributes }: HeldRecord): { patch: { custom_attributes?: CustomAttributes }; changes: Change[] } {
	const name = statusAttribute(kind);
	const before = String(attributes[name] ?? '');
	if (before === status) return { patch: {}, changes: [] };
	return { patch: { custom_attributes: { [name]: status } }, changes: [{ field: name, before, after: status }] };
}

/** The mark of a record that was archived and is active again; nothing of one that was never marked. Pure. */
export function restoredIn(kind: BackRecord['kind'], { attributes }: Pick<HeldRecord, 'attributes'>): CustomAttributes {
	const name = statusAttribute(kind);
	return attributes[name] === 'ARCHIVED' ? { [name]: 'ACTIVE' } : {};
}

/**
 * Sets the tag of a contact that is archived in Xero, or takes it off one that is active again; safe to repeat.
 * @param tagIds of tags that were looked up by this run, by name
 * @returns whether that was to do
 */
export async function tagArchived({ contact, tags }: ReadContact, wanted: boolean, connection: IntercomConnection, tagIds: Map<string, string>): Promise<Answer<boolean>> {
	const known = tagIds.get(ARCHIVED_TAG);
	const made = known === undefined ? await ensureTag(ARCHIVED_TAG, connection) : ({ ok: true, value: known } as const);
	if (!made.ok) return made;
	tagIds.set(ARCHIVED_TAG, made.value);
	if (tags.ids.includes(made.value) === wanted) return { ok: true, value: false };
	// Of a list that was cut nobody knows: setting a tag twice does no harm, taking off one that is not there is refused.
	const done = wanted ? await tagContact(contact.id, made.value, connection) : await untagContact(contact.id, made.value, connection);
	return done.ok ? { ok: true, value: true } : done;
}
