import { refusesAll } from '../../intercom/api/refusals';
import type { FromXero, ReferenceFailure, Settlement } from '../events/settlement';
import type { ServiceHealth } from '../rows/facts';
import { subjectKey, type Subject, type Vendor } from '../rows/subject';
import type { WorkRow } from '../rows/work';
import { afterAnswer, afterNoProbe, afterRefusal, type Refusal } from './service';

type Failed = Extract<Settlement, { outcome: 'failed' }>;

/** Failures of one record's own making, whatever their class says. */
const OWN_REASONS: ReadonlySet<string> = new Set(['groupRemovalsSpent', 'xeroDayReserve', 'xeroScopeMissing']);

/** The organisation of the sync is not connected any more: another matter for a person than a revoked credential. */
const ORGANISATION_REASONS: ReadonlySet<string> = new Set(['xeroOrganisationNotConnected', 'noOrganisationConnected', 'organisationNotChosen', 'organisationInvalid']);

/** Which services a settlement proves to be there: whatever was read proves Intercom, and only an answer of Xero proves Xero. Pure. */
export function answeredIn(settlement: Settlement): Vendor[] {
	if (settlement.fromXero !== undefined) return answeredOnTheWayBack(settlement, settlement.fromXero);
	const xero: Vendor[] = settlement.requestIds.length > 0 ? ['xero'] : [];
	switch (settlement.outcome) {
		case 'broughtBack':
		case 'inIntercom':
			return ['intercom', 'xero'];
		case 'told':
			return ['intercom'];
		case 'synced':
			return settlement.referenceFailure === undefined ? ['intercom', ...xero] : xero;
		case 'review':
		case 'previewed':
			return ['intercom', ...xero];
		case 'skipped':
		case 'gone':
			return ['intercom'];
		case 'removed':
			return xero;
		case 'failed':
			return answeredDespite(settlement);
	}
}

/** What came as far as the mapper was read in Xero. */
function answeredOnTheWayBack(settlement: Settlement, { askedIntercom, balance }: FromXero): Vendor[] {
	if (settlement.outcome === 'failed') return answeredDespite(settlement);
	if (balance !== undefined) return askedIntercom ? ['intercom'] : [];
	return askedIntercom ? ['intercom', 'xero'] : ['xero'];
}

function answeredDespite(failed: Failed): Vendor[] {
	const readIn: Vendor = failed.fromXero === undefined ? 'intercom' : 'xero';
	const wasRead = failed.fromXero?.balance === undefined && (failed.step === 'write' || failed.step === 'map');
	const read: Vendor[] = wasRead ? [readIn] : [];
	if (failed.vendor === 'mapping' || outrightRefusal(failed) !== null || isLost(failed)) return read;
	// A minute's limit is an answer, too.
	return [...read, failed.vendor];
}

/** What a service said outright. Pure. */
export function outrightRefusal({ class: kind, quota, reason }: Failed): Refusal['cause'] | null {
	if (OWN_REASONS.has(reason)) return null;
	if (ORGANISATION_REASONS.has(reason)) return 'organisation';
	if (kind === 'auth') return 'access';
	return kind === 'quota' && quota === 'day' ? 'day' : null;
}

/** No answer, or none that says anything; a contact that was written although its notes were not is an answer. Pure. */
export function isLost({ class: kind, reason, xeroContactId }: Failed): boolean {
	return (kind === 'transient' || kind === 'uncertain') && xeroContactId === undefined && !OWN_REASONS.has(reason);
}

/**
 * A record that failed before, while others went through since, speaks for itself alone: else one that Xero cannot digest
 * would call the service down again and again. Pure.
 */
export function isOwnFault(work: Pick<WorkRow, 'failedAt'> | null, health: ServiceHealth): boolean {
	return work !== null && work.failedAt !== null && health.lastSuccessAt > work.failedAt;
}

/**
 * How a service stands after a batch. Where anything of the batch was answered, what got no answer was the record's own
 * fault or a hiccup; what the service says outright is believed all the same. Pure.
 */
export function healthAfter(health: ServiceHealth, vendor: Vendor, batch: readonly Settlement[], workOf: (subject: Subject) => WorkRow | null, now: number): ServiceHealth {
	const hasAnswered = batch.some((settlement) => answeredIn(settlement).includes(vendor));
	const failed = batch.filter((one): one is Failed => one.outcome === 'failed' && one.vendor === vendor);
	const after = hasAnswered ? afterAnswer(health, now) : health;
	const outright = failed.find((one) => outrightRefusal(one) !== null);
	if (outright) return afterRefusal(after, refusalOf(outright, outrightRefusal(outright) ?? 'access', [outright]), now);
	const onTheWay = vendor === 'intercom' ? batch.find(isConnectionRefused) : undefined;
	if (onTheWay) return afterRefusal(after, refusalOf(onTheWay.referenceFailure, 'access', [onTheWay]), now);
	if (hasAnswered) return after;
	if (failed.length === 0) return afterNoProbe(after, now);
	const lost = failed.filter((one) => isLost(one) && !isOwnFault(workOf(one.subject), health));
	const [first] = lost;
	return first === undefined ? after : afterRefusal(after, refusalOf(first, 'outage', lost), now);
}

type Unreferenced = Extract<Settlement, { outcome: 'synced' }> & { referenceFailure: ReferenceFailure };

/** Synced, and Intercom did not take the reference for a reason that holds of whatever it is asked. */
function isConnectionRefused(settlement: Settlement): settlement is Unreferenced {
	return settlement.outcome === 'synced' && settlement.referenceFailure !== undefined && refusesAll(settlement.referenceFailure);
}

function refusalOf({ message, nextStep, retryAt }: ReferenceFailure, cause: Refusal['cause'], failed: readonly Settlement[]): Refusal {
	return { cause, message, nextStep, records: failed.map(({ subject }) => subjectKey(subject)), ...(retryAt !== undefined && { retryAt }) };
}
