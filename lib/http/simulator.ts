/**
 * Loopback addresses as text, anchored: `localhost`, 127.0.0.0/8 and `[::1]`, with or without a port and one closing
 * slash. No user name, path, query or longer host name fits, so `http://127.0.0.1@evil.com` and
 * `http://localhost.evil.com` do not either. A string, because n8n's credential expressions need the same rule as text;
 * without `{n}` because two closing braces would end such an expression.
 */
export const LOOPBACK_URL_PATTERN = (() => {
	const octet = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
	const host = `(localhost|127\\.${octet}\\.${octet}\\.${octet}|\\[::1\\])`;
	const number = '6553[0-5]|655[0-2]\\d|65[0-4]\\d\\d|6[0-4]\\d\\d\\d|[1-5]\\d\\d\\d\\d|\\d\\d?\\d?\\d?';
	const port = `(:(${number}))?`;
	return `^https?:\\/\\/${host}${port}\\/?$`;
})();

const LOOPBACK_URL = new RegExp(LOOPBACK_URL_PATTERN, 'i');

/**
 * The address of a local simulator that stands for every host of a vendor, in tests only.
 * @param value what the credential holds, of any type
 * @returns the address without a closing slash; null for anything that is not a bare loopback address (production then).
 *   Pure, never throws.
 */
export function simulatorBase(value: unknown): string | null {
	if (typeof value !== 'string' || !LOOPBACK_URL.test(value)) return null;
	return value.replace(/\/$/, '');
}
