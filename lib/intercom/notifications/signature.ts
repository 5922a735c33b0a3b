import { whyUnsigned, type Unsigned } from '../../http/signedBytes';

export type SignatureCheck = { ok: true } | { ok: false; reason: 'noSecret' | Exclude<Unsigned, 'noKey'> };

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
	const reason = whyUnsigned(rawBody, header, secrets, { algorithm: 'sha1', digestIn: hexDigest });
	if (reason === null) return { ok: true };
	return { ok: false, reason: reason === 'noKey' ? 'noSecret' : reason };
}

function hexDigest(header: string): Buffer | null {
	const digest = SIGNATURE.exec(header)?.[1];
	return digest === undefined ? null : Buffer.from(digest, 'hex');
}
