import type { Failure, QuotaKind } from '../http/failure';
import { retryAfterAt } from '../http/retryAfter';
import { NoAnswer, type HttpRequest, type HttpResponse } from '../http/transport';

const RECONNECT = 'Open the Xero credential in n8n, choose Connect, and allow access to this organisation.';
const LATER = 'Nothing to do: it is tried again.';

/** Xero documents Retry-After for minute and day limits only; these stand in where it is missing. */
const CONCURRENCY_WAIT_MS = 1_000;
const MINUTE_WAIT_MS = 60_000;
const DAY_WAIT_MS = 60 * 60_000;

const MAX_VENDOR_TEXT_CHARS = 300;

/** An answer to a read, or to a write that may safely be sent again (a POST that names every ContactID). */
export function classifyRepeatable(answer: HttpResponse | NoAnswer, request: HttpRequest, now: number): Failure | null {
	return classify(answer, request, now, true);
}

/** An answer to a create: if it got lost, the contacts may exist, so the call must not simply be repeated. */
export function classifyCreate(answer: HttpResponse | NoAnswer, request: HttpRequest, now: number): Failure | null {
	return classify(answer, request, now, false);
}

function classify(
	answer: HttpResponse | NoAnswer,
	request: HttpRequest,
	now: number,
	repeatable: boolean,
): Failure | null {
	if (answer instanceof NoAnswer) return withoutAnswer(answer, repeatable);
	const { status } = answer;
	if (status === 304) return null;
	if (status >= 200 && status < 300) return isObject(answer.body) ? null : unreadable(answer, repeatable);
	const known = { status, requestId: requestIdOf(answer) };
	if (status === 429) return { ...quota(answer, now), ...known };
	if (status === 401 || status === 403) return { ...refused(answer), ...known };
	if (status === 404) return { ...notFound(request), ...known };
	if (status >= 500) return { ...broken(answer, repeatable), ...known };
	return { ...badRequest(answer), ...known };
}

function withoutAnswer(answer: NoAnswer, repeatable: boolean): Failure {
	if (answer.kind === 'credential') {
		return {
			class: 'auth',
			reason: 'xeroNotConnected',
			message: `n8n could not use the Xero credential: ${cut(answer.message)}`,
			nextStep: RECONNECT,
			retryable: false,
		};
	}
	const reason = answer.kind === 'timeout' ? 'xeroTimeout' : 'xeroUnreachable';
	return lost(reason, `Xero gave no answer (${cut(answer.message)})`, repeatable);
}

function unreadable(answer: HttpResponse, repeatable: boolean): Failure {
	return {
		...lost('xeroUnreadableAnswer', 'Xero sent an answer that is not JSON', repeatable),
		status: answer.status,
		requestId: requestIdOf(answer),
	};
}

function broken(answer: HttpResponse, repeatable: boolean): Failure {
	const text = typeof answer.body === 'string' && !answer.body.includes('<') ? `: ${cut(answer.body)}` : '';
	return lost(`xeroStatus${answer.status}`, `Xero is not available (HTTP ${answer.status})${text}`, repeatable);
}

/** A read is tried again; a create whose fate is unknown is looked up first. */
function lost(reason: string, message: string, repeatable: boolean): Failure {
	if (repeatable) return { class: 'transient', reason, message, nextStep: LATER, retryable: true };
	return {
		class: 'uncertain',
		reason,
		message: `${message}; whether the contacts were created is looked up before anything is sent again`,
		nextStep: LATER,
		retryable: false,
	};
}

/** @see https://developer.xero.com/documentation/guides/oauth2/limits */
function quota(answer: HttpResponse, now: number): Failure {
	const retryAt = retryAfterAt(answer.headers['retry-after'], now);
	const kind = quotaKind(answer.headers['x-rate-limit-problem'], retryAt);
	const wait = { minute: MINUTE_WAIT_MS, day: DAY_WAIT_MS, concurrency: CONCURRENCY_WAIT_MS }[kind];
	const what = {
		minute: 'the limit of calls per minute is reached',
		day: 'the limit of calls per day is reached',
		concurrency: 'too many calls at the same time',
	}[kind];
	return {
		class: 'quota',
		quota: kind,
		reason: `xeroQuota${kind[0]!.toUpperCase()}${kind.slice(1)}`,
		message: `Xero asks to slow down: ${what}`,
		nextStep: kind === 'day' ? 'It goes on by itself when Xero allows calls again.' : LATER,
		retryable: true,
		retryAt: retryAt ?? now + wait,
	};
}

function quotaKind(problem: string | undefined, retryAt: number | undefined): QuotaKind {
	const text = (problem ?? '').toLowerCase();
	if (text.includes('day')) return 'day';
	if (text.includes('minute')) return 'minute';
	if (text !== '') return 'concurrency';
	return retryAt === undefined ? 'concurrency' : 'minute';
}

function refused(answer: HttpResponse): Failure {
	const detail = cut(textOf(answer.body, ['Detail', 'detail', 'Message', 'error_description', 'error']));
	const scope = /insuffici?ent_scope/.test(answer.headers['www-authenticate'] ?? '');
	const why = detail ? ` (${detail})` : '';
	return {
		class: 'auth',
		reason: scope ? 'xeroScopeMissing' : answer.status === 403 ? 'xeroOrganisationNotConnected' : 'xeroAccessRefused',
		message: scope
			? 'Xero refused the call because the credential lacks a permission (scope)'
			: answer.status === 403
				? `Xero refused access to this organisation${why}: it is not connected to this credential, or was disconnected in Xero`
				: `Xero refused the credential${why}: it was revoked or has expired`,
		nextStep: scope ? `Add the missing scope in the Xero credential, then connect again.` : RECONNECT,
		retryable: false,
	};
}

function notFound(request: HttpRequest): Failure {
	return {
		class: 'gone',
		reason: 'xeroNotFound',
		message: `Xero knows nothing at ${new URL(request.url).pathname}`,
		nextStep: 'Check that the right organisation is chosen.',
		retryable: false,
	};
}

function badRequest(answer: HttpResponse): Failure {
	const type = textOf(answer.body, ['Type']);
	const message = cut(textOf(answer.body, ['Message', 'Detail', 'detail']));
	const base = { retryable: false, message: `Xero refused the request: ${message || `HTTP ${answer.status}`}` };
	if (type === 'HighVolumeException') {
		return { ...base, class: 'validation', reason: 'xeroHighVolume', nextStep: LATER };
	}
	if (/used with a different request/i.test(message)) {
		return { ...base, class: 'uncertain', reason: 'xeroIdempotencyKeyReused', nextStep: LATER };
	}
	if (type === 'QueryParseException') {
		return { ...base, class: 'defect', reason: 'xeroQueryRefused', nextStep: 'Please report this with the request id.' };
	}
	return {
		...base,
		class: 'validation',
		reason: answer.status === 413 ? 'xeroRequestTooLarge' : 'xeroRequestRefused',
		nextStep: 'Correct the value in Intercom; the record is tried again with its next change.',
	};
}

/** Xero's id of a request, which its support asks for. */
export function requestIdOf(answer: HttpResponse): string | undefined {
	return answer.headers['xero-correlation-id'];
}

/** Vendor text, without line breaks and short enough for a message. */
export function cut(text: string): string {
	const flat = text.replace(/\s+/g, ' ').trim();
	return flat.length > MAX_VENDOR_TEXT_CHARS ? `${flat.slice(0, MAX_VENDOR_TEXT_CHARS)}...` : flat;
}

function textOf(body: unknown, keys: readonly string[]): string {
	if (!isObject(body)) return '';
	for (const key of keys) {
		const value = body[key];
		if (typeof value === 'string' && value !== '') return value;
	}
	return '';
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}
