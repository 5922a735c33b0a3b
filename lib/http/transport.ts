/**
 * The one port through which this package reaches a vendor. Nodes fill it with n8n's authenticated request (OAuth
 * refresh, proxies and n8n's outbound policy work there); tests fill it with a script or a plain HTTP client.
 */
export type Transport = (request: HttpRequest) => Promise<HttpResponse>;

export interface HttpRequest {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** Absolute address without a query string. */
	url: string;
	/** Values are percent-encoded by the transport; undefined entries are left out. */
	query?: Readonly<Record<string, string | number | boolean | undefined>>;
	headers?: Readonly<Record<string, string>>;
	/** Sent as JSON. Absent: no body. */
	body?: unknown;
	/** After this the transport gives up with {@link NoAnswer} `timeout`. */
	timeoutMs: number;
	/** Cancels the request when the execution is stopped. */
	signal?: AbortSignal;
}

export interface HttpResponse {
	status: number;
	/** Names in lower case. */
	headers: Readonly<Record<string, string>>;
	/** Parsed JSON where the body was JSON, else the text as it came ('' when empty). */
	body: unknown;
}

/**
 * No usable answer came back. A transport rejects with this and with nothing else; every HTTP status, 401 and 500
 * included, is an answer and resolves.
 */
export class NoAnswer extends Error {
	override readonly name = 'NoAnswer';
	constructor(
		/**
		 * `network` (reset, refused, DNS) and `timeout`: the vendor may have acted. `cancelled`: the user stopped the
		 * execution. `credential`: n8n could not sign the request (refresh refused, nothing connected).
		 */
		readonly kind: 'network' | 'timeout' | 'cancelled' | 'credential',
		/** What happened, in words for a person, without secrets. */
		message: string,
	) {
		super(message);
	}
}

/** Chance, time and waiting, handed to everything that needs them so that decisions stay pure and tests are quick. */
export interface Clock {
	/** Epoch milliseconds. */
	now(): number;
	/** In [0, 1). */
	random(): number;
	/** Resolves after `ms`; rejects with {@link NoAnswer} `cancelled` when `signal` aborts. */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
