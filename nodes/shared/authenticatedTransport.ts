import type {
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	ITriggerFunctions,
} from 'n8n-workflow';
import { NoAnswer, type HttpRequest, type Transport } from '../../lib/http/transport';
import { httpAnswer } from './httpAnswer';
import { answerInError } from './unansweredRequest';

type RequestingContext = IExecuteFunctions | ILoadOptionsFunctions | IHookFunctions | ITriggerFunctions;

/**
 * Fills the transport port with n8n's authenticated request, so that n8n signs it, renews the token on a 401 and
 * applies its proxy and outbound rules. Every status, a final 401 included, resolves; anything else rejects with NoAnswer.
 * @param renew `never` for tokens that cannot be renewed (Intercom's): n8n then repeats nothing and the body of a 401
 *   stays readable
 */
export function authenticatedTransport(
	context: RequestingContext,
	credentialType: string,
	renew: 'on401' | 'never' = 'on401',
): Transport {
	return async (request) => {
		// n8n replaces a request's signal by the execution's, so another one can only be looked at here.
		if (isCancelled(context, request)) throw new NoAnswer('cancelled', 'The execution was stopped.');
		const options = optionsOf(request, renew);
		try {
			const { httpRequestWithAuthentication } = context.helpers;
			const answer = (await httpRequestWithAuthentication.call(context, credentialType, options)) as IN8nHttpFullResponse;
			return httpAnswer(answer.statusCode, answer.headers, answer.body);
		} catch (error) {
			return answerInError(error, { timeoutMs: request.timeoutMs, cancelled: isCancelled(context, request) });
		}
	};
}

function optionsOf(request: HttpRequest, renew: 'on401' | 'never'): IHttpRequestOptions {
	const json = request.body === undefined ? undefined : JSON.stringify(request.body);
	return {
		method: request.method,
		url: withQuery(request),
		headers: { ...(json !== undefined && { 'Content-Type': 'application/json' }), ...request.headers },
		// As text: n8n leaves an empty object out, and vendors refuse a POST without a body.
		...(json !== undefined && { body: json }),
		json: true,
		timeout: request.timeoutMs,
		returnFullResponse: true,
		// Only a thrown 401 makes n8n renew an OAuth2 token; every other status must come back with its headers.
		ignoreHttpStatusErrors: renew === 'on401' ? { ignore: true, except: [401] } : true,
		// A redirect to another host must not carry the access token along.
		sendCredentialsOnCrossOriginRedirect: false,
	};
}

/** Encoded here and not by n8n's client, which leaves `:` `$` and `,` as they are and writes a blank as `+`. */
function withQuery({ url, query }: HttpRequest): string {
	const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined);
	if (pairs.length === 0) return url;
	return `${url}?${pairs.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`).join('&')}`;
}

function isCancelled(context: RequestingContext, request: HttpRequest): boolean {
	const execution = 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	return request.signal?.aborted === true || execution?.aborted === true;
}
