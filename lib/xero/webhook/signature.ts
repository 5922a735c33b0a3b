import { whyUnsigned, type Unsigned } from '../../http/signedBytes';

export type SignatureCheck = { ok: true } | { ok: false; reason: Unsigned };

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
	const reason = whyUnsigned(rawBody, header, keys, { algorithm: 'sha256', digestIn: (text) => (SIGNATURE.test(text) ? Buffer.from(text, 'base64') : null) });
	return reason === null ? { ok: true } : { ok: false, reason };
}
