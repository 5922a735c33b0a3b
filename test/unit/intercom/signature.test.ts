import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { verifySignature } from '../../../lib/intercom/notifications/signature';

/** Made with openssl outside this code, see intercom-api.md 1.2. */
const VECTOR = {
	secret: 'test_client_secret',
	body: '{"type":"notification_event","app_id":"abc123def","data":{"type":"notification_event_data","item":{"type":"ping","message":"something something interzen"}},"links":{},"id":null,"topic":"ping","delivery_status":null,"delivery_attempts":1,"delivered_at":0,"first_sent_at":1553288147,"created_at":1553288147,"self":null}',
	header: 'sha1=491d2b257523d1c1f11aa82c04543c6cc1055eb6',
};

const sign = (body: string, secret: string) => `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`;
const check = (header: unknown, secrets: unknown[] = [VECTOR.secret], body = VECTOR.body) => verifySignature(Buffer.from(body), header, secrets);

test('accepts the known answer', () => {
	expect(Buffer.byteLength(VECTOR.body)).toBe(317);
	expect(check(VECTOR.header)).toEqual({ ok: true });
});

test('accepts the previous secret while it is kept, in either place', () => {
	expect(check(VECTOR.header, ['new_secret', VECTOR.secret])).toEqual({ ok: true });
	expect(check(VECTOR.header, [VECTOR.secret, ''])).toEqual({ ok: true });
	expect(check(VECTOR.header, ['new_secret', ''])).toEqual({ ok: false, reason: 'mismatch' });
});

test('judges the bytes, not their meaning: escapes pass as sent and fail when written again', () => {
	const body = '{"name":"Zo\\u00eb","url":"https:\\/\\/example.com"}';
	const header = sign(body, VECTOR.secret);
	expect(check(header, [VECTOR.secret], body)).toEqual({ ok: true });
	expect(check(header, [VECTOR.secret], JSON.stringify(JSON.parse(body)))).toEqual({ ok: false, reason: 'mismatch' });
});

const digest = VECTOR.header.slice('sha1='.length);

test.each([
	['no header', undefined, 'missing'],
	['an empty header', '', 'missing'],
	['a header cut short', VECTOR.header.slice(0, -1), 'malformed'],
	['one character too many', `${VECTOR.header}0`, 'malformed'],
	['a bare digest', digest, 'malformed'],
	['upper case', `sha1=${digest.toUpperCase()}`, 'malformed'],
	['SHA-256', `sha256=${createHmac('sha256', VECTOR.secret).update(VECTOR.body).digest('hex')}`, 'malformed'],
	['a line break at the end', `${VECTOR.header}\n`, 'malformed'],
	['two headers', [VECTOR.header, VECTOR.header], 'malformed'],
	['another digest', `sha1=${'0'.repeat(40)}`, 'mismatch'],
	["another app's secret", sign(VECTOR.body, 'other'), 'mismatch'],
])('refuses %s', (_, header, reason) => {
	expect(check(header)).toEqual({ ok: false, reason });
});

test.each([[[]], [['']], [[undefined, null]], [[42]]])('refuses everything while no secret is known: %j', (secrets) => {
	expect(check(sign(VECTOR.body, ''), secrets)).toEqual({ ok: false, reason: 'noSecret' });
});

test('any changed byte of the body is noticed', () => {
	const bytes = Buffer.from(VECTOR.body);
	fc.assert(
		fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (position, flip) => {
			const changed = Buffer.from(bytes);
			changed[position]! ^= flip;
			return !verifySignature(changed, VECTOR.header, [VECTOR.secret]).ok;
		}),
	);
});
