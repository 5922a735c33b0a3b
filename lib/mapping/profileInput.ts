import { isRecord } from '../http/isRecord';
import type {
	ConversationSummary,
	CustomAttributes,
	IntercomCompany,
	IntercomContact,
	NamedRecord,
	Profile,
	XeroReference,
} from '../intercom/profile/profile';

/**
 * Reads a profile from an item, which may come from our own node, another one or a person's hand: what is missing or of
 * a wrong type counts as not there.
 * @returns null when the item has no `contact` with an id. Pure, never throws.
 */
export function readProfile(item: unknown): Profile | null {
	const source = record(item);
	const contact = readContact(source.contact);
	if (contact === null) return null;
	const readAt = number(source.readAt);
	return {
		contact,
		previousIds: list(source.previousIds).flatMap((id) => text(id) ?? []),
		companies: readList(source.companies, readCompany),
		tags: readList(source.tags, readNamed),
		segments: readList(source.segments, readNamed),
		owner: readOwner(source.owner),
		conversations: readConversations(source.conversations),
		xeroReference: readReference(source.xeroReference),
		workspaceId: text(source.workspaceId) ?? '',
		...(readAt !== null && { readAt }),
	};
}

function readContact(value: unknown): IntercomContact | null {
	const source = record(value);
	const id = text(source.id);
	if (id === null) return null;
	const location = record(source.location);
	return {
		id,
		// Without a role nobody vouches for the email: leads are never trusted, so that is the safe reading.
		role: source.role === 'user' ? 'user' : 'lead',
		external_id: text(source.external_id),
		email: text(source.email),
		phone: text(source.phone),
		name: text(source.name),
		owner_id: text(source.owner_id),
		unsubscribed_from_emails: source.unsubscribed_from_emails === true,
		has_hard_bounced: source.has_hard_bounced === true,
		created_at: number(source.created_at) ?? 0,
		updated_at: number(source.updated_at) ?? 0,
		signed_up_at: number(source.signed_up_at),
		last_seen_at: number(source.last_seen_at),
		last_replied_at: number(source.last_replied_at),
		last_contacted_at: number(source.last_contacted_at),
		location: {
			city: text(location.city),
			region: text(location.region),
			country: text(location.country),
			country_code: text(location.country_code),
		},
		custom_attributes: readAttributes(source.custom_attributes),
	};
}

/** Reads a company from an item in the same way; null where there is none with an id. Pure, never throws. */
export function readCompany(value: unknown): IntercomCompany | null {
	const source = record(value);
	const id = text(source.id);
	if (id === null) return null;
	return {
		id,
		company_id: text(source.company_id) ?? '',
		name: text(source.name),
		website: text(source.website),
		industry: text(source.industry),
		size: number(source.size),
		monthly_spend: number(source.monthly_spend),
		plan: text(source.plan) ?? text(record(source.plan).name),
		created_at: number(source.created_at) ?? 0,
		updated_at: number(source.updated_at) ?? 0,
		custom_attributes: readAttributes(source.custom_attributes),
		tags: readList(source.tags, readNamed) ?? [],
	};
}

function readNamed(value: unknown): NamedRecord | null {
	const { id, name } = record(value);
	const known = text(name);
	return known === null ? null : { id: text(id) ?? '', name: known };
}

function readOwner(value: unknown): Profile['owner'] {
	const { id, name, email } = record(value);
	return text(id) === null ? null : { id: text(id) ?? '', name: text(name) ?? '', email: text(email) ?? '' };
}

function readConversations(value: unknown): ConversationSummary | null {
	const { count, last } = record(value);
	if (number(count) === null) return null;
	const latest = record(last);
	const id = text(latest.id);
	if (id === null) return { count: number(count) ?? 0, last: null };
	const words = { state: text(latest.state) ?? '', subject: text(latest.subject) ?? '', url: text(latest.url) ?? '' };
	return { count: number(count) ?? 0, last: { id, ...words, updated_at: number(latest.updated_at) ?? 0 } };
}

function readReference(value: unknown): XeroReference | null {
	const source = record(value);
	const id = text(source.xero_contact_id);
	if (id === null) return null;
	return {
		xero_contact_id: id,
		xero_contact_url: text(source.xero_contact_url),
		xero_organisation_id: text(source.xero_organisation_id),
	};
}

function readAttributes(value: unknown): CustomAttributes {
	const attributes: CustomAttributes = {};
	for (const [name, item] of Object.entries(record(value))) {
		// Defined and not assigned: an attribute may be called `__proto__`.
		if (isPlain(item)) Object.defineProperty(attributes, name, { value: item, enumerable: true, writable: true, configurable: true });
	}
	return attributes;
}

function isPlain(item: unknown): item is CustomAttributes[string] {
	return item === null || typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean';
}

/** null means "not read" and stays so; entries that cannot be read are left out. */
function readList<T>(value: unknown, read: (entry: unknown) => T | null): T[] | null {
	if (!Array.isArray(value)) return null;
	const entries: T[] = [];
	for (const entry of value) {
		const known = read(entry);
		if (known !== null) entries.push(known);
	}
	return entries;
}

const record = (value: unknown) => (isRecord(value) ? value : {});
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Text, or a number as text (ids); blank text is none. */
function text(value: unknown): string | null {
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	return typeof value === 'string' && value.trim() !== '' ? value : null;
}

function number(value: unknown): number | null {
	return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
