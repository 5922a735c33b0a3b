import { createHmac, timingSafeEqual } from 'node:crypto';

/** Why bytes are not believed; `noKey`: there is none to check with. */
export type Unsigned = 'noKey' | 'missing' | 'malformed' | 'mismatch';

/** How a vendor signs. */
export interface SignatureForm {
	algorithm: 'sha1' | 'sha256';
	/** The digest in a header of the right form; null for any other. */
	digestIn: (header: string) => Buffer | null;
}

/**
 * Whether one of the keys signed these bytes with an HMAC, compared in constant time; null: it did.
 * @param rawBody the bytes as received; parsing and writing JSON again changes them, and with them the digest
 * @param keys empty ones never match
 */
export function whyUnsigned(rawBody: Buffer, header: unknown, keys: readonly unknown[], { algorithm, digestIn }: SignatureForm): Unsigned | null {
	const known = keys.filter((key): key is string => typeof key === 'string' && key !== '');
	if (known.length === 0) return 'noKey';
	if (header === undefined || header === null || header === '') return 'missing';
	const given = typeof header === 'string' ? digestIn(header) : null;
	if (given === null) return 'malformed';
	// Every key is tried, so that the time does not tell which one fitted.
	const matches = known.filter((key) => timingSafeEqual(createHmac(algorithm, key).update(rawBody).digest(), given));
	return matches.length > 0 ? null : 'mismatch';
}
