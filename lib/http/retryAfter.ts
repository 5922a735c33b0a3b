/** No vendor asks for longer, and times far beyond cannot be shown as a date. */
const MAX_DELAY_MS = 366 * 24 * 60 * 60_000;

/**
 * Reads a Retry-After header: seconds or an HTTP date.
 * @returns epoch ms, at most a year from now; undefined where the header is missing or unreadable
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function retryAfterAt(header: string | undefined, now: number): number | undefined {
	if (header === undefined || header.trim() === '') return undefined;
	const seconds = Number(header);
	const at = Number.isNaN(seconds) ? Date.parse(header) : now + seconds * 1_000;
	return Number.isNaN(at) ? undefined : Math.min(now + MAX_DELAY_MS, Math.max(now, at));
}
