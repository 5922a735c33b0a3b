import type { ArchiveStop } from '../rows/facts';

/** So many archivings within an hour are somebody's work; more are a mistake, or a person has to say that they are none. */
export const MOST_ARCHIVED_AN_HOUR = 20;
const HOUR_MS = 60 * 60_000;

/** What the stop does about removals that are due. Pure. */
export function stopOrPass(stop: ArchiveStop, due: number, now: number): { stop: ArchiveStop; holds: boolean } {
	if (due === 0) return { stop, holds: false };
	const hour = now - stop.hourBegan >= HOUR_MS ? { ...stop, hourBegan: now, inHour: 0 } : stop;
	if (hour.state === 'open' && hour.inHour + due <= MOST_ARCHIVED_AN_HOUR) return { stop: hour, holds: false };
	return { stop: { ...hour, state: 'holding', held: hour.held + due }, holds: true };
}

/** One more was archived. Pure. */
export function afterArchivings(stop: ArchiveStop, count: number): ArchiveStop {
	return count === 0 ? stop : { ...stop, inHour: stop.inHour + count };
}
