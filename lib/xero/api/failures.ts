import type { Classify } from '../../http/call';
import { TRY_LATER, type Failure } from '../../http/failure';
import { isRecord } from '../../http/isRecord';
import { NoAnswer, type HttpRequest, type HttpResponse } from '../../http/transport';
import { contactFrom, contactList } from '../contact/contactFrom';
import { quotaFailure } from '../pace/quotaFailure';
import { cut, textOf } from '../contact/vendorText';

/** As n8n names its button: Connect at first, Switch account where it still takes the credential for connected. */
export const RECONNECT = 'Open the Xero credential in n8n, press Switch account (Connect where it is not connected), and allow access to this organisation.';

/** Xero's demo company gets another id whenever it is reset, and nobody can reconnect what is gone. */
const CHOOSE_AGAIN = `Choose the organisation again in the node (a demo company that was reset is another one). If it is not in the list: ${RECONNECT}`;

/** Whether a repeat is safe, and what a good answer holds. */
interface Expectation {
	repeatable: boolean;
	isReadable(body: unknown): boolean;
}

/** An answer to a read of anything but contacts. */
export function classifyRepeatable(answer: HttpResponse | NoAnswer, request: HttpRequest, now: number): Failure | null {
	return classify(answer, request, now, { repeatable: true, isReadable: isJson });
}

/**
 * An answer to a read of contacts, or to a write of contacts that may safely be sent again (a POST that names every
 * ContactID). An answer without the list of contacts must not pass for an empty one.
 */
export function classifyContacts(answer: HttpResponse | NoAnswer, request: HttpRequest, now: number): Failure | null {
	return classify(answer, request, now, { repeatable: true, isReadable: hasContacts });
}

/** An answer to a create: if it got lost, the contacts may exist, so the call must not simply be repeated. */
export function classifyCreate(answer: HttpResponse | NoAnswer, request: HttpRequest, now: number): Failure | null {
	return classify(answer, request, now, { repeatable: false, isReadable: hasContacts });
}

/**
 * The same for another list of Xero (`Accounts`): an answer without it is none.
 * @param repeatable false for a create: a lost one is looked up before anything is sent again
 */
export function classifyList(list: string, repeatable: boolean): Classify {
	const isReadable = (body: unknown) => isRecord(body) && Array.isArray(body[list]);
	return (answer, request, now) => classify(answer, request, now, { repeatable, isReadable });
}

/** An answer to a deletion, which may be sent again; a good one is empty. */
export function classifyDeletion(answer: HttpResponse | NoAnswer, request: HttpRequest, now: number): Failure | null {
	return classify(answer, request, now, { repeatable: true, isReadable: () => true });
}

function classify(
	answer: HttpResponse | NoAnswer,
	request: HttpRequest,
	now: number,
	{ repeatable, isReadable }: Expectation,
): Failure | null {
	if (answer instanceof NoAnswer) return withoutAnswer(answer, repeatable);
	const { status } = answer;
	if (status === 304) return null;
	const known = { status, requestId: requestIdOf(answer) };
	if (status >= 200 && status < 300) return isReadable(answer.body) ? null : { ...unreadable(repeatable), ...known };
	if (status === 429) return { ...quotaFailure(answer, now), ...known };
	if (status === 401 || status === 403) return { ...refused(answer), ...known };
	if (status === 404) return { ...notFound(request), ...known };
	if (status >= 500) return { ...broken(answer, repeatable), ...known };
	return { ...badRequest(answer), ...known };
}

function isJson(body: unknown): boolean {
	return isRecord(body) || Array.isArray(body);
}

function hasContacts(body: unknown): boolean {
	return contactList(body) !== undefined;
}

function withoutAnswer(answer: NoAnswer, repeatable: boolean): Failure {
	if (answer.kind === 'credential') {
		return {
			class: 'auth',
			reason: 'xeroNotConnected',
			message: `The Xero credential does not work: ${cut(answer.message)}`,
			nextStep: RECONNECT,
			retryable: false,
		};
	}
	const reason = answer.kind === 'timeout' ? 'xeroTimeout' : 'xeroUnreachable';
	return lost(reason, `Xero gave no answer (${cut(answer.message)})`, repeatable);
}

function unreadable(repeatable: boolean): Failure {
	return lost('xeroUnreadableAnswer', 'Xero sent an answer that cannot be read', repeatable);
}

function broken(answer: HttpResponse, repeatable: boolean): Failure {
	const text = typeof answer.body === 'string' && !answer.body.includes('<') ? `: ${cut(answer.body)}` : '';
	return lost(`xeroStatus${answer.status}`, `Xero is not available (HTTP ${answer.status})${text}`, repeatable);
}

/** A read is tried again; a create whose fate is unknown is looked up first. */
function lost(reason: string, message: string, repeatable: boolean): Failure {
	if (repeatable) return { class: 'transient', reason, message, nextStep: TRY_LATER, retryable: true };
	return {
		class: 'uncertain',
		reason,
		message: `${message}; whether it was written is looked up before anything is sent again`,
		nextStep: TRY_LATER,
		retryable: false,
	};
}

function refused({ status, headers, body }: HttpResponse): Failure {
	const detail = cut(textOf(body, ['Detail', 'detail', 'Message', 'error_description', 'error']));
	const why = detail === '' ? '' : ` (${detail})`;
	const failure = { class: 'auth', nextStep: RECONNECT, retryable: false } as const;
	if (/insuffici?ent_scope/.test(headers['www-authenticate'] ?? '')) {
		return {
			...failure,
			reason: 'xeroScopeMissing',
			message: 'Xero refused the call because the credential lacks a permission (scope)',
			nextStep: 'Add the missing scope in the Xero credential, save it, then press Switch account (or Connect) in it.',
		};
	}
	if (status === 403) {
		const message = `Xero refused access to this organisation${why}: it is not connected to this credential, was disconnected in Xero, or is gone`;
		return { ...failure, reason: 'xeroOrganisationNotConnected', message, nextStep: CHOOSE_AGAIN };
	}
	return { ...failure, reason: 'xeroAccessRefused', message: `Xero refused the credential${why}: it was revoked or has expired` };
}

function notFound(request: HttpRequest): Failure {
	return {
		class: 'gone',
		reason: 'xeroNotFound',
		message: `Xero knows nothing at ${new URL(request.url).pathname}`,
		nextStep: 'Check that the right organisation is chosen in the node. If it is, something was deleted in Xero meanwhile: send the item again.',
		retryable: false,
	};
}

function badRequest(answer: HttpResponse): Failure {
	const type = textOf(answer.body, ['Type']);
	const message = cut([...elementTexts(answer.body), textOf(answer.body, ['Message', 'Detail', 'detail'])].join(' '));
	const base = { retryable: false, message: `Xero refused the request: ${message || `HTTP ${answer.status}`}` };
	if (type === 'HighVolumeException') {
		return { ...base, class: 'validation', reason: 'xeroHighVolume', nextStep: 'Please report this with the request id: the organisation is too large for what was asked.' };
	}
	if (/used with a different request/i.test(message)) {
		return { ...base, class: 'uncertain', reason: 'xeroIdempotencyKeyReused', nextStep: TRY_LATER };
	}
	if (type === 'QueryParseException') {
		return { ...base, class: 'defect', reason: 'xeroQueryRefused', nextStep: 'Please report this with the request id.' };
	}
	return {
		...base,
		class: 'validation',
		...(answer.status === 413
			? { reason: 'xeroRequestTooLarge', nextStep: 'Set a smaller Batch Size in the options of the node, and send the items again.' }
			: { reason: 'xeroRequestRefused', nextStep: 'Correct the value in Intercom; the record is tried again with its next change.' }),
	};
}

/** A refusal of the whole request keeps its reasons with the elements. */
function elementTexts(body: unknown): string[] {
	const elements = isRecord(body) && Array.isArray(body.Elements) ? body.Elements : [];
	return elements
		.flatMap((element) => contactFrom(element).ValidationErrors ?? [])
		.map(({ Message, Description }) => Message ?? Description ?? '');
}

/** Xero's id of a request, which its support asks for. */
export function requestIdOf(answer: HttpResponse): string | undefined {
	return answer.headers['xero-correlation-id'];
}
