import { isRecord } from '../../http/isRecord';
import { bothWaysFrom } from '../../ledger/bothWays';
import type { BackRecord, BackValues } from '../../sync/record/backRecord';
import type { XeroContact } from '../../xero/contact/contact';
import { xeroTime } from '../../xero/contact/xeroTime';
import { contactFrom } from '../../xero/contact/contactFrom';
import { contactUrl } from '../../xero/contact/contactId';
import { cleanText } from '../values/cleanText';
import { shown } from '../rules/problem';
import { agreedAttributes, assigned, type Assignment } from './assignments';
import type { NamesPreset } from './backName';
import { backPhone, chosenSlot, type BackPhoneSlot } from './backPhone';
import { checkValues, type BackProblem } from './problems';
import { agreedValues, recommendedBack, type ReadableContact, type RecommendedBackSettings } from './recommendedBack';
import { sourcesOf } from './sources';
import { whyNotCreated, type NotCreated } from './whomToCreate';

/** How the panel sets the mapping back. */
export interface BackSettings {
	/** What the contact becomes; `ledger`: as the ledger has it, without one a contact. */
	kind: 'ledger' | BackRecord['kind'];
	/** ISO code of the country of numbers without one: the same as in the mapper of the other way. */
	country: string;
	names: NamesPreset;
	phoneSlot: BackPhoneSlot;
	/** The attribute of companies that holds the ABN; `''`: none. */
	abnAttribute: string;
	/** Further attributes, on top of the recommended mapping. */
	assignments: readonly Assignment[];
	/** What happens to a record with a value that Intercom would refuse. */
	unusableValue: 'reject' | 'leaveOut';
}

export type BackResult =
	| { kind: 'mapped'; record: BackRecord }
	| { kind: 'rejected'; xeroContactId: string; reason: string; message: string; problems: BackProblem[]; contact: { id: string; name: string; email: string } }
	| { kind: 'skipped'; xeroContactId: string; reason: BackSkipReason; message: string };

export type BackSkipReason = 'neverSync' | 'staffOfOrganisation' | NotCreated;

const SKIPPED: Readonly<Record<BackSkipReason, string>> = {
	neverSync: 'A person decided never to sync it.',
	staffOfOrganisation: 'The Intercom contact is one of the people of this organisation; what the organisation is called says nothing about its people.',
	createsNobody: 'Nobody in Intercom is this contact, and none is created there.',
	notChosen: 'Nobody in Intercom is this contact, and it is none of those that were chosen to become users.',
	notActive: 'Nobody in Intercom is this contact, and it is not active in Xero.',
	noEmailAndNoPhone: 'Nobody in Intercom is this contact, and it has neither email nor phone.',
};

/**
 * Maps one Xero contact to what goes to Intercom: the recommended fields, the assigned attributes, and what the ledger
 * remembers of them. Checked against Intercom's limits: what breaks one is left out with a remark, or the record is rejected with field,
 * rule and value; a name that is too long and a faulty assignment always are. Of a contact that was erased nothing flows. The same contact and settings give the same result. Pure, never throws.
 * @param ledger as an item carries it, see docs/contracts.md; null: none
 */
export function backRecord(contact: XeroContact, ledger: Readonly<Record<string, unknown>> | null, organisationId: string, settings: BackSettings): BackResult {
	const xeroContactId = contact.ContactID;
	const remembered = rememberedIn(ledger);
	const how = recommendedSettings(contact, remembered, ledger, settings);
	const skip = skipReason(ledger) ?? newReason(contact, ledger, how);
	if (skip !== null) return { kind: 'skipped', xeroContactId, reason: skip, message: SKIPPED[skip] };
	const isErased = contact.ContactStatus === 'GDPRREQUEST';
	const { values, problems } = isErased ? { values: {}, problems: [] } : valuesOf(contact, how, settings);
	const isLeftOut = ({ field, rule }: BackProblem) => settings.unusableValue === 'leaveOut' && field !== 'name' && !FAULTS_OF_THE_MAPPING.has(rule);
	const held = problems.filter((problem) => !isLeftOut(problem));
	if (held.length > 0) return rejected(contact, held);
	const remarks = isErased ? ['The contact was erased in Xero, so nothing of it is mapped.'] : problems.map(({ message }) => `${message}, so it was left out.`);
	return {
		kind: 'mapped',
		record: {
			kind: how.kind, ...identityOf(contact, organisationId, ledger), values: withoutFields(values, problems),
			...(remembered !== null && { base: baseOf(remembered, contact, how, settings) }),
			sources: isErased ? {} : sourcesOf(contact, remembered ?? {}, how), country: how.country, remarks,
		},
	};
}

/** Such a problem is of every record, and only the panel can mend it. */
const FAULTS_OF_THE_MAPPING: ReadonlySet<string> = new Set(['fieldUnknown', 'attributeName', 'attributeOfTheSync']);

function skipReason(ledger: Readonly<Record<string, unknown>> | null): BackSkipReason | null {
	if (ledger === null) return null;
	if (isRecord(ledger.decision) && ledger.decision.do === 'never') return 'neverSync';
	return ledger.kind === 'contact' && ledger.billTo === 'company' ? 'staffOfOrganisation' : null;
}

/** Of one that nobody in Intercom is bound to. */
function newReason(contact: XeroContact, ledger: Readonly<Record<string, unknown>> | null, { slot, country }: RecommendedBackSettings): NotCreated | null {
	if (ledger?.kind !== 'xeroContact') return null;
	return whyNotCreated(contact, bothWaysFrom(ledger.bothWays)?.creation ?? null, backPhone(contact.Phones ?? [], slot, country));
}

function rememberedIn(ledger: Readonly<Record<string, unknown>> | null): ReadableContact | null {
	const lastSync = ledger?.lastSync;
	return isRecord(lastSync) && isRecord(lastSync.values) ? contactFrom(lastSync.values) : null;
}

function recommendedSettings(contact: XeroContact, remembered: ReadableContact | null, ledger: Readonly<Record<string, unknown>> | null, settings: BackSettings): RecommendedBackSettings {
	const { kind, country, names, phoneSlot, abnAttribute } = settings;
	const ofLedger = ledger?.kind === 'company' ? 'company' : 'contact';
	return {
		kind: kind === 'ledger' ? ofLedger : kind, country: country.trim().toUpperCase(), names, abnAttribute,
		slot: chosenSlot(phoneSlot, contact.Phones ?? [], remembered?.Phones),
		intercomId: typeof ledger?.id === 'string' && ledger.kind !== 'xeroContact' ? ledger.id : (contact.ContactNumber ?? ''),
	};
}

function valuesOf(contact: XeroContact, how: RecommendedBackSettings, { assignments }: BackSettings): { values: BackValues; problems: BackProblem[] } {
	const recommended = recommendedBack(contact, how);
	const extra = assigned(contact, assignments, how.country);
	const attributes = { ...recommended.custom_attributes, ...extra.attributes };
	const values = { ...recommended, ...(Object.keys(attributes).length > 0 && { custom_attributes: attributes }) };
	return { values, problems: [...checkValues(values), ...extra.problems] };
}

function baseOf(remembered: ReadableContact, contact: XeroContact, how: RecommendedBackSettings, { assignments }: BackSettings): BackValues {
	const recommended = agreedValues(remembered, contact, how);
	const attributes = { ...recommended.custom_attributes, ...agreedAttributes(remembered, assignments, how.country) };
	return { ...recommended, ...(Object.keys(attributes).length > 0 && { custom_attributes: attributes }) };
}

function withoutFields(values: BackValues, problems: readonly BackProblem[]): BackValues {
	return Object.fromEntries(Object.entries(values).filter(([field]) => !problems.some((problem) => problem.field === field)));
}

type Identity = Omit<BackRecord, 'kind' | 'values' | 'base' | 'sources' | 'country' | 'remarks'>;

function identityOf(contact: XeroContact, organisationId: string, ledger: Readonly<Record<string, unknown>> | null): Identity {
	const { ContactID, ContactNumber = '', ContactStatus = 'ACTIVE', EmailAddress = '', Name = '', MergedToContactID = '', UpdatedDateUTC } = contact;
	const ofLedger = typeof ledger?.organisationId === 'string' ? ledger.organisationId : '';
	return {
		xeroContactId: ContactID, xeroContactUrl: contactUrl(ContactID), organisationId: organisationId || ofLedger, shownName: cleanText(Name), contactNumber: ContactNumber.trim(), email: cleanText(EmailAddress),
		// A status that nobody knows yet counts as not active.
		status: ContactStatus === 'ACTIVE' || ContactStatus === 'GDPRREQUEST' ? ContactStatus : 'ARCHIVED',
		...(MergedToContactID !== '' && ContactStatus !== 'ACTIVE' && { mergedTo: MergedToContactID.toLowerCase() }), xeroUpdatedAt: xeroTime(UpdatedDateUTC),
	};
}

function rejected(contact: XeroContact, problems: BackProblem[]): BackResult {
	const { ContactID, Name = '', EmailAddress = '' } = contact;
	const label = `${shown(Name) || shown(EmailAddress) || 'The contact'} (Xero contact ${ContactID})`;
	return {
		kind: 'rejected', xeroContactId: ContactID, reason: problems[0]?.rule ?? 'unknown', message: `${label} was not mapped. ${problems.map(({ message, fix }) => `${message}. ${fix}`).join(' ')}`,
		problems, contact: { id: ContactID, name: shown(Name), email: shown(EmailAddress) },
	};
}
