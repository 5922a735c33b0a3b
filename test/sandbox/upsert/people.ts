import type { Profile } from '../../../lib/intercom/profile/profile';
import { mapContactToPerson } from '../../../lib/mapping/person/person';
import type { MappedRecord } from '../../../lib/sync/record/record';

let lastId = 0;

/** An Intercom id nobody has used yet. */
export function intercomId(): string {
	return `6961d4041c1e12de4c54${(++lastId).toString(16).padStart(4, '0')}`;
}

export interface Person {
	id?: string;
	name?: string | null;
	email?: string | null;
	phone?: string | null;
	role?: 'user' | 'lead';
	previousIds?: string[];
	createdAt?: number;
	updatedAt?: number;
	company?: string;
	reference?: { contactId: string; organisationId: string };
}

/** An Intercom contact as Get Profile emits it. */
export function profileOf(person: Person): Profile {
	const { reference } = person;
	return {
		contact: {
			id: person.id ?? intercomId(),
			role: person.role ?? 'user',
			external_id: null,
			email: person.email === undefined ? 'jane@example.com' : person.email,
			phone: person.phone ?? null,
			name: person.name === undefined ? 'Jane Doe' : person.name,
			owner_id: null,
			unsubscribed_from_emails: false,
			has_hard_bounced: false,
			created_at: person.createdAt ?? 1_700_000_000,
			updated_at: person.updatedAt ?? 1_760_000_000,
			signed_up_at: null,
			last_seen_at: null,
			last_replied_at: null,
			last_contacted_at: null,
			location: { city: null, region: null, country: null, country_code: null },
			custom_attributes: {},
		},
		previousIds: person.previousIds ?? [],
		companies: person.company === undefined ? [] : [company(person.company)],
		tags: [],
		segments: [],
		owner: null,
		conversations: null,
		xeroReference: reference
			? { xero_contact_id: reference.contactId, xero_contact_url: null, xero_organisation_id: reference.organisationId }
			: null,
		workspaceId: 'abc123def',
	};
}

function company(name: string): NonNullable<Profile['companies']>[number] {
	const empty = { website: null, industry: null, size: null, monthly_spend: null, plan: null };
	return { id: intercomId(), company_id: name, name, ...empty, created_at: 1, updated_at: 1, custom_attributes: {}, tags: [] };
}

/** The mapped record of a person, everyone synced, Australian phones. */
export function recordOf(person: Person): MappedRecord {
	const result = mapContactToPerson(profileOf(person), {
		mapping: { kind: 'recommended', preset: 'person', phoneSlot: 'DEFAULT' },
		syncWhom: { who: 'everyone' },
		rules: {},
		defaultCountry: 'AU',
		unreadablePhone: 'reject',
	});
	if (result.kind !== 'mapped') throw new Error(result.message);
	return result.record;
}
