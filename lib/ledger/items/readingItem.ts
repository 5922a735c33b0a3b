import type { Settlement } from '../events/settlement';
import { subjectWords } from '../rows/subject';
import { aboutRecord, mustBeOf } from './about';
import type { Carried } from './carriedKey';
import { failureFields, requestIdsOf } from './failureFields';
import type { ItemReader } from './itemReader';

/** Reading it showed that it left: an item of Gone of Intercom Contacts. */
export function goneFrom(read: ItemReader, carried: Carried): Settlement {
	const id = carried.kind === 'contact' ? 'contactId' : 'companyId';
	mustBeOf(carried, read, id, read.filled(id));
	const how = read.oneOf('reason', ['merged', 'archived', 'deleted']);
	const winnerId = read.text('winnerId');
	const changedAtSeconds = read.optionalNumber('changedAtSeconds');
	return { ...aboutRecord(carried), outcome: 'gone', how, reason: how, requestIds: [], ...(winnerId !== '' && { winnerId }), ...(changedAtSeconds !== undefined && { changedAtSeconds }) };
}

/** Failures that come about before Intercom is asked: they say nothing of how it stands. See nodes/IntercomContacts. */
const NEVER_ASKED: ReadonlySet<string> = new Set(['contactIdMissing', 'contactIdInvalid', 'companyIdMissing', 'companyIdInvalid', 'unexpected', 'stopped']);

/** It could not be read: an item of Failed of Intercom Contacts. */
export function readFailureFrom(read: ItemReader, carried: Carried): Settlement {
	const failure = failureFields(read);
	return { ...aboutRecord(carried), outcome: 'failed', ...failure, vendor: NEVER_ASKED.has(failure.reason) ? 'mapping' : 'intercom', step: 'read', requestIds: requestIdsOf(read) };
}

/** It left while its reference was to be stored. Of one of a company's staff that is the company: its contact is read anew. */
export function goneBehindFrom(read: ItemReader, carried: Carried): Settlement {
	if (carried.kind === 'company' || read.has('contactId') || !read.has('companyId')) return goneFrom(read, carried);
	const message = `The company of ${subjectWords(carried)} left Intercom while the contact was synced.`;
	return { ...aboutRecord(carried), outcome: 'failed', reason: 'companyGone', class: 'gone', message, nextStep: 'Nothing: the contact is read again.', vendor: 'mapping', step: 'write', retryable: true, requestIds: [] };
}
