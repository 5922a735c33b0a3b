import { call, type CallContext, type Classify } from '../../http/call';
import type { Failure } from '../../http/failure';
import type { HttpRequest, HttpResponse } from '../../http/transport';
import { classifyIntercom } from './failures';
import { intercomHost } from './hosts';

/** @see https://developers.intercom.com/docs/references/rest-api (pinned: answers differ by version) */
export const INTERCOM_VERSION = '2.16';
const REQUEST_TIMEOUT_MS = 20_000;

/** What every call to one workspace needs. */
export interface IntercomConnection extends Omit<CallContext, 'classify'> {
	/** From the credential: us, eu or au. */
	region: unknown;
	/** From the credential; honoured for loopback addresses only, looked at anew before each request. */
	simulatorUrl: unknown;
}

/** What an endpoint came to. */
export type Answer<T> = { ok: true; value: T } | { ok: false; failure: Failure; attempts: number };

interface IntercomRequest extends Pick<HttpRequest, 'method' | 'query' | 'body'> {
	/** From the API's root, ids already encoded. */
	path: string;
	/** Where an endpoint knows more than the rule for all. */
	classify?: Classify;
}

/**
 * Sends one request, repeated while that is safe, and reads the answer.
 * @param read turns the answer into a value; null means that it is not what the endpoint promises
 */
export async function ask<T>(
	connection: IntercomConnection,
	{ path, classify = classifyIntercom, ...rest }: IntercomRequest,
	read: (response: HttpResponse) => T | null,
): Promise<Answer<T>> {
	const request: HttpRequest = {
		...rest,
		url: intercomHost(connection.region, connection.simulatorUrl).api + path,
		headers: { Accept: 'application/json', 'Intercom-Version': INTERCOM_VERSION },
		timeoutMs: REQUEST_TIMEOUT_MS,
	};
	const result = await call(request, { ...connection, classify });
	if (!result.ok) return result;
	const value = read(result.response);
	if (value !== null) return { ok: true, value };
	return { ok: false, failure: unexpected(request, result.response.status), attempts: result.attempts };
}

function unexpected({ method, url }: HttpRequest, status: number): Failure {
	return {
		class: 'defect',
		reason: 'intercomUnexpectedAnswer',
		message: `Intercom answered ${method} ${new URL(url).pathname} with something this package does not know.`,
		nextStep: 'Report it to the maintainers of this package, with the time of the call.',
		retryable: false,
		status,
	};
}
