import { isContactId } from '../../xero/contact/contactId';
import type { Binding } from '../rows/facts';
import type { ReviewRow } from '../rows/review';
import type { SubjectKind } from '../rows/subject';
import { intercomUrl, vendorUrl, xeroUrl } from './links';
import { iso } from './words';

/** A record that waits for a person, with what that person needs. */
export interface ReviewView {
	kind: SubjectKind;
	id: string;
	/** Of the state shown: a decision about another one is refused. */
	revision: number;
	/** As it would be written to Xero; '' where nobody knows. */
	name: string;
	email: string;
	reason: string;
	message: string;
	nextStep: string;
	since: string;
	intercomUrl: string;
	candidates: CandidateView[];
	/** Names of fields that would change; values where the audit log shows them. */
	changes: ReviewRow['changes'];
}

export interface CandidateView {
	xeroContactId: string;
	name: string;
	email: string;
	status: string;
	xeroUrl: string;
}

/** A review as the report shows it. Pure. */
export function reviewView(row: ReviewRow, binding: Binding | null): ReviewView {
	const { kind, id, revision, who, reason, message, nextStep, since, candidates, changes } = row;
	return {
		kind, id, revision, name: who?.name ?? '', email: who?.email ?? '', reason, message, nextStep, since: iso(since), intercomUrl: intercomUrl(binding, row) || vendorUrl(row.intercomUrl), changes,
		candidates: candidates.map(({ xeroContactId, name, email, status, url }) => ({ xeroContactId: isContactId(xeroContactId) ? xeroContactId : '', name, email, status, xeroUrl: xeroUrl(binding, xeroContactId) || vendorUrl(url) })),
	};
}
