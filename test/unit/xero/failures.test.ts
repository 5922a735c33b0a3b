import fc from 'fast-check';
import type { Failure } from '../../../lib/http/failure';
import { NoAnswer, type HttpRequest, type HttpResponse } from '../../../lib/http/transport';
import { classifyContacts, classifyCreate, classifyRepeatable } from '../../../lib/xero/api/failures';

const NOW = 1_768_000_000_000;
const REQUEST: HttpRequest = { method: 'GET', url: 'https://api.xero.com/api.xro/2.0/Contacts', timeoutMs: 1 };
const HTML = '<!DOCTYPE html><html><body><h2>404 - File or directory not found.</h2></body></html>';
const REFUSAL = { ErrorNumber: 10, Type: 'ValidationException', Message: 'A validation exception occurred' };

const answer = (status: number, body: unknown = '', headers: Record<string, string> = {}): HttpResponse => ({ status, body, headers });
const classify = (given: HttpResponse | NoAnswer) => classifyContacts(given, REQUEST, NOW);

describe('what is no failure', () => {
	test.each([
		['a page of contacts', answer(200, { Contacts: [] })],
		['a write', answer(200, { Contacts: [{ ContactID: '1', StatusAttributeString: 'ERROR' }] })],
		['nothing changed', answer(304)],
	])('%s', (_, given) => {
		expect([classify(given), classifyCreate(given, REQUEST, NOW)]).toEqual([null, null]);
	});

	test('the list of connections, which holds no contacts', () => {
		expect(classifyRepeatable(answer(200, []), REQUEST, NOW)).toBeNull();
	});
});

describe('every answer that is a failure has a class, a reason and a next step', () => {
	test.each<[string, HttpResponse | NoAnswer, Partial<Failure>]>([
		['an expired token', answer(401, { Title: 'Unauthorized', Detail: 'TokenExpired: token expired at 01/23/2020' }), { class: 'auth', reason: 'xeroAccessRefused', message: expect.stringContaining('TokenExpired') }],
		['a missing scope', answer(401, {}, { 'www-authenticate': 'Bearer error="insufficient_scope"' }), { class: 'auth', reason: 'xeroScopeMissing', nextStep: expect.stringContaining('scope') }],
		['a missing scope as the FAQ spells it', answer(403, {}, { 'www-authenticate': 'error=insufficent_scope' }), { class: 'auth', reason: 'xeroScopeMissing' }],
		['the wrong organisation', answer(403, { title: 'Forbidden', detail: 'AuthenticationUnsuccessful' }), { class: 'auth', reason: 'xeroOrganisationNotConnected', nextStep: expect.stringMatching(/^Choose the organisation again in the node.*Switch account/) }],
		['a 403 without a body', answer(403), { class: 'auth', reason: 'xeroOrganisationNotConnected' }],
		['an HTML 404', answer(404, HTML), { class: 'gone', reason: 'xeroNotFound', message: 'Xero knows nothing at /api.xro/2.0/Contacts' }],
		['an empty 404', answer(404), { class: 'gone', reason: 'xeroNotFound' }],
		['an empty 429', answer(429), { class: 'quota', quota: 'concurrency', reason: 'xeroQuotaConcurrency', retryable: true, retryAt: NOW + 1_000 }],
		['an empty 429 with a short wait', answer(429, '', { 'retry-after': '26' }), { quota: 'minute', retryAt: NOW + 26_000 }],
		['an empty 429 with a long wait', answer(429, '', { 'retry-after': '73451' }), { quota: 'day', retryAt: NOW + 73_451_000 }],
		['the minute', answer(429, '', { 'x-rate-limit-problem': 'minute', 'retry-after': '26' }), { quota: 'minute', reason: 'xeroQuotaMinute', retryAt: NOW + 26_000 }],
		['the minute of the app', answer(429, '', { 'x-rate-limit-problem': 'appminute' }), { quota: 'minute', retryAt: NOW + 60_000 }],
		['the day', answer(429, '', { 'x-rate-limit-problem': 'day', 'retry-after': '73451' }), { quota: 'day', reason: 'xeroQuotaDay' }],
		['the day without a time', answer(429, '', { 'x-rate-limit-problem': 'day' }), { quota: 'day', retryAt: NOW + 3_600_000 }],
		['concurrency', answer(429, '', { 'x-rate-limit-problem': 'concurrent' }), { quota: 'concurrency', retryAt: NOW + 1_000 }],
		['a 500', answer(500, { Message: 'oops' }), { class: 'transient', reason: 'xeroStatus500', retryable: true }],
		['maintenance', answer(503, 'The Organisation is offline'), { class: 'transient', message: 'Xero is not available (HTTP 503): The Organisation is offline' }],
		['maintenance as a page', answer(503, HTML), { message: 'Xero is not available (HTTP 503)' }],
		['a web page instead of JSON', answer(200, HTML), { class: 'transient', reason: 'xeroUnreadableAnswer' }],
		['broken JSON', answer(200, '{"Contacts":[{"Cont'), { class: 'transient', reason: 'xeroUnreadableAnswer' }],
		['JSON that is about something else', answer(200, {}), { class: 'transient', reason: 'xeroUnreadableAnswer' }],
		['a list that is none', answer(200, { Contacts: {} }), { reason: 'xeroUnreadableAnswer' }],
		['nothing at all', answer(200), { reason: 'xeroUnreadableAnswer' }],
		['a null', answer(200, null), { reason: 'xeroUnreadableAnswer' }],
		['a refused request', answer(400, REFUSAL), { class: 'validation', reason: 'xeroRequestRefused', message: 'Xero refused the request: A validation exception occurred' }],
		['its reasons', answer(400, { ...REFUSAL, Elements: [{ ValidationErrors: [{ Message: 'Email address must be valid.' }] }] }), { message: expect.stringContaining('Email address must be valid.') }],
		['a refusal without a text', answer(400, HTML), { message: 'Xero refused the request: HTTP 400' }],
		['a request too large', answer(413), { class: 'validation', reason: 'xeroRequestTooLarge' }],
		['a filter Xero has not optimised', answer(400, { Type: 'HighVolumeException', ErrorNumber: 51 }), { class: 'validation', reason: 'xeroHighVolume' }],
		['a filter Xero cannot read', answer(400, { Type: 'QueryParseException', Message: 'No property' }), { class: 'defect', reason: 'xeroQueryRefused' }],
		['a key used for something else', answer(400, { Message: 'The Idempotency-Key x is used with a different request' }), { class: 'uncertain', reason: 'xeroIdempotencyKeyReused' }],
		['a broken connection', new NoAnswer('network', 'ECONNRESET'), { class: 'transient', reason: 'xeroUnreachable', retryable: true }],
		['a time-out', new NoAnswer('timeout', 'No answer within 30 seconds.'), { class: 'transient', reason: 'xeroTimeout' }],
		['nothing connected', new NoAnswer('credential', 'not connected'), { class: 'auth', reason: 'xeroNotConnected', retryable: false }],
	])('%s', (_, given, expected) => {
		const failure = classify(given);
		expect(failure).toMatchObject(expected);
		expect(failure!.nextStep).not.toBe('');
		expect(failure!.retryable).toBe(failure!.class === 'transient' || failure!.class === 'quota');
		if (!(given instanceof NoAnswer)) expect(failure!.status).toBe(given.status);
	});
});

test.each<[string, HttpResponse | NoAnswer]>([
	['a 500', answer(500)],
	['a 503', answer(503, 'down')],
	['broken JSON', answer(200, '{"Contacts":[')],
	['an answer without contacts', answer(200, {})],
	['a broken connection', new NoAnswer('network', 'ECONNRESET')],
	['a time-out', new NoAnswer('timeout', 'late')],
])('after %s nobody knows whether a create arrived, and it is not repeated blindly', (_, given) => {
	expect(classifyCreate(given, REQUEST, NOW)).toMatchObject({ class: 'uncertain', retryable: false, message: expect.stringContaining('looked up') });
});

test.each([401, 403, 404, 400, 429])('a create that was answered %i did not arrive', (status) => {
	expect(classifyCreate(answer(status), REQUEST, NOW)!.class).not.toBe('uncertain');
});

describe('messages', () => {
	const token = 'eyJhbGciOiJSUzI1NiJ9.eyJ4ZXJvX3VzZXJpZCI6IjdhMGMzZjUyLTFkMmUtNGMwYi05YTU3In0.c2lnbmF0dXJlLW9mLTQzLWNoYXJhY3RlcnMtb3ItbW9yZQ';
	const bodies = [
		(text: string) => answer(401, { Detail: text }),
		(text: string) => answer(403, { detail: text }),
		(text: string) => answer(400, { Message: text }),
		(text: string) => answer(400, { Elements: [{ ValidationErrors: [{ Message: text }] }] }),
		(text: string) => answer(503, text),
		(text: string) => new NoAnswer('network', text),
		(text: string) => new NoAnswer('credential', text),
	];

	test.each(bodies)('hold no secret, whatever the vendor repeats (%#)', (bodyWith) => {
		for (const text of [`Bearer ${token} expired`, `refresh_token=${token}`, `{"access_token":"abc123"}`, 'client_secret: geheim']) {
			const said = JSON.stringify(classify(bodyWith(text)));
			for (const secret of [token, token.split('.')[1]!, 'abc123', 'geheim']) expect(said).not.toContain(secret);
		}
	});

	test.each(bodies)('are short and on one line, however long the body (%#)', (bodyWith) => {
		const { message } = classify(bodyWith(`${'Long line\n'.repeat(100_000)}`))!;
		expect(message.length).toBeLessThan(500);
		expect(message).not.toContain('\n');
	});
});

test('whatever comes back is classified, and nothing throws', () => {
	const headers = fc.dictionary(fc.constantFrom('retry-after', 'x-rate-limit-problem', 'www-authenticate', 'xero-correlation-id'), fc.string());
	const answers = fc.record({ status: fc.integer({ min: 100, max: 599 }), headers, body: fc.anything() });
	fc.assert(
		fc.property(answers, fc.constantFrom(classifyRepeatable, classifyContacts, classifyCreate), (given, classifyOne) => {
			const failure = classifyOne(given, REQUEST, NOW);
			if (failure === null) expect(given.status === 304 || (given.status >= 200 && given.status < 300)).toBe(true);
			else expect(failure.message.length).toBeLessThan(1_000);
		}),
	);
});
