import { DEFAULT_BACKOFF } from '../../../lib/http/backoff';
import { NoAnswer, type HttpRequest, type HttpResponse } from '../../../lib/http/transport';
import type { IntercomConnection } from '../../../lib/intercom/api/request';

type Reply = Partial<HttpResponse> | NoAnswer | ((request: HttpRequest) => Partial<HttpResponse> | NoAnswer);

export const NOW_MS = 1_768_000_000_000;

/** Answers by `METHOD /path`; a list is used up one call after the other, its last entry stays. Unknown routes fail the test. */
export function scriptedIntercom(routes: Record<string, Reply | Reply[]>) {
	const calls: HttpRequest[] = [];
	const waits: number[] = [];
	const left = new Map(Object.entries(routes).map(([route, replies]) => [route, Array.isArray(replies) ? [...replies] : [replies]]));
	const connection: IntercomConnection = {
		region: 'us',
		simulatorUrl: '',
		backoff: DEFAULT_BACKOFF,
		clock: {
			now: () => NOW_MS,
			random: () => 0,
			sleep: async (ms) => {
				waits.push(ms);
			},
		},
		transport: async (request) => {
			calls.push(request);
			const route = `${request.method} ${new URL(request.url).pathname}`;
			const replies = left.get(route);
			if (!replies) throw new Error(`No answer scripted for ${route}`);
			const next = (replies.length > 1 ? replies.shift() : replies[0])!;
			const reply = typeof next === 'function' ? next(request) : next;
			if (reply instanceof NoAnswer) throw reply;
			return { status: 200, headers: {}, body: {}, ...reply };
		},
	};
	const routesCalled = () => calls.map(({ method, url }) => `${method} ${new URL(url).pathname}`);
	return { connection, calls, waits, routesCalled };
}

export const errorList = (code: string, message?: string, field?: string) => ({
	type: 'error.list',
	request_id: '45b30bd1-75d2-40cc-bb39-74ac133a2836',
	errors: [{ code, message, field }],
});

/** A contact as REST 2.16 answers it. */
export const contactBody = (id: string, fields: Record<string, unknown> = {}) => ({
	type: 'contact',
	id,
	workspace_id: 'ws1',
	role: 'user',
	email: 'jane@example.com',
	name: 'Jane Doe',
	owner_id: null,
	created_at: 1_700_000_000,
	updated_at: 1_700_000_100,
	custom_attributes: {},
	tags: { type: 'list', data: [], total_count: 0, has_more: false },
	companies: { type: 'list', data: [], total_count: 0, has_more: false },
	...fields,
});
