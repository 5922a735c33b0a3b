import { createHmac, timingSafeEqual } from 'node:crypto';

export type SignatureCheck = { ok: true } | { ok: false; reason: 'noSecret' | 'missing' | 'malformed' | 'mismatch' };

/** `X-Hub-Signature`: SHA-1 only; Intercom sends no other, so any other is not Intercom's. */
const SIGNATURE = /^sha1=([0-9a-f]{40})$/;

/**
 * Whether Intercom signed these bytes: `sha1=` and the HMAC-SHA1 of the body, keyed with the app's client secret.
 * Compared in constant time.
 * @param rawBody the bytes as received; parsing and writing JSON again changes escapes and with them the digest
 * @param secrets the current client secret and, while rotating, the previous one; empty ones never match
 * @see https://developers.intercom.com/docs/references/webhooks/webhook-models
 */
export function verifySignature(rawBody: Buffer, header: unknown, secrets: readonly unknown[]): SignatureCheck {
	const keys = secrets.filter((secret): secret is string => typeof secret === 'string' && secret !== '');
	if (keys.length === 0) return { ok: false, reason: 'noSecret' };
	if (header === undefined || header === null || header === '') return { ok: false, reason: 'missing' };
	const digest = typeof header === 'string' ? SIGNATURE.exec(header)?.[1] : undefined;
	if (digest === undefined) return { ok: false, reason: 'malformed' };
	const given = Buffer.from(digest, 'hex');
	// Every key is tried, so that the time does not tell which one fitted.
	const matches = keys.filter((key) => timingSafeEqual(createHmac('sha1', key).update(rawBody).digest(), given));
	return matches.length > 0 ? { ok: true } : { ok: false, reason: 'mismatch' };
}
