import { isRecord } from '../../lib/http/isRecord';
import { type HttpResponse, NoAnswer } from '../../lib/http/transport';
import { httpAnswer } from './httpAnswer';

interface Circumstances {
	timeoutMs: number;
	/** The execution, or the caller, has been stopped. */
	cancelled: boolean;
}

/** Axios reports its own time-out as ECONNABORTED; the others come from the socket or from undici. */
const TIMEOUT_CODES = new Set(['ECONNABORTED', 'ETIMEDOUT', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT']);
const CANCEL_CODES = new Set(['ERR_CANCELED', 'ABORT_ERR']);
/** Failures of n8n's OAuth2 client that another try may cure; the rest mean that a person has to reconnect. */
const TOKEN_ENDPOINT_BUSY = new Set([408, 425, 429]);
const MAX_REASON_CHARS = 200;

/**
 * Reads what n8n threw. It wraps every failure in a NodeApiError, whose chain of causes holds the HTTP client's error:
 * with a 401 inside that is the vendor's last word after the token was renewed, and resolves like any other status.
 * @throws {NoAnswer} in all other cases; errors that never came from the HTTP client arose before anything was sent
 */
export function answerInError(error: unknown, circumstances: Circumstances): HttpResponse {
	const chain = causesOf(error);
	const codes = chain.map(({ code }) => code).filter((code): code is string => typeof code === 'string');
	if (circumstances.cancelled || codes.some((code) => CANCEL_CODES.has(code))) {
		throw new NoAnswer('cancelled', 'The execution was stopped.');
	}
	const fromClient = chain.find((cause) => cause.isAxiosError === true);
	if (fromClient) return answerOfClient(fromClient, codes, circumstances.timeoutMs);
	throw isTokenEndpointBusy(chain)
		? new NoAnswer('network', 'The access token could not be renewed: the sign-in service did not answer properly.')
		: new NoAnswer('credential', `n8n could not sign the request. ${reasonIn(chain)}`.trim());
}

function answerOfClient(error: Record<string, unknown>, codes: string[], timeoutMs: number): HttpResponse {
	const response = error.response;
	if (isRecord(response) && response.status === 401) return httpAnswer(401, response.headers, response.data);
	if (isRecord(response)) {
		throw new NoAnswer('network', `The access token could not be renewed: the sign-in service answered ${String(response.status)}.`);
	}
	if (codes.some((code) => TIMEOUT_CODES.has(code))) {
		throw new NoAnswer('timeout', `No answer within ${Math.round(timeoutMs / 1_000)} seconds.`);
	}
	throw new NoAnswer('network', `The connection failed${codes[0] ? ` (${codes[0]})` : ''}.`);
}

function isTokenEndpointBusy(chain: Record<string, unknown>[]): boolean {
	return chain.some(({ code, status }) => code === 'ESTATUS' && typeof status === 'number' && TOKEN_ENDPOINT_BUSY.has(status));
}

/** n8n's own words ("The credential … needs to be reconnected."), the innermost first because it is the most exact. */
function reasonIn(chain: Record<string, unknown>[]): string {
	const messages = chain.map(({ message }) => message).filter((message) => typeof message === 'string' && message !== '');
	return String(messages.at(-1) ?? '').slice(0, MAX_REASON_CHARS);
}

/** The error and its causes, outermost first; a circle ends the walk. */
function causesOf(error: unknown): Record<string, unknown>[] {
	const chain: Record<string, unknown>[] = [];
	for (let cause: unknown = error; isRecord(cause) && !chain.includes(cause); cause = cause.cause) chain.push(cause);
	return chain;
}
