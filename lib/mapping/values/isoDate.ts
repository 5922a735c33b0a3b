/** Last second of the year 9999: what lies beyond has no four-digit year. */
const LAST_EPOCH_SECONDS = 253_402_300_799;

/**
 * The day of an Intercom time in UTC, `2026-11-23`; `''` for no time (null, zero, what no calendar has). Days and not
 * hours: the texts in Xero must not change with the second hand.
 * @param epochSeconds seconds since 1970, as Intercom keeps all times. Pure, never throws.
 */
export function isoDate(epochSeconds: number | null): string {
	if (epochSeconds === null || !(epochSeconds > 0 && epochSeconds <= LAST_EPOCH_SECONDS)) return '';
	return new Date(epochSeconds * 1_000).toISOString().slice(0, 10);
}
