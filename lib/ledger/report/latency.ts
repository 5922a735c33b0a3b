import { LATENCY_ENDS_MS } from '../rows/day';

/** Stands for what took longer than the last class of LATENCY_ENDS_MS, a day. */
export const OVER_A_DAY_MS = 2 * LATENCY_ENDS_MS[LATENCY_ENDS_MS.length - 1]!;

/** How long live changes took: of so many, half and 95 of 100 at most so long; null: there were none. */
export interface Latency {
	changes: number;
	p50Ms: number | null;
	p95Ms: number | null;
}

/** What the classes of a day, or of several together, say: the upper end of the class a share falls into. Pure. */
export function latencyOf(classes: ReadonlyArray<readonly number[]>): Latency {
	const counts = Array.from({ length: LATENCY_ENDS_MS.length + 1 }, (_, place) => classes.reduce((sum, one) => sum + (one[place] ?? 0), 0));
	const changes = counts.reduce((sum, count) => sum + count, 0);
	return { changes, p50Ms: atMost(counts, changes * 0.5), p95Ms: atMost(counts, changes * 0.95) };
}

function atMost(counts: readonly number[], share: number): number | null {
	let sum = 0;
	for (const [place, count] of counts.entries()) {
		sum += count;
		if (count > 0 && sum >= share) return LATENCY_ENDS_MS[place] ?? OVER_A_DAY_MS;
	}
	return null;
}

/** A time as a person says it: `2 s`, `5 min`. Pure. */
export function timeWords(ms: number): string {
	if (ms > LATENCY_ENDS_MS[LATENCY_ENDS_MS.length - 1]!) return 'over a day';
	const [count, unit] = ms < 60_000 ? [ms / 1_000, 's'] : ms < 3_600_000 ? [ms / 60_000, 'min'] : [ms / 3_600_000, 'h'];
	return `${count} ${unit}`;
}
