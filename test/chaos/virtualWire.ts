import { NoAnswer, type HttpRequest, type HttpResponse } from '../../lib/http/transport';
import type { Vendor } from '../../sandbox/kernel/journal';
import type { Sandbox } from '../../sandbox/sandbox';

const SCOPES = ['offline_access', 'accounting.contacts', 'accounting.settings.read'];
/** For `accessTokenMs`: tokens and their refresh have tests of their own. */
export const LONG_MS = 1e12;

const TAG = 'x-test-call';
/** How long the vendors think, in sandbox time. */
const LATENCY_MS: Record<Vendor, number> = { xero: 400, intercom: 10 };

/**
 * Real HTTP to both stand-ins in the sandbox's frozen time: an answer that never comes costs the request's time-out in
 * that time and nothing in real time. Requests go one after the other, so that a seed meets the same faults in every
 * run.
 */
export class VirtualWire {
	private tail: Promise<unknown> = Promise.resolve();
	private lastTag = 0;
	private readonly waiting = new Map<string, AbortController>();

	constructor(
		private readonly sandbox: Sandbox,
		private readonly tokens: Record<Vendor, string>,
	) {
		sandbox.journal.subscribe(({ fault, headers }) => {
			if (fault === 'timeout') this.waiting.get(headers[TAG] ?? '')?.abort();
		});
	}

	/** @throws {NoAnswer} as every transport does */
	async send(vendor: Vendor, request: HttpRequest): Promise<HttpResponse> {
		const turn = this.tail;
		const sent = turn.then(async () => await this.sendNow(vendor, request));
		this.tail = sent.catch(() => undefined);
		return await sent;
	}

	private async sendNow(vendor: Vendor, request: HttpRequest): Promise<HttpResponse> {
		const { clock } = this.sandbox;
		const tag = String(++this.lastTag);
		const controller = new AbortController();
		this.waiting.set(tag, controller);
		clock.advance(LATENCY_MS[vendor]);
		try {
			const headers = { ...request.headers, [TAG]: tag, Authorization: `Bearer ${this.tokens[vendor]}`, ...(request.body ? { 'Content-Type': 'application/json' } : {}) };
			const body = request.body === undefined ? undefined : JSON.stringify(request.body);
			const answer = await fetch(addressOf(request), { method: request.method, headers, body, signal: controller.signal });
			return { status: answer.status, headers: Object.fromEntries(answer.headers), body: parsed(await answer.text()) };
		} catch (error) {
			if (!controller.signal.aborted) throw new NoAnswer('network', (error as Error).message);
			clock.advance(request.timeoutMs);
			throw new NoAnswer('timeout', `No answer within ${request.timeoutMs} ms`);
		} finally {
			this.waiting.delete(tag);
		}
	}
}

function addressOf({ url, query = {} }: HttpRequest): string {
	const pairs = Object.entries(query).flatMap(([key, value]) =>
		value === undefined ? [] : [`${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`],
	);
	return pairs.length > 0 ? `${url}?${pairs.join('&')}` : url;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/** A wire with tokens for both vendors, as after the consent pages. */
export function openWire(sandbox: Sandbox): VirtualWire {
	return new VirtualWire(sandbox, { xero: xeroToken(sandbox), intercom: 'sandbox-intercom-token' });
}

export function xeroToken(sandbox: Sandbox): string {
	const { xero } = sandbox;
	const tokens: Record<string, unknown> = { ...xero.authority.issueFor(xero.options.apps[0]!.clientId, SCOPES, xero.allOrganisations().map(({ id }) => id)) };
	return String(tokens.access_token ?? tokens.accessToken);
}
