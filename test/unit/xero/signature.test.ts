import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { verifySignature } from '../../../lib/xero/webhook/signature';

/** Made with openssl outside this code: `openssl dgst -sha256 -hmac KEY -binary | base64`. */
const VECTOR = {
	key: 'MqTrlGfOu4oFLKLwLm4ZBHTbwV2Q3wTMvvVXbi6nYB7mHQmk+WxUdNiOcPnA4PqqmJmDW3O3zTW0Bl3h0vPTYw==',
	body: '{"events":[],"firstEventSequence": 0,"lastEventSequence": 0, "entropy": "S0m3r4Nd0mt3xt"}',
	header: 'pgTZ2GHYVNOAvzFu3mQPo5V8l57LXopNdEUPILzK2/o=',
};

const sign = (body: string | Buffer, key: string) => createHmac('sha256', key).update(body).digest('base64');
const check = (header: unknown, keys: unknown[] = [VECTOR.key], body: string = VECTOR.body) => verifySignature(Buffer.from(body), header, keys);

test('accepts the known answer', () => expect(check(VECTOR.header)).toEqual({ ok: true }));

test('accepts the previous key while it is kept, in either place', () => {
	expect(check(VECTOR.header, ['new', VECTOR.key])).toEqual({ ok: true });
	expect(check(VECTOR.header, [VECTOR.key, ''])).toEqual({ ok: true });
	expect(check(VECTOR.header, ['new', ''])).toEqual({ ok: false, reason: 'mismatch' });
});

test('judges the bytes, not their meaning: the blanks of Xero count', () => {
	expect(check(VECTOR.header, [VECTOR.key], JSON.stringify(JSON.parse(VECTOR.body)))).toEqual({ ok: false, reason: 'mismatch' });
});

test.each([
	['no header', undefined, 'missing'],
	['an empty header', '', 'missing'],
	['a header cut short', VECTOR.header.slice(0, -1), 'malformed'],
	['one character too many', `${VECTOR.header}=`, 'malformed'],
	['the digest in hexadecimal', Buffer.from(VECTOR.header, 'base64').toString('hex'), 'malformed'],
	['base64 for addresses', VECTOR.header.replaceAll('/', '_'), 'malformed'],
	['SHA-1', createHmac('sha1', VECTOR.key).update(VECTOR.body).digest('base64'), 'malformed'],
	['a line break at the end', `${VECTOR.header}\n`, 'malformed'],
	['two headers', [VECTOR.header, VECTOR.header], 'malformed'],
	['two headers in one, as Node joins them', `${VECTOR.header}, ${VECTOR.header}`, 'malformed'],
	['another digest', sign('another body', VECTOR.key), 'mismatch'],
	["another app's key", sign(VECTOR.body, 'other'), 'mismatch'],
	['the key as bytes of its base64', createHmac('sha256', Buffer.from(VECTOR.key, 'base64')).update(VECTOR.body).digest('base64'), 'mismatch'],
])('refuses %s', (_, header, reason) => expect(check(header)).toEqual({ ok: false, reason }));

test.each([[[]], [['']], [[undefined, null]], [[42]]])('refuses everything while no key is known: %j', (keys) => {
	expect(check(sign(VECTOR.body, ''), keys)).toEqual({ ok: false, reason: 'noKey' });
});

test('any changed byte of the body is noticed', () => {
	const bytes = Buffer.from(VECTOR.body);
	fc.assert(
		fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (position, flip) => {
			const changed = Buffer.from(bytes);
			changed[position]! ^= flip;
			return !verifySignature(changed, VECTOR.header, [VECTOR.key]).ok;
		}),
	);
});

test('any changed character of the signature is noticed, also one that decodes to the same bytes', () => {
	fc.assert(
		fc.property(fc.nat(VECTOR.header.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (position, other) => {
			fc.pre(VECTOR.header[position] !== other);
			return !check(VECTOR.header.slice(0, position) + other + VECTOR.header.slice(position + 1)).ok;
		}),
	);
	// The last letter has spare bits: a lenient decoder takes four of them for one signature.
	const next = String.fromCharCode(VECTOR.header.charCodeAt(42) + 1);
	const twin = `${VECTOR.header.slice(0, 42)}${next}=`;
	expect(Buffer.from(twin, 'base64')).toEqual(Buffer.from(VECTOR.header, 'base64'));
	expect(check(twin)).toEqual({ ok: false, reason: 'malformed' });
});

test('any body, any header and any keys get an answer, and only who knows a key gets yes', () => {
	fc.assert(
		fc.property(fc.uint8Array(), fc.anything(), fc.array(fc.anything()), (bytes, header, keys) => !verifySignature(Buffer.from(bytes), header, keys).ok),
	);
	fc.assert(fc.property(fc.uint8Array(), fc.string({ minLength: 1 }), (bytes, key) => verifySignature(Buffer.from(bytes), sign(Buffer.from(bytes), key), [key]).ok));
});
