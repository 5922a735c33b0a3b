import { OWNER } from './environment';
import type { N8nInstance } from './instance';

/** An answer of n8n's that is no success. */
export class RequestRefused extends Error {
	constructor(
		readonly status: number,
		message: string,
	) {
		super(message);
	}
}

/** n8n's own REST interface, signed in as the owner: what the editor does when somebody clicks. */
export class N8nSession {
	private constructor(
		readonly n8n: N8nInstance,
		private readonly cookie: string,
	) {}

	static async login(n8n: N8nInstance): Promise<N8nSession> {
		const response = await fetch(`${n8n.baseUrl}/rest/login`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ emailOrLdapLoginId: OWNER.email, password: OWNER.password }),
		});
		if (!response.ok) throw new Error(`n8n refused the owner's login with ${response.status}: ${await response.text()}`);
		const cookie = response.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
		return new N8nSession(n8n, cookie);
	}

	/** For requests outside `/rest`. */
	get headers(): { cookie: string } {
		return { cookie: this.cookie };
	}

	/** @param path after `/rest`, such as `/workflows` */
	async request<T>(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T> {
		const response = await fetch(`${this.n8n.baseUrl}/rest${path}`, {
			method,
			// Of a connection that is kept n8n may end the idle time at the very moment it is used again: nobody knows then whether the request was done.
			headers: { cookie: this.cookie, connection: 'close', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const text = await response.text();
		if (!response.ok) throw new RequestRefused(response.status, `${method} /rest${path} answered ${response.status}: ${text.slice(0, 500)}`);
		return (JSON.parse(text) as { data: T }).data;
	}
}
