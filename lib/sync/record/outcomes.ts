import type { Failure } from '../../http/failure';
import type { WritableContact, XeroContact } from '../../xero/contact';
import { xeroTime } from '../../xero/contactDirectory';
import { isGivenName } from './givenName';
import type { Change, CandidateLink, Outcome, ReviewReason } from './outcome';
import type { MappedRecord } from './record';
import type { Told } from './told';

/** What happened and what a person can do about it, for every reason a record waits. */
export const REVIEW_TEXTS: Record<ReviewReason, { message: string; nextStep: string }> = {
	unverified: {
		message: 'A lead gave an email that belongs to a Xero contact. Anybody can type an email, so nothing was changed.',
		nextStep:
			'If the lead is this customer, set xero_contact_id and xero_organisation_id on the lead in Intercom; otherwise set xero_sync to off.',
	},
	duplicateInIntercom: {
		message: 'Another Intercom record has the same email (or, for companies, ABN or domain) and is already this Xero contact.',
		nextStep: 'Merge the two records in Intercom, or correct the email of one of them.',
	},
	ambiguous: {
		message: 'Several Xero contacts fit this record.',
		nextStep: 'Merge them in Xero, or set xero_contact_id and xero_organisation_id on the Intercom record to the right one.',
	},
	archived: {
		message: 'The Xero contact that fits this record is archived, and Xero does not let it be changed by the API.',
		nextStep: 'Restore the contact in Xero, or set xero_contact_id on the Intercom record to another one.',
	},
	numberOfAnotherSystem: {
		message: 'The Xero contact with this email carries the number (Contact Code) of another system.',
		nextStep:
			'If both systems may share the contact, choose "Use the contact, keep its number" in the options of the Xero Contact Upsert node.',
	},
	keysDisagree: {
		message:
			'The keys disagree: the stored Xero reference belongs to another Intercom record, or the contact with this email is a person or has another ABN or website.',
		nextStep: 'Correct or empty xero_contact_id on the Intercom record; for a company, correct its ABN, website or billing email.',
	},
	sameDomain: {
		message:
			'A Xero contact or another Intercom company has the same website or email domain, and its name does not settle whether it is this company: branches of a chain share a domain.',
		nextStep:
			'If it is this company, set xero_contact_id and xero_organisation_id on the Intercom record. If it is another one, set the domain attribute of the company (domain, or what the mapper names) to "none": the company then gets a contact of its own.',
	},
	recordGone: {
		message: 'The Xero contact that fits this record carries the number of an Intercom record that is gone.',
		nextStep:
			'If it is this customer, set xero_contact_id and xero_organisation_id on the Intercom record: the contact then takes its number. Where all of Intercom was imported anew, set the option "Contacts of Records That Are Gone" of the Xero Contact Upsert node to "Take Them Over".',
	},
	nameTaken: {
		message: 'Another active Xero contact has the same name.',
		nextStep: 'Change one of the names, or let the node add a suffix (option "When the name is taken").',
	},
	changedInXero: {
		message: 'The contact was changed in Xero since the last sync.',
		nextStep: 'Compare the two and correct the wrong one.',
	},
	massChange: {
		message: 'This run would change an unusual number of contacts.',
		nextStep:
			'Look at the changes. If they are right, set the option "Unusually Many Changes" of the node to "Write Them" and run it again.',
	},
	accountNotOurs: {
		message: 'The chart of accounts has an entry with this code or name that this sync did not make, so nothing was written.',
		nextStep: 'Choose another code or name, or rename that entry in Xero if it is not used any more.',
	},
};

/** Where a person opens the contact in Xero. */
export function contactUrl(contactId: string): string {
	return `https://go.xero.com/Contacts/View/${contactId}`;
}

export interface SyncedFacts {
	outcome: 'created' | 'updated' | 'unchanged' | 'linked';
	reason: string;
	organisationId: string;
	xeroContactId: string;
	xeroUpdatedAt: number;
	/** The contact as the run saw it last. */
	contact?: XeroContact;
	changes?: Change[];
	tell?: readonly Told[];
	requestIds?: string[];
	notes?: string[];
}

export function synced(record: MappedRecord, facts: SyncedFacts): Outcome {
	return {
		outcome: facts.outcome,
		reason: facts.reason,
		intercomId: record.intercomId,
		xeroContactId: facts.xeroContactId,
		xeroContactUrl: contactUrl(facts.xeroContactId),
		organisationId: facts.organisationId,
		changes: facts.changes ?? [],
		...(facts.tell?.length && { tell: [...facts.tell] }),
		fingerprint: record.fingerprint,
		sourceUpdatedAt: record.source.updatedAt,
		xeroUpdatedAt: facts.xeroUpdatedAt,
		...(facts.contact && { values: mappedValues(record, facts.contact) }),
		requestIds: facts.requestIds ?? [],
		notes: facts.notes ?? [],
	};
}

/** The contact's values in the fields that the record maps, in the slots it maps; a Name that was kept is not ours. */
function mappedValues(record: MappedRecord, contact: XeroContact): WritableContact {
	const { xero } = record;
	const fields = (Object.keys(xero) as (keyof WritableContact)[]).filter((field) => contact[field] !== undefined);
	const values: WritableContact = Object.fromEntries(fields.map((field) => [field, contact[field]]));
	if (!isGivenName(record, contact)) delete values.Name;
	if (values.Phones) values.Phones = values.Phones.filter(({ PhoneType }) => xero.Phones?.some((one) => one.PhoneType === PhoneType));
	if (values.Addresses) {
		values.Addresses = values.Addresses.filter(({ AddressType }) => xero.Addresses?.some((one) => one.AddressType === AddressType));
	}
	return values;
}

export function review(
	record: MappedRecord,
	because: ReviewReason,
	candidates: readonly XeroContact[],
	facts: { notes?: string[]; changes?: Change[]; requestIds?: string[] } = {},
): Outcome {
	const text = REVIEW_TEXTS[because];
	return {
		outcome: 'review',
		reason: because,
		intercomId: record.intercomId,
		message: `${text.message} Intercom record: ${record.match.name} (${record.intercomId}).`,
		nextStep: record.kind === 'organisation' ? withCompanyNames(text.nextStep) : text.nextStep,
		candidates: candidates.map(candidateLink),
		changes: facts.changes ?? [],
		requestIds: facts.requestIds ?? [],
		notes: facts.notes ?? [],
	};
}

/** On companies the attributes have names of their own, because Intercom allows a name once over people and companies. */
function withCompanyNames(text: string): string {
	return text.replace(/\bxero_(contact_id|organisation_id|sync)\b/g, 'xero_company_$1').replace('on the Intercom record', 'on the Intercom company');
}

export function failed(intercomId: string, failure: Failure, attempts: number, requestIds: string[] = []): Extract<Outcome, { outcome: 'failed' }> {
	const ids = failure.requestId && !requestIds.includes(failure.requestId) ? [...requestIds, failure.requestId] : requestIds;
	return { outcome: 'failed', reason: failure.reason, intercomId, failure, attempts, requestIds: ids, notes: [] };
}

/** The contact as a person chooses it. */
export function candidateLink(contact: XeroContact): CandidateLink {
	return {
		xeroContactId: contact.ContactID,
		name: contact.Name ?? '',
		email: contact.EmailAddress ?? '',
		status: contact.ContactStatus ?? 'ACTIVE',
		url: contactUrl(contact.ContactID),
	};
}

/** Epoch ms of the contact's last change, as Xero states it. */
export function updatedAtOf(contact: XeroContact): number {
	return xeroTime(contact.UpdatedDateUTC);
}
