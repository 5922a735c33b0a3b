import type { ContactView } from '../../xero/directory/contactDirectory';
import type { Identity, MatchKey } from '../identity/identity';
import type { HeldBy } from '../identity/numberOwner';
import type { Outcome } from '../record/outcome';
import { review } from '../record/outcomes';
import type { MappedRecord } from '../record/record';
import { otherRecordOf, reviewCause } from './reviewCause';

/** A record about which a person is asked. */
interface Asked {
	record: MappedRecord;
	requestIds: string[];
}

const KEYS_ABOVE_EMAIL: readonly MatchKey[] = ['decision', 'reference', 'contactNumber', 'taxNumber', 'domain'];

/** Whether a key stronger than the email led to the contact. Pure. */
export function isBoundByOwnKey(identity: Identity): boolean {
	return identity.kind === 'bind' && KEYS_ABOVE_EMAIL.includes(identity.by);
}

/** A lead that shares but an email is a stranger, and no double: who merged the two would hand it the customer's record. */
export function duplicate({ record, requestIds }: Asked, identity: Identity, rival: string): Outcome {
	const candidates = identity.kind === 'bind' || identity.kind === 'wait' ? [identity.contact] : [];
	const isStranger = record.role === 'lead' && !isBoundByOwnKey(identity);
	const told = { notes: identity.notes, requestIds, otherIntercomId: rival };
	if (isStranger) return review(record, 'unverified', candidates, { ...told, cause: 'unverifiedLinked' });
	return review(record, 'duplicateInIntercom', candidates, { ...told, cause: record.kind === 'organisation' ? 'duplicateCompany' : 'duplicateInIntercom' });
}

/** What waits for a person, in the words of the way in which it came about. */
export function question({ record, requestIds }: Asked, identity: Extract<Identity, { kind: 'review' }>, view: ContactView, heldBy?: HeldBy): Outcome {
	const otherIntercomId = otherRecordOf(record, identity.candidates, view, heldBy);
	const told = { notes: identity.notes, requestIds, cause: reviewCause(record, identity, view, heldBy), ...(otherIntercomId !== undefined && { otherIntercomId }) };
	return review(record, identity.because, identity.candidates, told);
}
