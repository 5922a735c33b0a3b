import type { Settlement } from '../events/settlement';
import { isLeftAlone, wasSynced, type RecordRow } from '../rows/record';
import { xeroSubject, type Subject } from '../rows/subject';
import type { Change, Found } from '../store/step';
import { agreedRecord, knownRecord } from './agreedRecord';
import { changesFor, recordEntry } from './auditEntry';
import { isNewInXero, toldSince } from './fromXero';
import { closeAll } from './leaving';
import { rewrite } from './rewrite';
import { causeOfWork, type ItsWork, type Settled, type Settling } from './settling';
import { toldOfRecord } from './toldByXero';
import { CHANGED_IN_XERO, newWork } from './workRow';

type InIntercom = Extract<Settlement, { outcome: 'inIntercom' }>;

/**
 * A contact of Xero that was nobody's is somebody's in Intercom: its own row goes, and the Intercom contact has one. What was made
 * of it is remembered as what both sides agreed on; one that was there already is looked at from Intercom's side, which finds out
 * by its own rules whether it is that contact. Either way Intercom's side goes next, and notes in Xero who it is. Pure.
 */
export function afterInIntercom(made: InIntercom, work: ItsWork, shared: Settling): Settled {
	const { found, now } = shared;
	const { subject, contactId } = made;
	const contact: Subject = { kind: 'contact', id: contactId };
	const was = found.record(contact);
	const { values } = made;
	const record = values === undefined || isKnownBetter(was) ? null : agreedRecord(knownRecord(contact, was), { ...made, values }, 'stored', shared);
	const changes = [
		...forgotten(made, found), ...closeAll(subject, found, now), ...rewrite('work', work, null, 'done'),
		...(record === null ? [] : rewrite('record', was, record, 'broughtBack')), ...workOf(contact, made, work, shared), ...auditOf(contact, made, work, shared),
	];
	return { became: 'done', nextAt: null, changes };
}

/** Nothing is kept of it any more. That its contact in Intercom left stays so until one is surely its own. */
function forgotten({ subject, values }: InIntercom, found: Found): Change[] {
	const record = found.record(subject);
	return record?.state === 'gone' && values === undefined ? [] : rewrite('record', record, null, 'inIntercom');
}

/** Its own run of the other way was quicker, or a person decided: what was found out there stands. */
function isKnownBetter(was: RecordRow | null): boolean {
	return wasSynced(was) || isLeftAlone(was);
}

/** A contact that is bound to it already has heard of a change in Xero. Any other is looked at from Intercom's side, as it is if there is work of it. */
function workOf(contact: Subject, { xeroContactId, fromXero }: InIntercom, work: ItsWork, { found, settings, now }: Settling): Change[] {
	const record = found.record(contact);
	if (isLeftAlone(record)) return [];
	if (wasSynced(record) && record.xeroContactId === xeroContactId) return work?.xeroChangedAt == null ? [] : toldOfRecord(record, work.xeroChangedAt, settings, found, now).changes;
	if (found.work(contact) !== null) return [];
	return rewrite('work', null, { ...newWork(contact, CHANGED_IN_XERO, now), xeroChangedAt: work === null ? null : toldSince(work, fromXero?.toldAt ?? 0) }, 'changedInXero');
}

function auditOf(contact: Subject, { result, reason, changes, requestIds, xeroContactId, xeroUpdatedAt, intercomUpdatedAtSeconds }: InIntercom, work: ItsWork, { settings, now }: Settling): Change[] {
	if (result !== 'created') return [];
	const facts = { event: 'createdInIntercom', reason, changes: changesFor(changes, settings.auditValues), requestIds: [...requestIds], xeroContactId, xeroUpdatedAt, intercomUpdatedAtSeconds };
	return [recordEntry(contact, causeOfWork(work), facts, now)];
}

/** What Xero told of a contact before the ledger knew whose it is, mostly our own creating it: known now, unless it was changed since. Pure. */
export function boundMeanwhile(xeroContactId: string, xeroUpdatedAt: number, found: Found, now: number): Change[] {
	const subject = xeroSubject(xeroContactId);
	const [work, review] = [found.work(subject), found.review(subject)];
	// A try that broke off may have made the user by halves: the next one finds it, and what is missing.
	const goesOn = work?.state === 'running' || work?.state === 'held' || (work?.state === 'waiting' && (work.uncertain || work.failedAt !== null));
	if (goesOn || [work, review].some((row) => row !== null && isNewInXero(row.xeroChangedAt ?? 0, xeroUpdatedAt, now))) return [];
	const record = found.record(subject);
	// It was to be made once; later nobody would be asked whether somebody is like it. And it has a contact in Intercom again.
	const spent = record?.decision?.do === 'create' || record?.state === 'gone' ? rewrite('record', record, null, 'inIntercom') : [];
	return [...rewrite('work', work, null, 'boundMeanwhile'), ...closeAll(subject, found, now), ...spent];
}
