import type { ServiceHealth } from '../rows/facts';
import { PROBE_EVERY_MS } from './schedule';

/** So many records that fail, one after the other and none between them that goes through, are the service's doing. */
export const SEVERAL_RECORDS = 3;
/** They have to go on failing for so long: a hiccup is no news. */
export const SEVERAL_RECORDS_MS = 60_000;
/** Fewer have to fail for so long. */
export const SOME_MINUTES_MS = 5 * 60_000;
/** After what proved nothing of it; each is an execution for one record. */
const NO_PROBE_MS = 5_000;
/** It works again once nothing failed for so long. */
export const QUIET_MS = 5 * 60_000;

export const NEW_HEALTH: ServiceHealth = {
	state: 'working', since: 0, cause: null, failingSince: null, failedRecords: [], lastSuccessAt: 0, lastFailureAt: 0, nextProbeAt: 0, message: '', nextStep: '',
};

/** A failure that speaks of the service and not of the record. */
export interface Refusal {
	/** `access`, `organisation`, `day`: said outright, so believed at once. `outage`: to be seen. */
	cause: NonNullable<ServiceHealth['cause']>;
	/** Ids of the records that failed so. */
	records: readonly string[];
	message: string;
	nextStep: string;
	/** Epoch ms before which the service said that a call is pointless. */
	retryAt?: number;
}

/**
 * The service answered. Refusing becomes recovering: work flows, and nobody is told before it has lasted. Pure.
 */
export function afterAnswer(health: ServiceHealth, now: number): ServiceHealth {
	const answered = { ...health, failingSince: null, failedRecords: [], lastSuccessAt: now };
	return health.state === 'refusing' ? { ...answered, state: 'recovering', since: now } : answered;
}

/**
 * The service refused. What it says outright is believed at once; an outage after several records or some minutes. While
 * it recovers, a failure only puts off that it is told as recovered. Pure.
 */
export function afterRefusal(health: ServiceHealth, refusal: Refusal, now: number): ServiceHealth {
	const { cause, message, nextStep } = refusal;
	const failed: ServiceHealth = {
		...health, message, nextStep, lastFailureAt: now, failingSince: health.failingSince ?? now,
		failedRecords: [...new Set([...health.failedRecords, ...refusal.records])].slice(0, SEVERAL_RECORDS),
	};
	if (cause === 'outage') {
		if (health.state === 'refusing') return { ...failed, nextProbeAt: Math.max(health.nextProbeAt, refusal.retryAt ?? 0) };
		return isOut(failed, now) ? refusing(failed, 'outage', now, refusal.retryAt) : failed;
	}
	const since = health.state === 'refusing' && health.cause === cause ? health.since : now;
	return { ...refusing(failed, cause, now, refusal.retryAt), since };
}

/** An hour, or a minute, went by. Pure. */
export function afterTime(health: ServiceHealth, now: number): ServiceHealth {
	if (health.state === 'recovering' && now - Math.max(health.since, health.lastFailureAt) >= QUIET_MS) {
		return { ...health, state: 'working', since: now, cause: null, message: '', nextStep: '' };
	}
	const goOn = health.state !== 'refusing' && health.failedRecords.length >= SEVERAL_RECORDS && isOut(health, now);
	return goOn ? refusing(health, 'outage', now) : health;
}

/** Whether one call may go out to a service that refuses. Pure. */
export function isProbeDue(health: ServiceHealth, now: number): boolean {
	return health.state !== 'refusing' || health.nextProbeAt <= now;
}

/** A probe goes out: the next one a minute later. Pure. */
export function afterProbe(health: ServiceHealth, now: number): ServiceHealth {
	return health.state === 'refusing' ? { ...health, nextProbeAt: now + PROBE_EVERY_MS } : health;
}

/** What went out as a probe came back, and had asked nothing of the service, such as a lead that is left out: the next one goes soon. Not before a time that the service named. Pure. */
export function afterNoProbe(health: ServiceHealth, now: number): ServiceHealth {
	return health.state === 'refusing' && health.nextProbeAt <= now + PROBE_EVERY_MS ? { ...health, nextProbeAt: Math.min(health.nextProbeAt, now + NO_PROBE_MS) } : health;
}

function isOut({ failingSince, failedRecords, lastFailureAt }: ServiceHealth, now: number): boolean {
	if (failingSince === null) return false;
	const isSeveral = failedRecords.length >= SEVERAL_RECORDS && now - failingSince >= SEVERAL_RECORDS_MS;
	// Measured between two failures: one failure and silence after it prove nothing.
	return isSeveral || lastFailureAt - failingSince >= SOME_MINUTES_MS;
}

function refusing(health: ServiceHealth, cause: Refusal['cause'], now: number, retryAt = 0): ServiceHealth {
	return { ...health, state: 'refusing', since: now, cause, nextProbeAt: Math.max(now + PROBE_EVERY_MS, retryAt) };
}
