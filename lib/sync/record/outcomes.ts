import type { Failure } from '../../http/failure';
import { pageBeside } from '../../intercom/api/hosts';
import type { XeroContact } from '../../xero/contact/contact';
import { xeroTime } from '../../xero/contact/xeroTime';
import { contactUrl } from '../../xero/contact/contactId';
import { agreementOn } from './agreement';
import { tellingCreated, type ContactBody } from './createdFields';
import type { Change, CandidateLink, Outcome, ReviewReason } from './outcome';
import type { MappedRecord } from './record';
import { reviewText, type ReviewCause } from './reviewTexts';
import type { Told } from './told';
import { named } from './named';

export interface SyncedFacts {
	outcome: 'created' | 'updated' | 'unchanged' | 'linked';
	reason: string;
	organisationId: string;
	xeroContactId: string;
	xeroUpdatedAt: number;
	/** The contact as the run saw it last. */
	contact?: XeroContact;
	changes?: Change[];
	/** What was sent to make the contact, in place of `changes`. */
	created?: ContactBody;
	tell?: readonly Told[];
	/** Fields in which a change made in Xero stays. */
	kept?: readonly string[];
	requestIds?: string[];
	notes?: string[];
}

export function synced(record: MappedRecord, facts: SyncedFacts): Outcome {
	const agreed = facts.contact && agreementOn(record, facts.contact, facts.kept);
	const outcome = {
		outcome: facts.outcome,
		reason: facts.reason,
		intercomId: record.intercomId,
		xeroContactId: facts.xeroContactId,
		xeroContactUrl: facts.xeroContactId === '' ? '' : contactUrl(facts.xeroContactId),
		organisationId: facts.organisationId,
		...(facts.tell?.length && { tell: [...facts.tell] }),
		fingerprint: record.fingerprint,
		sourceUpdatedAt: record.source.updatedAt,
		xeroUpdatedAt: facts.xeroUpdatedAt,
		...(agreed && { values: agreed.values }),
		...(agreed?.owesIntercom && facts.reason !== 'olderThanLastWritten' && { owesIntercom: true as const }),
		requestIds: facts.requestIds ?? [],
		notes: facts.notes ?? [],
	};
	return facts.created ? tellingCreated(outcome, facts.created) : { ...outcome, changes: facts.changes ?? [] };
}

export interface ReviewFacts {
	/** The way in which the reason came about, where it has several. */
	cause?: ReviewCause;
	/** Another Intercom record that the question is about. */
	otherIntercomId?: string;
	notes?: string[];
	changes?: Change[];
	requestIds?: string[];
	/** What it is about, in words of its own. */
	about?: string;
}

export function review(record: MappedRecord, because: ReviewReason, candidates: readonly XeroContact[], facts: ReviewFacts = {}): Outcome {
	const { cause = because, otherIntercomId, notes = [], changes = [], requestIds = [], about = '' } = facts;
	const { message, nextStep } = reviewText(cause, record.kind);
	const page = record.kind === 'organisation' ? 'companies' : 'users';
	const otherIntercomUrl = otherIntercomId === undefined ? '' : pageBeside(record.url, page, otherIntercomId);
	const other = otherIntercomId === undefined ? '' : ` The other Intercom record: ${[otherIntercomId, otherIntercomUrl].filter(Boolean).join(', ')}.`;
	return {
		outcome: 'review',
		reason: because,
		intercomId: record.intercomId,
		message: `${[message, about].filter(Boolean).join(' ')} Intercom record: ${named(record)}.${other}`,
		nextStep,
		candidates: candidates.map(candidateLink),
		...(otherIntercomId !== undefined && { otherIntercomId }),
		...(otherIntercomUrl !== '' && { otherIntercomUrl }),
		changes,
		requestIds,
		notes,
	};
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
