import fc from 'fast-check';
import { NoAnswer, type HttpRequest, type HttpResponse } from '../../../lib/http/transport';
import { classifyIntercom } from '../../../lib/intercom/api/failures';
import { errorList, NOW_MS } from './scriptedIntercom';

const request = (method: HttpRequest['method'], path = '/contacts/c1'): HttpRequest => ({ method, url: `https://api.intercom.io${path}`, timeoutMs: 1 });
const classify = (answer: Partial<HttpResponse> | NoAnswer, sent = request('GET')) =>
	classifyIntercom(answer instanceof NoAnswer ? answer : { status: 200, headers: {}, body: {}, ...answer }, sent, NOW_MS);

test.each([
	['unauthorized', 401, 'unauthorized', 'intercomUnauthorized'],
	['token_revoked', 401, 'token_revoked', 'intercomTokenRevoked'],
	['token_suspended', 401, 'token_suspended', 'intercomWorkspaceClosed'],
	['an unknown code', 401, 'token_of_the_future', 'intercomUnauthorized'],
	['api_plan_restricted', 403, 'api_plan_restricted', 'intercomPlanRestricted'],
	['forbidden', 403, 'forbidden', 'intercomPermissionMissing'],
])('%s (%i) is for a person and never repeated', (_, status, code, reason) => {
	const failure = classify({ status, body: errorList(code, 'Access Token Invalid') });
	expect(failure).toMatchObject({ class: 'auth', reason, retryable: false, status, requestId: '45b30bd1-75d2-40cc-bb39-74ac133a2836' });
	expect(failure?.nextStep).not.toBe('');
});

test.each([
	['X-RateLimit-Reset', { 'x-ratelimit-reset': String(NOW_MS / 1_000 + 7) }, NOW_MS + 7_000],
	['Retry-After, where the reset is past', { 'x-ratelimit-reset': '1', 'retry-after': '3' }, NOW_MS + 3_000],
	['one window of Intercom, where no header says', {}, NOW_MS + 10_000],
])('a limit waits for %s, with an empty body too', (_, headers, retryAt) => {
	expect(classify({ status: 429, headers, body: '' })).toMatchObject({ class: 'quota', reason: 'intercomQuota', retryable: true, retryAt });
});

test.each([
	['a read', request('GET')],
	['a search', request('POST', '/contacts/search')],
	['a PUT', request('PUT')],
])('%s is tried again after a lost answer', (_, sent) => {
	for (const answer of [{ status: 503 }, { status: 500 }, new NoAnswer('timeout', 'late'), new NoAnswer('network', 'reset')]) {
		expect(classify(answer, sent)).toMatchObject({ class: 'transient', retryable: true });
	}
});

test.each(['{"type":"contact","id":"69', '{', ''])('an answer that breaks off (%j) is a lost answer', (body) => {
	expect(classify({ body })).toMatchObject({ class: 'transient', reason: 'intercomAnswerCutOff', retryable: true, status: 200 });
	expect(classify({ body }, request('POST', '/data_attributes'))).toMatchObject({ class: 'uncertain', retryable: false });
});

test('another write whose answer was lost is uncertain and not sent twice', () => {
	for (const answer of [{ status: 502 }, new NoAnswer('timeout', 'late'), new NoAnswer('network', 'reset')]) {
		expect(classify(answer, request('POST', '/data_attributes'))).toMatchObject({ class: 'uncertain', retryable: false });
	}
});

test('a bare 404 is no proof of a deletion', () => {
	const failure = classify({ status: 404, body: errorList('not_found', 'User Not Found') });
	expect(failure).toMatchObject({ class: 'validation', reason: 'intercomNotFound' });
	expect(failure?.nextStep).toContain('workspace');
});

test.each([404, 200, 302, 418])('a web page with status %i is told apart from Intercom', (status) => {
	expect(classify({ status, body: '<html>Not Found</html>' })).toMatchObject({ class: 'defect', reason: 'intercomUnreadableAnswer', status });
});

test.each([
	[400, 'parameter_invalid', 'validation', 'intercomRejected'],
	[409, 'conflict', 'conflict', 'intercomConflict'],
	[410, 'contact_merged', 'gone', 'intercomMerged'],
	[406, 'media_type_not_acceptable', 'defect', 'intercomVersionRefused'],
	[400, 'intercom_version_invalid', 'defect', 'intercomVersionRefused'],
])('%i %s is %s', (status, code, kind, reason) => {
	expect(classify({ status, body: errorList(code, 'No', 'email') })).toMatchObject({ class: kind, reason, retryable: false, field: 'email' });
});

test('credentials that cannot sign are for a person', () => {
	expect(classify(new NoAnswer('credential', 'not connected'))).toMatchObject({ class: 'auth', reason: 'intercomNotConnected', retryable: false });
});

test('no message holds a token or a long body', () => {
	const token = 'dG9rOmFiY2RlZl8xMjM0NTY3ODkwYWJjZGVmMTIzNDU2Nzg5MA==';
	const message = classify({ status: 401, body: errorList('unauthorized', `Token ${token} is bad. ${'So sorry. '.repeat(100)}`) })?.message ?? '';
	expect(message).not.toContain(token.slice(0, 30));
	expect(message.length).toBeLessThan(450);
});

test('every answer has exactly one reading: success only for 2xx with an object, and never a throw', () => {
	fc.assert(
		fc.property(fc.integer({ min: 100, max: 599 }), fc.anything(), fc.constantFrom<HttpRequest['method']>('GET', 'POST', 'PUT', 'DELETE'), (status, body, method) => {
			const failure = classify({ status, body }, request(method));
			const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
			expect(failure === null).toBe(status >= 200 && status < 300 && isObject);
			if (failure) expect([failure.message, failure.nextStep, failure.reason].every((text) => text.length > 0)).toBe(true);
		}),
	);
});
