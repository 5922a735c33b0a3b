const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 86_400;

/**
 * A moment on the calendar day before that of `instant` in a time zone, as late on it as the zone's clocks make easy.
 *
 * Intercom's search takes `updated_at > moment` by calendar day of the workspace: it begins at the midnight after the
 * moment. Asked with this moment it therefore begins at or before `instant`; and it does so as well where the vendor
 * compares by second, because the moment is earlier. Days of 23 or 25 hours and midnights that do not exist are right.
 * @param instant epoch seconds
 * @param timeZone IANA name; null or one that this machine does not know: two days earlier, a day before in any zone
 * @returns epoch seconds. Pure, never throws.
 * @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/searchcontacts
 */
export function dayBefore(instant: number, timeZone: string | null): number {
	const format = timeZone === null ? null : wallClock(timeZone);
	if (format === null) return instant - 2 * DAY_SECONDS;
	const here = wallTime(format, instant);
	let moment = instant - here.secondsOfDay - 1;
	// After an evening with an hour more than usual the clock of that moment still shows the same day.
	while (wallTime(format, moment).day === here.day) moment -= HOUR_SECONDS;
	return moment;
}

function wallClock(timeZone: string): Intl.DateTimeFormat | null {
	try {
		return new Intl.DateTimeFormat('en-US', {
			timeZone,
			hourCycle: 'h23',
			year: 'numeric',
			month: 'numeric',
			day: 'numeric',
			hour: 'numeric',
			minute: 'numeric',
			second: 'numeric',
		});
	} catch {
		return null;
	}
}

function wallTime(format: Intl.DateTimeFormat, seconds: number): { day: string; secondsOfDay: number } {
	const parts = new Map(format.formatToParts(seconds * 1_000).map(({ type, value }) => [type, value]));
	const read = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '0';
	const secondsOfDay = Number(read('hour')) * HOUR_SECONDS + Number(read('minute')) * 60 + Number(read('second'));
	return { day: `${read('year')}-${read('month')}-${read('day')}`, secondsOfDay };
}
