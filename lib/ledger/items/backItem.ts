import type { Settlement } from '../events/settlement';
import { subjectWords } from '../rows/subject';
import { aboutRecord, mustBeOf, mustBeOfOrganisation } from './about';
import type { Carried } from './carriedKey';
import { failureFields, requestIdsOf } from './failureFields';
import type { ItemReader } from './itemReader';
import { rejectedFrom } from './mappingItem';
import { changesOf } from './upsertItem';

/** What changed in Xero, or what only Xero knows, is in Intercom: an item of Synced of the Intercom Contact Upsert. */
export function broughtBackFrom(read: ItemReader, carried: Carried): Settlement {
	if (carried.kind === 'xeroContact') return inIntercomFrom(read, carried);
	mustBeOf(carried, read, 'intercomId', read.filled('intercomId'));
	mustBeOfOrganisation(carried, read, read.filled('organisationId'), 'Xero Contact Upsert');
	const [shown, shownBefore] = [read.text('shown'), read.text('shownBefore')];
	const seen = { ...(shown !== '' && { shown }), ...(shownBefore !== '' && { shownBefore }) };
	const { balance } = carried;
	if (balance !== undefined) return { ...aboutRecord(carried), outcome: 'told', balance, result: read.oneOf('outcome', ['updated', 'unchanged']), reason: read.filled('reason'), isTold: read.isTrue('told'), owesXero: read.isTrue('owesXero'), intercomUpdatedAtSeconds: read.number('intercomUpdatedAt'), requestIds: requestIdsOf(read), ...seen };
	const values = read.object('values');
	if (values === undefined) read.fault('values', 'is missing');
	return {
		...aboutRecord(carried), outcome: 'broughtBack', result: read.oneOf('outcome', ['updated', 'unchanged']), reason: read.filled('reason'), xeroContactId: read.filled('xeroContactId'), xeroUpdatedAt: read.number('xeroUpdatedAt'),
		values: { ...values }, intercomUpdatedAtSeconds: read.number('intercomUpdatedAt'), owesXero: read.isTrue('owesXero'), changes: changesOf(read), requestIds: requestIdsOf(read), ...seen,
	};
}

/** Of a contact of Xero that had nobody in Intercom: who it is there, or that it is nobody who is to be there. */
function inIntercomFrom(read: ItemReader, carried: Carried): Settlement {
	const xeroContactId = read.filled('xeroContactId');
	mustBeOf(carried, read, 'xeroContactId', xeroContactId);
	mustBeOfOrganisation(carried, read, read.filled('organisationId'), 'Xero Contact Upsert');
	const [contactId, reason, shown, isMadeOfIt] = [read.text('intercomId'), read.filled('reason'), read.text('shown'), read.isTrue('madeOfIt')];
	if (contactId === '') return { ...aboutRecord(carried), outcome: 'skipped', reason, requestIds: requestIdsOf(read) };
	const values = read.object('values');
	if (isMadeOfIt && values === undefined) read.fault('values', 'is missing');
	return {
		...aboutRecord(carried), outcome: 'inIntercom', result: read.oneOf('outcome', ['created', 'unchanged']), reason, contactId, xeroContactId, xeroUpdatedAt: read.number('xeroUpdatedAt'), ...(isMadeOfIt && { values: { ...values } }),
		intercomUpdatedAtSeconds: read.number('intercomUpdatedAt'), changes: changesOf(read), requestIds: requestIdsOf(read), ...(shown !== '' && { shown }),
	};
}

/** Failures that come about before a service is asked: they say nothing of how it stands. */
const NEVER_ASKED: ReadonlySet<string> = new Set(['notABackRecord', 'intercomIdInvalid', 'notItsRecord', 'xeroContactIdMissing', 'xeroContactIdInvalid', 'unexpected', 'stopped', 'noOutcome']);

/** It could not be written to Intercom: an item of Failed of the Intercom Contact Upsert. */
export function notBroughtBackFrom(read: ItemReader, carried: Carried): Settlement {
	const failure = failureFields(read);
	return { ...aboutRecord(carried), outcome: 'failed', ...failure, vendor: NEVER_ASKED.has(failure.reason) ? 'mapping' : 'intercom', step: 'write', requestIds: requestIdsOf(read) };
}

/** Its contact could not be read in Xero: an item of Failed of Get Contacts. */
export function unreadInXeroFrom(read: ItemReader, carried: Carried): Settlement {
	const failure = failureFields(read);
	return { ...aboutRecord(carried), outcome: 'failed', ...failure, vendor: NEVER_ASKED.has(failure.reason) ? 'mapping' : 'xero', step: 'read', requestIds: requestIdsOf(read) };
}

/** What Xero holds is nothing that Intercom would take: an item of Rejected of the Xero to Intercom Mapper. */
export function rejectedBackFrom(read: ItemReader, carried: Carried): Settlement {
	const rejected = rejectedFrom(read, carried);
	return { ...rejected, ...('message' in rejected && { message: rejected.message.replace(`${subjectWords(carried)} was not mapped:`, `What Xero holds of ${subjectWords(carried)} was not mapped:`) }) };
}
