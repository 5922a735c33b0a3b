import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { playAfter, playBefore } from './faultPlayer';
import type { FaultRule } from './faults';
import { redactedAnswer, redactedBody, type JournalEntry, type Vendor } from './journal';
import type { Kernel } from './kernel';

declare module 'fastify' {
	interface FastifyRequest {
		/** The body exactly as it was sent. */
		rawBody: Buffer;
		/** The body said JSON and was none. */
		bodyBroken: boolean;
		journalEntry: JournalEntry | null;
		fault: FaultRule | null;
	}
	interface FastifyContextConfig {
		/** Stable name of the route for the journal, such as `xero.createContacts`. */
		operation?: string;
	}
}

const BODY_LIMIT_BYTES = 64 * 1024 * 1024;
const ANSWER_KEPT_CHARACTERS = 20_000;

/**
 * A bare vendor: raw bodies kept, JSON and forms parsed (a broken body reaches the route as `bodyBroken`), every
 * request journalled, faults played. Routes name themselves by `config: { operation }`.
 */
export function vendorServer(vendor: Vendor, kernel: Kernel): FastifyInstance {
	const app = fastify({
		bodyLimit: BODY_LIMIT_BYTES,
		forceCloseConnections: true,
		routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
	});
	app.decorateRequest('rawBody');
	app.decorateRequest('bodyBroken', false);
	app.decorateRequest('journalEntry', null);
	app.decorateRequest('fault', null);
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'buffer' }, parseBody);
	app.addHook('preHandler', async (request, reply) => await arrive(vendor, kernel, request, reply));
	app.addHook('onSend', async (request, reply, payload) => await leave(kernel, request, reply, payload));
	return app;
}

async function parseBody(request: FastifyRequest, raw: Buffer): Promise<unknown> {
	request.rawBody = raw;
	const text = raw.toString('utf8');
	const type = request.headers['content-type'] ?? '';
	if (text === '') return undefined;
	if (type.includes('application/x-www-form-urlencoded')) return parseForm(text);
	if (!type.includes('json')) return text;
	try {
		return JSON.parse(text) as unknown;
	} catch {
		request.bodyBroken = true;
		return undefined;
	}
}

/** A field sent several times becomes a list. */
function parseForm(text: string): Record<string, string | string[]> {
	const form: Record<string, string | string[]> = {};
	const fields = new URLSearchParams(text);
	for (const name of new Set(fields.keys())) {
		const values = fields.getAll(name);
		form[name] = values.length === 1 ? (values[0] ?? '') : values;
	}
	return form;
}

async function arrive(vendor: Vendor, kernel: Kernel, request: FastifyRequest, reply: FastifyReply): Promise<void> {
	const entry = openEntry(vendor, kernel, request);
	request.journalEntry = entry;
	// The sandbox's own time: clients take the Date header as the moment an answer was made.
	reply.header('date', new Date(kernel.clock.now()).toUTCString());
	if (kernel.latencyMs[vendor] > 0) await new Promise((resolve) => setTimeout(resolve, kernel.latencyMs[vendor]));
	request.fault = kernel.faults.take({ vendor, method: request.method, path: entry.path });
	if (request.fault === null) return;
	entry.fault = request.fault.kind;
	await playBefore(request.fault, request, reply, () => kernel.journal.close(entry));
}

function openEntry(vendor: Vendor, kernel: Kernel, request: FastifyRequest): JournalEntry {
	return kernel.journal.open({
		vendor,
		operation: request.routeOptions.config.operation ?? 'unknown',
		method: request.method,
		path: request.url.split('?', 1)[0] ?? '',
		query: { ...(request.query as Record<string, string>) },
		headers: redactedHeaders(request),
		body: redactedBody(request.body),
		time: kernel.clock.now(),
	});
}

function redactedHeaders(request: FastifyRequest): Record<string, string> {
	const headers: Record<string, string> = {};
	for (const [name, value] of Object.entries(request.headers)) headers[name] = String(value);
	if (headers.authorization !== undefined) headers.authorization = `${headers.authorization.split(' ', 1)[0]} (redacted)`;
	if (headers.cookie !== undefined) headers.cookie = '(redacted)';
	return headers;
}

async function leave(kernel: Kernel, request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
	const entry = request.journalEntry;
	if (entry === null) return payload;
	const { fault } = request;
	const sent = fault === null ? payload : await playAfter(fault, request, payload, () => kernel.journal.close(entry));
	entry.status = reply.statusCode;
	const limit = reply.getHeader('x-rate-limit-problem');
	if (limit !== undefined) entry.limit = String(limit);
	entry.answer = typeof sent === 'string' ? redactedAnswer(sent.slice(0, ANSWER_KEPT_CHARACTERS)) : '';
	entry.durationMs = Math.round(reply.elapsedTime);
	kernel.journal.close(entry);
	return sent;
}
