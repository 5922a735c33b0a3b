import type { Planned } from './sendWrites';

/**
 * What would go in a call that is not full, so that it may go with the next window instead: at most one call less one of
 * creates and of updates, the most junior ones. A record that was sent before has waited enough. Pure.
 * @param planned in the order of seniority
 * @param size contacts in one call
 */
export function unfilled(planned: readonly Planned[], size: number): Planned[] {
	return (['create', 'update'] as const).flatMap((kind) => {
		const same = planned.filter(({ plan }) => plan.kind === kind);
		const fresh = same.filter(({ pending }) => pending.sent === 0 && pending.busyWith === undefined);
		return fresh.slice(Math.max(0, fresh.length - (same.length % size)));
	});
}
