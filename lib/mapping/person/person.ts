import type { Profile } from '../../intercom/profile/profile';
import type { FieldRule, MappedField, MappedRecord } from '../../sync/record/record';
import { taxKey } from '../../xero/contact/taxNumber';
import { withAttributes, type AttributeField } from '../values/attributeFields';
import { checkContact, checkContactNumber } from '../rules/checks';
import { customContact, type CustomValues } from '../rules/custom';
import { companyName, type Draft, type DraftSettings } from '../rules/draft';
import { emailKey, readEmail } from '../values/email';
import { rulesFor } from '../rules/fieldTable';
import { fingerprintOf } from '../fingerprint';
import { personGroups, type GroupDraft, type GroupSettings } from '../rules/groups';
import { personNotes, type NoteDraft, type NoteSettings } from '../rules/notes';
import { shown, type Problem } from '../rules/problem';
import { recommendedContact, type RecommendedSettings } from '../rules/recommended';
import { withoutUnusable } from '../rules/sideFields';
import { whetherToSync, type SkipReason, type SyncWhom } from '../rules/syncWhom';

export type PersonMapping =
	| ({ kind: 'recommended' } & Pick<RecommendedSettings, 'preset' | 'phoneSlot'>)
	| { kind: 'custom'; values: CustomValues };

export interface PersonSettings extends DraftSettings {
	mapping: PersonMapping;
	syncWhom: SyncWhom;
	/** The user's rules; fields without one follow the field table. */
	rules: Readonly<Partial<Record<MappedField, FieldRule>>>;
	/** Custom attributes that fill further fields, on top of either mapping. */
	attributes?: readonly AttributeField[];
	/** Absent: neither groups nor owner. */
	groups?: GroupSettings;
	/** Absent: no notes. */
	notes?: NoteSettings;
}

/** What stands beside the fields of a contact. */
interface Surroundings {
	groups: GroupDraft;
	notes: NoteDraft;
}

export interface Mapped {
	kind: 'mapped';
	record: MappedRecord;
}

/** A record that Xero would refuse or that nobody can judge; a person mends it. */
export interface Rejected {
	kind: 'rejected';
	intercomId: string;
	/** Rule of the first problem. */
	reason: string;
	/** Which contact, and every problem, in words. */
	message: string;
	problems: Problem[];
	contact: { id: string; name: string; email: string };
}

/** A record that the user does not want in Xero. */
export interface Skipped {
	kind: 'skipped';
	intercomId: string;
	reason: SkipReason;
	message: string;
}

export type PersonResult = Mapped | Rejected | Skipped;

/**
 * Maps one Intercom contact to a Xero contact that is a person. The result has passed every limit Xero documents, or
 * says field, rule and value. The same profile and settings give the same result. Pure, never throws.
 */
export function mapContactToPerson(profile: Profile, settings: PersonSettings): PersonResult {
	const decision = whetherToSync(profile, settings.syncWhom);
	if (decision.kind === 'skip') return { kind: 'skipped', intercomId: profile.contact.id, reason: decision.reason, message: decision.message };
	if (decision.kind === 'undecided') return rejected(profile, [decision.problem]);
	const mapped = draftOf(profile, settings);
	const draft = withoutUnusable(mapped, checkContact(mapped.contact), settings);
	const around: Surroundings = { groups: groupsOf(profile, settings.groups), notes: personNotes(profile, settings.notes) };
	const problems = [
		...draft.problems,
		...checkContactNumber(profile.contact.id),
		...around.groups.problems,
		...around.notes.problems,
	];
	if (problems.length > 0) return rejected(profile, problems);
	return { kind: 'mapped', record: recordOf(profile, draft, around, settings) };
}

function draftOf(profile: Profile, settings: PersonSettings): Draft {
	const { mapping, defaultCountry, unreadablePhone, attributes = [] } = settings;
	const draft =
		mapping.kind === 'custom'
			? customContact(mapping.values, profile, settings)
			: recommendedContact(profile, { ...mapping, defaultCountry, unreadablePhone });
	return attributes.length === 0 ? draft : withAttributes(draft, profile, attributes, settings);
}

function groupsOf(profile: Profile, settings: GroupSettings | undefined): GroupDraft {
	return settings === undefined ? { record: { groups: [] }, problems: [], remarks: [] } : personGroups(profile, settings);
}

function recordOf(profile: Profile, { contact: xero, remarks }: Draft, { groups, notes }: Surroundings, settings: PersonSettings): MappedRecord {
	const { contact, previousIds } = profile;
	const allRemarks = [...remarks, ...groups.remarks];
	return {
		intercomId: contact.id,
		previousIds,
		role: contact.role,
		kind: 'person',
		xero,
		...groups.record,
		...notes.record,
		...(allRemarks.length > 0 && { remarks: allRemarks }),
		rules: rulesFor(Object.keys(xero) as MappedField[], settings.rules),
		match: matchOf(profile, xero),
		source: { createdAt: contact.created_at, updatedAt: contact.updated_at, ...(profile.readAt !== undefined && { readAt: profile.readAt }) },
		fingerprint: fingerprintOf({ xero, previousIds, ...groups.record, ...notes.record, notes: notes.lasting }),
	};
}

/** The keys of the search; a key without a value is absent. A person has no domain: colleagues share it. */
function matchOf({ contact, companies, xeroReference }: Profile, xero: MappedRecord['xero']): MappedRecord['match'] {
	const email = emailKey(xero.EmailAddress ?? usableEmail(contact.email));
	const taxNumber = taxKey(xero.TaxNumber ?? '');
	const company = companyName(companies);
	return {
		...(xeroReference && { contactId: xeroReference.xero_contact_id }),
		...(xeroReference?.xero_organisation_id && { organisationId: xeroReference.xero_organisation_id }),
		contactNumber: contact.id,
		...(email !== '' && { email }),
		...(taxNumber !== '' && { taxNumber }),
		name: xero.Name ?? '',
		...(company !== '' && { company }),
	};
}

function usableEmail(email: string | null): string {
	const read = readEmail(email ?? '');
	return read.kind === 'email' ? read.value : '';
}

function rejected({ contact }: Profile, problems: Problem[]): Rejected {
	const [id, name, email] = [contact.id, contact.name ?? '', contact.email ?? ''].map(shown) as [string, string, string];
	const label = [name || email || 'Contact', `(Intercom id ${id})`].join(' ');
	const sentences = problems.map(({ message, fix }) => `${message}. ${fix}`);
	return {
		kind: 'rejected',
		intercomId: contact.id,
		reason: problems[0]?.rule ?? 'unknown',
		message: `${label} was not mapped. ${sentences.join(' ')}`,
		problems,
		contact: { id, name, email },
	};
}
