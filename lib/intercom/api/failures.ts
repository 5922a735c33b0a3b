import type { Classify } from '../../http/call';
import { TRY_LATER, type Failure } from '../../http/failure';
import { isRecord } from '../../http/isRecord';
import { retryAfterAt } from '../../http/retryAfter';
import { NoAnswer, type HttpRequest, type HttpResponse } from '../../http/transport';
import { refusalOf } from './refusals';
import { vendorErrorFrom, type VendorError } from './vendorError';

/** Intercom spreads its limits over windows of 10 s; waited for when the header is missing. */
const LIMIT_WINDOW_MS = 10_000;

/**
 * Reads an answer of Intercom; null means success.
 *
 * Reads, searches and PUTs may be repeated; another write whose answer got lost is `uncertain`. 401 and 403 are for a
 * person, 429 waits until X-RateLimit-Reset. A bare 404 is no proof of a deletion (it may be the wrong workspace), so
 * it is never `gone`. Pure.
 * @see https://developers.intercom.com/docs/references/rest-api/errors/error-codes
 * @see https://developers.intercom.com/docs/references/rest-api/errors/rate-limiting
 */
export const classifyIntercom: Classify = (answer, request, now) => {
	if (answer instanceof NoAnswer) return withoutAnswer(answer, isRepeatable(request));
	const { status } = answer;
	const error = vendorErrorFrom(answer);
	const known = { status, ...(error.requestId && { requestId: error.requestId }) };
	if (status >= 200 && status < 300 && isRecord(answer.body)) return null;
	if (status >= 200 && status < 300 && isCutOff(answer.body)) return { ...cutOff(isRepeatable(request)), ...known };
	if (status >= 200 && status < 300) return { ...unreadable(status), ...known };
	if (status === 429) return { ...slowDown(answer, now), ...known };
	if (status === 401 || status === 403) return { ...refusalOf(status, error), ...known };
	if (status === 408 || status >= 500) return { ...broken(status, isRepeatable(request)), ...known };
	// Not Intercom's own words: a proxy, a firewall or a wrong address answered.
	if (error.code === null) return { ...unreadable(status), ...known };
	return { ...rejected(status, error), ...known, ...(error.field && { field: error.field }) };
};

/** Searches, and the list of companies, are POSTs that change nothing. */
function isRepeatable({ method, url }: HttpRequest): boolean {
	return method !== 'POST' || url.endsWith('/search') || url.endsWith('/companies/list');
}

function withoutAnswer(answer: NoAnswer, repeatable: boolean): Failure {
	if (answer.kind === 'credential') {
		return {
			class: 'auth',
			reason: 'intercomNotConnected',
			message: `n8n could not use the Intercom credential: ${answer.message}`,
			nextStep: 'Open the Intercom credential in n8n and paste the access token again (with OAuth2 press Switch account, or Connect).',
			retryable: false,
		};
	}
	const reason = answer.kind === 'timeout' ? 'intercomTimeout' : 'intercomUnreachable';
	return lost(reason, `Intercom gave no answer: ${answer.message}`, repeatable);
}

/** JSON that ends too early, down to nothing at all: the connection died under Intercom's own answer. */
function isCutOff(body: unknown): boolean {
	return typeof body === 'string' && /^\s*(\{|$)/.test(body);
}

function cutOff(repeatable: boolean): Failure {
	return lost('intercomAnswerCutOff', "Intercom's answer broke off in the middle.", repeatable);
}

function broken(status: number, repeatable: boolean): Failure {
	return lost('intercomUnavailable', `Intercom is not available (HTTP ${status}).`, repeatable);
}

function lost(reason: string, message: string, repeatable: boolean): Failure {
	if (repeatable) return { class: 'transient', reason, message, nextStep: TRY_LATER, retryable: true };
	return {
		class: 'uncertain',
		reason,
		message: `${message} Whether the change was made is not known.`,
		nextStep: 'Run the workflow again: what is already there is found and not made twice.',
		retryable: false,
	};
}

function slowDown(answer: HttpResponse, now: number): Failure {
	const resetMs = Number(answer.headers['x-ratelimit-reset']) * 1_000;
	const retryAt = resetMs > now ? resetMs : retryAfterAt(answer.headers['retry-after'], now);
	return {
		class: 'quota',
		quota: 'minute',
		reason: 'intercomQuota',
		message: 'Intercom asks to slow down: the limit of calls is reached.',
		nextStep: TRY_LATER,
		retryable: true,
		retryAt: retryAt ?? now + LIMIT_WINDOW_MS,
	};
}

function unreadable(status: number): Failure {
	return {
		class: 'defect',
		reason: 'intercomUnreadableAnswer',
		message: `Something other than Intercom's API answered (HTTP ${status}, not Intercom's format).`,
		nextStep: 'Check whether a proxy or firewall stands between n8n and Intercom, and the region in the credential.',
		retryable: false,
	};
}

function rejected(status: number, error: VendorError): Failure {
	const said = error.message ? `: ${error.message}` : '.';
	if (status === 404) {
		return {
			class: 'validation',
			reason: 'intercomNotFound',
			message: `Intercom does not find the record (${error.code})${said}`,
			nextStep: 'If it was deleted in Intercom, there is nothing to do. Else check the id, and that the credential belongs to the same Intercom workspace as the id.',
			retryable: false,
		};
	}
	if (status === 410) {
		const merged = error.code === 'contact_merged';
		return {
			class: 'gone',
			reason: merged ? 'intercomMerged' : 'intercomGone',
			message: `The record no longer exists in Intercom (${error.code})${said}`,
			nextStep: merged ? 'Work with the contact it was merged into; its own notifications bring it along.' : 'Nothing to do, unless its Xero contact is to be archived.',
			retryable: false,
		};
	}
	if (error.code === 'intercom_version_invalid' || status === 406) {
		return {
			class: 'defect',
			reason: 'intercomVersionRefused',
			message: `Intercom does not offer this request (${error.code})${said}`,
			nextStep: 'Update this package; if that does not help, report it.',
			retryable: false,
		};
	}
	return {
		class: status === 409 ? 'conflict' : 'validation',
		reason: status === 409 ? 'intercomConflict' : 'intercomRejected',
		message: `Intercom refuses the data${error.field ? `, field ${error.field}` : ''} (${error.code})${said}`,
		nextStep: 'Correct the value in Intercom or in the workflow, then run it again.',
		retryable: false,
	};
}
