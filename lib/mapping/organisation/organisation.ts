import { isSwitchedOff } from '../../intercom/attributes/customAttributes';
import type { IntercomCompany, Profile } from '../../intercom/profile/profile';
import type { FieldRule, MappedField, MappedRecord } from '../../sync/record/record';
import { taxKey } from '../../xero/contact/taxNumber';
import { checkContact, checkContactNumber } from '../rules/checks';
import { emailKey } from '../values/email';
import { rulesFor } from '../rules/fieldTable';
import { fingerprintOf } from '../fingerprint';
import { organisationGroups } from '../rules/groups';
import { organisationNotes } from '../rules/notes';
import { chooseCompany, type SeveralCompanies } from './chooseCompany';
import { domainKey, organisationDraft, type OrganisationDraft, type OrganisationSettings } from './organisationDraft';
import type { PersonResult, Rejected, Skipped } from '../person/person';
import { shown, type Problem } from '../rules/problem';
import { withoutUnusable } from '../rules/sideFields';
import { whetherToSync, type SyncWhom } from '../rules/syncWhom';

export type { OrganisationSettings } from './organisationDraft';

export interface ContactToOrganisationSettings extends OrganisationSettings {
	syncWhom: SyncWhom;
	severalCompanies: SeveralCompanies;
}

/** Fields that the accountant may have filled better than a CRM. */
const ONLY_IF_EMPTY: readonly MappedField[] = ['EmailAddress', 'FirstName', 'LastName', 'CompanyNumber'];

/**
 * Maps one Intercom company to a Xero contact that is an organisation. The result has passed every limit Xero documents,
 * or says field, rule and value. The same company and settings give the same result. Pure, never throws.
 */
export function mapCompanyToOrganisation(company: IntercomCompany, settings: OrganisationSettings): PersonResult {
	if (isSwitchedOff(company.custom_attributes)) return skipped(company.id, 'switchedOff', 'xero_company_sync of the company is off.');
	return mapped(company, null, settings);
}

/**
 * Maps the company of an Intercom contact to a Xero contact that is an organisation, the contact among its people.
 * Several companies are settled by the user's choice; leads never speak for a company. Pure, never throws.
 */
export function mapContactToOrganisation(profile: Profile, settings: ContactToOrganisationSettings): PersonResult {
	const { contact } = profile;
	const decision = whetherToSync(profile, settings.syncWhom);
	if (decision.kind === 'skip') return skipped(contact.id, decision.reason, decision.message);
	if (decision.kind === 'undecided') return rejected(subjectOf(profile), [decision.problem]);
	if (contact.role === 'lead') return skipped(contact.id, 'lead', 'The contact is a lead, and nobody vouches that a lead is of the company.');
	const choice = chooseCompany(profile.companies, settings.severalCompanies);
	if (choice.kind === 'none') return skipped(contact.id, choice.reason, choice.message);
	if (choice.kind === 'rejected') return rejected(subjectOf(profile), [choice.problem]);
	return mapped(choice.company, profile, settings);
}

function mapped(company: IntercomCompany, profile: Profile | null, settings: OrganisationSettings): PersonResult {
	const whole = organisationDraft(company, profile, settings);
	const found = checkContact(whole.contact).filter(({ rule }) => rule !== 'required');
	const draft = withoutUnusable(whole, found, settings);
	const problems = [...draft.problems, ...checkContactNumber(company.id)].map(ofCompany);
	if (problems.length > 0) return rejected({ id: company.id, name: company.name ?? '', email: draft.contact.EmailAddress ?? '' }, problems);
	return { kind: 'mapped', record: recordOf(company, profile, draft, settings) };
}

/** The checks speak of contacts; here what is wrong stands on the company. */
function ofCompany(problem: Problem): Problem {
	return { ...problem, fix: problem.fix.replace('of the contact in Intercom', 'of the company in Intercom') };
}

function recordOf(company: IntercomCompany, profile: Profile | null, draft: OrganisationDraft, settings: OrganisationSettings): MappedRecord {
	const xero = draft.contact;
	const groups = settings.groups === undefined ? { record: { groups: [] }, remarks: [] } : organisationGroups(company, settings.groups);
	const notes = organisationNotes(company, settings.notes);
	const remarks = [...draft.remarks, ...groups.remarks];
	return {
		intercomId: company.id,
		previousIds: [],
		role: 'company',
		kind: 'organisation',
		xero,
		...groups.record,
		...notes.record,
		...(remarks.length > 0 && { remarks }),
		...(profile !== null && { staff: { intercomId: profile.contact.id, updatedAt: profile.contact.updated_at } }),
		rules: rulesOf(Object.keys(xero) as MappedField[], settings.rules),
		match: matchOf(company, xero, settings),
		// The company's own times: two people of a company say nothing about which state of it is newer.
		source: { createdAt: company.created_at, updatedAt: company.updated_at, ...(profile?.readAt !== undefined && { readAt: profile.readAt }) },
		fingerprint: fingerprintOf({ xero, ...groups.record, ...notes.record, notes: notes.lasting }),
	};
}

function rulesOf(fields: MappedField[], chosen: OrganisationSettings['rules']): Partial<Record<MappedField, FieldRule>> {
	const careful = Object.fromEntries(ONLY_IF_EMPTY.map((field) => [field, { update: 'ifEmpty', clear: false }]));
	return rulesFor(fields, { ...(careful as typeof chosen), ...chosen });
}

/** The keys of the search; a key without a value is absent. The domain is the website's, never that of a mailbox. */
function matchOf(company: IntercomCompany, xero: MappedRecord['xero'], settings: OrganisationSettings): MappedRecord['match'] {
	const email = emailKey(xero.EmailAddress);
	const taxNumber = taxKey(xero.TaxNumber ?? '');
	const domain = domainKey(company, settings);
	const { xero_contact_id: contactId, xero_organisation_id: organisationId } = company.custom_attributes;
	return {
		...(typeof contactId === 'string' && contactId.trim() !== '' && { contactId: contactId.trim() }),
		...(typeof organisationId === 'string' && organisationId.trim() !== '' && { organisationId: organisationId.trim() }),
		contactNumber: company.id,
		...(email !== '' && { email }),
		...(taxNumber !== '' && { taxNumber }),
		...(domain !== '' && { domain }),
		name: xero.Name ?? '',
	};
}

function subjectOf({ contact }: Profile): Rejected['contact'] {
	return { id: contact.id, name: contact.name ?? '', email: contact.email ?? '' };
}

function skipped(intercomId: string, reason: Skipped['reason'], message: string): Skipped {
	return { kind: 'skipped', intercomId, reason, message };
}

function rejected(subject: Rejected['contact'], problems: Problem[]): Rejected {
	const contact = { id: shown(subject.id), name: shown(subject.name), email: shown(subject.email) };
	const sentences = problems.map(({ message, fix }) => `${message}. ${fix}`);
	return {
		kind: 'rejected',
		intercomId: subject.id,
		reason: problems[0]?.rule ?? 'unknown',
		message: `${contact.name || contact.email || 'Company'} (Intercom id ${contact.id}) was not mapped. ${sentences.join(' ')}`,
		problems,
		contact,
	};
}
