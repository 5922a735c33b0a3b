import { createHmac, timingSafeEqual } from 'node:crypto';

export type SignatureCheck = { ok: true } | { ok: false; reason: 'noKey' | 'missing' | 'malformed' | 'mismatch' };

/** Base64 of 32 bytes as it is written: the last letter has two bits that no byte uses, and they are zero. */
const SIGNATURE = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/;

/**
 * Whether Xero signed these bytes: `x-xero-signature` is the base64 of the HMAC-SHA256 of the body, keyed with the webhook
 * signing key of the app. Compared in constant time. xero-node has nothing for webhooks: this is written from Xero's page.
 * @param rawBody the bytes as received; Xero's JSON has blanks that are gone when it is parsed and written again
 * @param keys the current signing key and, while it is replaced, the previous one; empty ones never match
 * @see https://developer.xero.com/documentation/guides/webhooks/configuring-your-server
 */
export function verifySignature(rawBody: Buffer, header: unknown, keys: readonly unknown[]): SignatureCheck {
	const known = keys.filter((key): key is string => typeof key === 'string' && key !== '');
	if (known.length === 0) return { ok: false, reason: 'noKey' };
	if (header === undefined || header === null || header === '') return { ok: false, reason: 'missing' };
	if (typeof header !== 'string' || !SIGNATURE.test(header)) return { ok: false, reason: 'malformed' };
	const given = Buffer.from(header, 'base64');
	// Every key is tried, so that the time does not tell which one fitted.
	const matches = known.filter((key) => timingSafeEqual(createHmac('sha256', key).update(rawBody).digest(), given));
	return matches.length > 0 ? { ok: true } : { ok: false, reason: 'mismatch' };
}
