import type { ArchiveStop } from '../rows/facts';

/** So many archivings within an hour are somebody's work; more are a mistake, or a person has to say that they are none. */
export const MOST_ARCHIVED_AN_HOUR = 20;
const HOUR_MS = 60 * 60_000;

/** Removals that nobody has approved. */
export interface Removals {
	due: number;
	/** In executions that have not said what became of them. */
	running: number;
	/** By this stop. */
	held: number;
}

/** Whether a person has decided about each that it held, one by one: then nothing is left to be asked. Pure. */
export function isDecided({ state }: ArchiveStop, { held }: Pick<Removals, 'held'>): boolean {
	return state === 'holding' && held === 0;
}

/** What the stop does about removals that are due. Pure. */
export function stopOrPass(before: ArchiveStop, removals: Removals, now: number): { stop: ArchiveStop; holds: boolean } {
	const { due, running } = removals;
	const stop: ArchiveStop = isDecided(before, removals) ? { ...before, state: 'open', held: 0 } : before;
	if (due === 0) return { stop, holds: false };
	const hour = now - stop.hourBegan >= HOUR_MS ? { ...stop, hourBegan: now, inHour: 0 } : stop;
	if (hour.state === 'open' && hour.inHour + running + due <= MOST_ARCHIVED_AN_HOUR) return { stop: hour, holds: false };
	return { stop: { ...hour, state: 'holding', held: hour.held + due }, holds: true };
}

/** So many more were archived that nobody had approved. Pure. */
export function afterArchivings(stop: ArchiveStop, count: number): ArchiveStop {
	return count === 0 ? stop : { ...stop, inHour: stop.inHour + count };
}
