const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day (as a UTC midnight in ms) that an instant falls on in a time zone. */
export function localDay(ms: number, timezone: string): number {
	const shifted = ms + offsetMs(ms, timezone);
	return Math.floor(shifted / 86_400_000) * 86_400_000;
}

/** First instant of the calendar day, counted from `ms`'s own day by `plusDays`. */
export function dayStart(ms: number, timezone: string, plusDays = 0): number {
	const midnight = localDay(ms, timezone) + plusDays * 86_400_000;
	const guess = midnight - offsetMs(midnight, timezone);
	return midnight - offsetMs(guess, timezone);
}

/** How far the zone's clocks are ahead of UTC at that instant. */
function offsetMs(ms: number, timezone: string): number {
	const parts = Object.fromEntries(formatFor(timezone).formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
	const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
	return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000;
}

function formatFor(timezone: string): Intl.DateTimeFormat {
	const known = formats.get(timezone);
	if (known !== undefined) return known;
	const format = new Intl.DateTimeFormat('en-US', {
		timeZone: timezone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	});
	formats.set(timezone, format);
	return format;
}
