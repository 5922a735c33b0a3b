import { isRecord } from '../../http/isRecord';

const MAX_VENDOR_TEXT_CHARS = 300;

/** Xero's tokens are far longer than this, its ids (36 characters) and what people call each other are not. */
const LIKE_A_TOKEN = /[\w=+/.-]{40,}/g;
const NAMED_SECRET = /\b(client_secret|refresh_token|access_token|bearer)\b["']?\s*[:=]?\s*["']?[^\s"',;&]+/gi;

/** Vendor text for a message: no line breaks, nothing that looks like a secret, 300 characters at most. Pure. */
export function cut(text: string): string {
	// Only as much as can be left of it is looked at: a body may be megabytes.
	const flat = text.slice(0, 10 * MAX_VENDOR_TEXT_CHARS).replace(/\s+/g, ' ').trim();
	const safe = flat.replace(NAMED_SECRET, '$1 [hidden]').replace(LIKE_A_TOKEN, '[hidden]');
	return safe.length > MAX_VENDOR_TEXT_CHARS ? `${safe.slice(0, MAX_VENDOR_TEXT_CHARS)}...` : safe;
}

/** The first of these fields that holds a text, `''` where none does. Pure. */
export function textOf(body: unknown, keys: readonly string[]): string {
	if (!isRecord(body)) return '';
	const found = keys.map((key) => body[key]).find((value) => typeof value === 'string' && value !== '');
	return typeof found === 'string' ? found : '';
}
