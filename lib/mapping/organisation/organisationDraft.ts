import type { CustomAttributes, IntercomCompany, IntercomContact, Profile } from '../../intercom/profile/profile';
import type { FieldRule, MappedField } from '../../sync/record/record';
import type { XeroContactPerson } from '../../xero/contact/contact';
import { siteDomain } from '../../xero/contact/webDomain';
import { formatAbn, isAbn, isAcn } from './abn';
import { cleanName, cleanText } from '../values/cleanText';
import { customContact } from '../rules/custom';
import type { Draft, DraftSettings } from '../rules/draft';
import { emailKey, readEmail } from '../values/email';
import { formFields, type FormField } from '../rules/formFields';
import type { GroupSettings } from '../rules/groups';
import { companyNumberOf } from '../values/leadingZeros';
import { isNameless } from '../person/nameless';
import type { NoteSettings } from '../rules/notes';
import { splitPersonName } from '../person/personName';
import { problem, shown } from '../rules/problem';

/** Custom attributes of a company, by what they hold. Intercom companies have no such fields of their own. */
export interface CompanyAttributes {
	abn: string;
	acn: string;
	billingEmail: string;
	domain: string;
	/** Form field of the mapper (`PhoneDEFAULT`, `AddressPOBOXCity`, `DefaultCurrency`) to the attribute that fills it; those of companyFields. */
	fields: Readonly<Record<string, string>>;
}

export interface OrganisationSettings extends DraftSettings {
	attributes: CompanyAttributes;
	/** The person who gets the bills: the attribute of contacts that names a role, and the role; `''` for nobody. */
	billingRole: { attribute: string; role: string };
	/** The user's rules; fields without one follow the field table. */
	rules: Readonly<Partial<Record<MappedField, FieldRule>>>;
	/** Absent: no groups. Segments and owner are of contacts and do not count here. */
	groups?: GroupSettings;
	/** Absent: no notes. */
	notes?: NoteSettings;
}

export type OrganisationDraft = Draft;

/** Intercom gives a company that a person made this id; it means nothing to an accountant. */
const GENERATED_ID = /-qualification-company$/i;
const MAX_ACCOUNT_NUMBER_CHARS = 50;

/** The contact of a company, with what was found wrong and what was mended. Pure, never throws. */
export function organisationDraft(company: IntercomCompany, profile: Profile | null, settings: OrganisationSettings): OrganisationDraft {
	const draft: Draft = { contact: {}, problems: [], remarks: [] };
	const values = {
		Name: company.name ?? '',
		...taxNumber(company, settings, draft),
		...companyNumber(company, settings, draft),
		...accountNumber(company, draft),
		...extraValues(company, settings),
		...billing(company, profile, settings),
	};
	if (isNameless(cleanName(values.Name))) {
		const what = cleanName(values.Name) === '' ? 'The company has no name' : `"${shown(values.Name)}" is no name of a company`;
		draft.problems.push(problem('Name', 'required', values.Name, what, 'Give the company a name in Intercom.'));
	}
	const { contact, problems, remarks } = customContact(values, NOBODY, settings);
	const staff = profile === null ? [] : [personOf(profile.contact)].filter(hasContent);
	return {
		contact: { ...contact, ...(staff.length > 0 && { ContactPersons: staff }) },
		problems: [...draft.problems, ...problems],
		remarks: [...draft.remarks, ...remarks],
	};
}

/** The domain of the attribute, else of the website, `''` for neither; whether it is a key, the upsert decides. Pure. */
export function domainKey({ website, custom_attributes }: IntercomCompany, { attributes }: OrganisationSettings): string {
	const own = textOf(custom_attributes, attributes.domain);
	// A value that is no domain ("none") switches the match off for companies that share a website.
	return own === '' ? siteDomain(website ?? '') : siteDomain(own.replace(/^.*@/, ''));
}

/** Fields that come from the company's name, its people or attributes with rules of their own. */
const OWN_WAY: ReadonlySet<string> = new Set(['Name', 'FirstName', 'LastName', 'EmailAddress', 'TaxNumber', 'CompanyNumber', 'ContactPersons']);

/** Lines of the form that a custom attribute of the company may fill. Pure. */
export function companyFields(): FormField[] {
	return formFields().filter(({ id }) => !OWN_WAY.has(id));
}

function extraValues({ custom_attributes }: IntercomCompany, { attributes }: OrganisationSettings): Record<string, string> {
	const wanted = Object.entries(attributes.fields).filter(([field]) => companyFields().some(({ id }) => id === field));
	const filled = wanted.map(([field, attribute]) => [field, textOf(custom_attributes, attribute)] as const);
	return Object.fromEntries(filled.filter(([, text]) => text !== ''));
}

function taxNumber({ custom_attributes }: IntercomCompany, settings: OrganisationSettings, draft: Draft): { TaxNumber?: string } {
	const text = textOf(custom_attributes, settings.attributes.abn);
	if (text === '') return {};
	if (settings.defaultCountry !== 'AU' || isAbn(text)) return { TaxNumber: formatAbn(text) };
	refuse('TaxNumber', 'abnCheckDigits', 'ABN', text, settings, draft);
	return {};
}

function companyNumber({ custom_attributes }: IntercomCompany, settings: OrganisationSettings, draft: Draft): { CompanyNumber?: string } {
	const written = textOf(custom_attributes, settings.attributes.acn);
	if (written === '') return {};
	// The remark comes with the transform of the field, which restores the same zeros.
	const { text } = companyNumberOf(written, settings.defaultCountry);
	if (settings.defaultCountry !== 'AU' || isAcn(text)) return { CompanyNumber: written };
	refuse('CompanyNumber', 'acnCheckDigits', 'ACN', text, settings, draft);
	return {};
}

function refuse(field: MappedField, rule: string, label: string, text: string, { invalidAbn = 'leaveOut' }: OrganisationSettings, draft: Draft): void {
	const message = `"${shown(text)}" is not an ${label}`;
	if (invalidAbn === 'leaveOut') draft.remarks.push(`${message} and was left out.`);
	else draft.problems.push(problem(field, rule, text, message, `Correct the ${label} of the company in Intercom, or set Invalid ABN to Leave Out.`));
}

function accountNumber({ id, company_id: own }: IntercomCompany, draft: Draft): { AccountNumber?: string } {
	const text = cleanText(own);
	if (text === '' || text === id || GENERATED_ID.test(text)) return {};
	if (text.length <= MAX_ACCOUNT_NUMBER_CHARS) return { AccountNumber: text };
	draft.remarks.push(`Account Number: company_id is longer than ${MAX_ACCOUNT_NUMBER_CHARS} characters and was left out.`);
	return {};
}

/** Who gets the bills: the billing email of the company, else the person with the role; names only if it is that person. */
function billing(company: IntercomCompany, profile: Profile | null, settings: OrganisationSettings): Record<string, string> {
	const written = textOf(company.custom_attributes, settings.attributes.billingEmail);
	const contact = profile?.contact;
	const isBilled = contact !== undefined && (written === '' ? hasRole(contact, settings) : emailKey(contact.email) === emailKey(written));
	if (!isBilled) return written === '' ? {} : { EmailAddress: written };
	const { FirstName, LastName, EmailAddress } = personOf(contact);
	const named: Record<string, string | undefined> = { FirstName, LastName, EmailAddress: written || EmailAddress };
	return Object.fromEntries(Object.entries(named).filter((entry): entry is [string, string] => Boolean(entry[1])));
}

function hasRole(contact: IntercomContact, { billingRole: { attribute, role } }: OrganisationSettings): boolean {
	return role.trim() !== '' && textOf(contact.custom_attributes, attribute).toLowerCase() === role.trim().toLowerCase();
}

/** One of the staff; an email that Xero would refuse is left out, the company must not wait for it. */
function personOf({ name, email }: IntercomContact): XeroContactPerson {
	const { first, last } = splitPersonName(name ?? '');
	const read = readEmail(email ?? '');
	return {
		FirstName: first.slice(0, 255).trim(),
		LastName: last.slice(0, 255).trim(),
		EmailAddress: read.kind === 'email' ? read.value : '',
		IncludeInEmails: false,
	};
}

function hasContent({ FirstName, LastName, EmailAddress }: XeroContactPerson): boolean {
	return `${FirstName ?? ''}${LastName ?? ''}${EmailAddress ?? ''}` !== '';
}

/** A custom attribute as text; `''` where there is none. */
function textOf(attributes: CustomAttributes, name: string): string {
	const value = Object.hasOwn(attributes, name) ? attributes[name] : null;
	return typeof value === 'string' || typeof value === 'number' ? cleanText(String(value)) : '';
}

/** The custom mapping asks a profile for a name where the form has none; a company has no such fallback. */
const NOBODY: Profile = {
	contact: {
		id: '',
		role: 'user',
		external_id: null,
		email: null,
		phone: null,
		name: null,
		owner_id: null,
		unsubscribed_from_emails: false,
		has_hard_bounced: false,
		created_at: 0,
		updated_at: 0,
		signed_up_at: null,
		last_seen_at: null,
		last_replied_at: null,
		last_contacted_at: null,
		location: { city: null, region: null, country: null, country_code: null },
		custom_attributes: {},
	},
	previousIds: [],
	companies: [],
	tags: [],
	segments: [],
	owner: null,
	conversations: null,
	xeroReference: null,
	workspaceId: '',
};
