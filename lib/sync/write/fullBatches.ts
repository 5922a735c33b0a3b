import type { Planned } from './sendWrites';

/**
 * What would go in a call that is not full, so that it may go with the next window instead: at most one call less one of
 * creates and of updates, the most junior ones. Where that call goes now all the same, for one that must not wait, it goes with
 * all there are. Pure.
 * @param planned in the order of seniority
 * @param size contacts in one call
 * @param mayWait whether it has not waited enough
 */
export function unfilled(planned: readonly Planned[], size: number, mayWait: (one: Planned) => boolean): Planned[] {
	return (['create', 'update'] as const).flatMap((kind) => {
		const same = planned.filter(({ plan }) => plan.kind === kind);
		const patient = same.filter(mayWait);
		const over = same.length % size;
		return patient.length < over ? [] : patient.slice(patient.length - over);
	});
}
