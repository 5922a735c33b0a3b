import type { Intercom } from 'intercom-client';
import { isRecord } from '../../http/isRecord';
import { customAttributesFrom } from '../attributes/customAttributes';
import { labelOf, nameOf } from '../profile/escapedText';
import type { IntercomContact } from '../profile/profile';
import { epochSeconds, idOf, listOf } from '../api/wireValue';

/** A contact on the wire: the vendor's field names, values of any shape (they differ by API version and channel). */
type WireContact = { [Field in keyof Intercom.Contact | 'merge_history']?: unknown };

/** A contact as one answer holds it, with what only the answer knows. */
export interface ReadContact {
	contact: IntercomContact;
	workspaceId: string;
	/** Contacts merged into this one, oldest first. */
	previousIds: string[];
	/** Intercom cuts these lists at ten entries without names; `complete` says whether this one was cut. */
	tags: { ids: string[]; complete: boolean };
	/** null where the answer does not say. */
	companyCount: number | null;
}

/**
 * Reads a contact of REST 2.6 to 2.17 or of a notification. Anything but the role `user` is a lead, because a lead is
 * trusted less.
 * @returns null where there is no contact with an id. Pure, never throws.
 */
export function contactFrom(wire: unknown): ReadContact | null {
	if (!isRecord(wire)) return null;
	const fields: WireContact = wire;
	const id = idOf(fields.id);
	if (id === null) return null;
	return {
		contact: { id, ...identityOf(fields), ...timesOf(fields), location: locationOf(fields.location), ...restOf(fields) },
		workspaceId: idOf(fields.workspace_id) ?? '',
		previousIds: previousIdsFrom(fields.merge_history),
		tags: tagIdsOf(fields.tags),
		companyCount: countOf(fields.companies),
	};
}

const identityOf = (fields: WireContact) => ({
	role: fields.role === 'user' ? ('user' as const) : ('lead' as const),
	external_id: labelOf(idOf(fields.external_id)),
	// No email and no phone has a semicolon of its own, so that nothing but an escaped one is changed here.
	email: nameOf(fields.email),
	phone: nameOf(fields.phone),
	name: nameOf(fields.name),
	owner_id: idOf(fields.owner_id),
});

const restOf = (fields: WireContact) => ({
	unsubscribed_from_emails: fields.unsubscribed_from_emails === true,
	has_hard_bounced: fields.has_hard_bounced === true,
	custom_attributes: customAttributesFrom(fields.custom_attributes),
});

const timesOf = (fields: WireContact) => ({
	created_at: epochSeconds(fields.created_at) ?? 0,
	updated_at: epochSeconds(fields.updated_at) ?? 0,
	signed_up_at: epochSeconds(fields.signed_up_at),
	last_seen_at: epochSeconds(fields.last_seen_at),
	last_replied_at: epochSeconds(fields.last_replied_at),
	last_contacted_at: epochSeconds(fields.last_contacted_at),
});

function locationOf(wire: unknown): IntercomContact['location'] {
	const location = isRecord(wire) ? wire : {};
	return {
		city: labelOf(location.city),
		region: labelOf(location.region),
		country: labelOf(location.country),
		country_code: labelOf(location.country_code),
	};
}

/** `merge_history` comes newest first or in no said order, so it is sorted by its own times. */
function previousIdsFrom(wire: unknown): string[] {
	const merges = listOf(wire).filter(isRecord);
	const dated = merges.map((merge) => ({ id: idOf(merge.source_contact_id), at: epochSeconds(merge.merged_at) ?? 0 }));
	return dated.sort((a, b) => a.at - b.at).flatMap(({ id }) => (id === null ? [] : [id]));
}

function tagIdsOf(wire: unknown): ReadContact['tags'] {
	if (!isRecord(wire)) return { ids: [], complete: false };
	const ids = listOf(wire.data).filter(isRecord).flatMap(({ id }) => idOf(id) ?? []);
	const complete = Array.isArray(wire.data) && wire.has_more !== true && (countOf(wire) ?? ids.length) <= ids.length;
	return { ids, complete };
}

function countOf(wire: unknown): number | null {
	return isRecord(wire) && typeof wire.total_count === 'number' ? wire.total_count : null;
}
