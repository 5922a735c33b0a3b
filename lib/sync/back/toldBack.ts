import type { WritableContact } from '../../xero/contact/contact';
import type { BackItem } from './backItem';
import type { BackOutcome } from './backOutcome';
import { reviewBack, type BackReview } from './backReview';
import { shownOf, type Read } from './changedMeanwhile';
import { heldCompany, heldContact, type HeldRecord } from './heldRecord';

/** Pure. */
export function heldOf(read: Read, organisationId: string): HeldRecord {
	return read.kind === 'contact' ? heldContact(read.read.contact, organisationId) : heldCompany(read.company, organisationId);
}

/** The state that was merged, which tells the ledger whether Intercom holds news that nobody looked at yet. */
export function shownBoth(read: Read): { shown?: string; shownBefore?: string } {
	const { shown } = shownOf(read);
	return shown === undefined ? {} : { shown, shownBefore: shown };
}

/** What is known of the Intercom record. */
export interface Known {
	intercomId: string;
	intercomUpdatedAt?: number;
	owesXero?: boolean;
	values?: WritableContact;
	notes?: string[];
	shown?: string;
	shownBefore?: string;
	madeOfIt?: true;
}

export type SyncedBack = Extract<BackOutcome, { outcome: 'created' | 'updated' | 'unchanged' }>;

/** It stays as it is in Intercom, or what was done is still to be said. Pure. */
export function left({ back, lastSync }: BackItem, reason: string, { intercomUpdatedAt = lastSync?.sourceUpdatedAt ?? 0, owesXero = false, values = lastSync?.values ?? {}, notes = [], ...known }: Known): SyncedBack {
	const { xeroContactId, xeroContactUrl, organisationId, xeroUpdatedAt } = back;
	return { outcome: 'unchanged', reason, xeroContactId, xeroContactUrl, organisationId, xeroUpdatedAt, values, intercomUpdatedAt, owesXero, notes, changes: [], requestIds: [], ...known };
}

/** A person is asked. Pure. */
export function review({ back }: BackItem, intercomId: string, asked: BackReview): BackOutcome {
	const { xeroContactId, xeroContactUrl, organisationId } = back;
	return { outcome: 'review', intercomId, xeroContactId, xeroContactUrl, organisationId, requestIds: [], notes: back.remarks, ...reviewBack(back, intercomId, asked) };
}
