/**
 * Reads a Retry-After header: seconds or an HTTP date.
 * @returns epoch ms, or undefined where the header is missing or unreadable
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function retryAfterAt(header: string | undefined, now: number): number | undefined {
	if (header === undefined || header.trim() === '') return undefined;
	const seconds = Number(header);
	if (Number.isFinite(seconds)) return now + Math.max(0, seconds) * 1_000;
	const date = Date.parse(header);
	return Number.isNaN(date) ? undefined : Math.max(now, date);
}
