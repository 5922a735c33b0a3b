import type { Sandbox, SandboxOptions } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/start';

export const SCOPES = ['offline_access', 'accounting.contacts', 'accounting.settings'];
export const CLIENT = { id: 'sandbox-xero-client', secret: 'sandbox-xero-secret' };

export interface Answered {
	status: number;
	headers: Headers;
	text: string;
	json: Record<string, unknown>;
}

export interface Connected {
	sandbox: Sandbox;
	tenantId: string;
	token: string;
	/** Everything as at the start, with a fresh token. */
	reset(): void;
	/** One request to the Accounting API as an app in good standing sends it. */
	send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered>;
}

/** A sandbox with an app already connected to both organisations; the minute limit is out of the way unless given. */
export async function connected(options: SandboxOptions = {}): Promise<Connected> {
	const sandbox = await startSandbox({ ...options, xero: { limits: { perMinute: 100_000, perDay: 1_000_000 }, ...options.xero } });
	const { xero } = sandbox;
	const issue = (): string =>
		xero.authority.issueFor(CLIENT.id, SCOPES, xero.allOrganisations().map(({ id }) => id)).access_token;
	let token = issue();
	const tenantId = xero.organisation().id;
	const send: Connected['send'] = async (method, path, body, headers = {}) => {
		const defaults = { authorization: `Bearer ${token}`, 'xero-tenant-id': tenantId, accept: 'application/json' };
		const response = await fetch(`${sandbox.xeroUrl}/api.xro/2.0${path}`, {
			method,
			headers: { ...defaults, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
			...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
		});
		const text = await response.text();
		return { status: response.status, headers: response.headers, text, json: jsonOf(text) };
	};
	const reset = (): void => {
		sandbox.reset();
		token = issue();
	};
	return { sandbox, tenantId, token, reset, send };
}

function jsonOf(text: string): Record<string, unknown> {
	try {
		return JSON.parse(text) as Record<string, unknown>;
	} catch {
		return {};
	}
}

/** The contacts of an answer. */
export function contactsOf(answer: Answered): Array<Record<string, unknown>> {
	return (answer.json.Contacts ?? []) as Array<Record<string, unknown>>;
}

/** All element messages of an answer, refused as a whole or one by one. */
export function messagesOf(answer: Answered): string[] {
	const elements = (answer.json.Elements ?? answer.json.Contacts ?? []) as Array<{ ValidationErrors?: Array<{ Message: string }> }>;
	return elements.flatMap((element) => (element.ValidationErrors ?? []).map(({ Message }) => Message));
}
