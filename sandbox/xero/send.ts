import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Answer } from './answer';

/** Sends an answer as Xero does: XML unless JSON is accepted, no Content-Type where there is no body. */
export function sendAnswer(request: FastifyRequest, reply: FastifyReply, answer: Answer): FastifyReply {
	reply.code(answer.status).headers(answer.headers ?? {});
	if (answer.body === undefined) return reply.send();
	if (typeof answer.body === 'string') return reply.type(answer.contentType ?? 'text/plain; charset=utf-8').send(answer.body);
	const json = (request.headers.accept ?? '').includes('json');
	return json
		? reply.type('application/json; charset=utf-8').send(JSON.stringify(answer.body))
		: reply.type('text/xml; charset=utf-8').send(xml(answer.body));
}

function xml(body: unknown): string {
	return `<?xml version="1.0" encoding="utf-8"?><Response>${element(body)}</Response>`;
}

function element(value: unknown): string {
	if (Array.isArray(value)) return value.map((item) => `<Item>${element(item)}</Item>`).join('');
	if (typeof value !== 'object' || value === null) return escaped(value === null ? '' : String(value));
	return Object.entries(value)
		.map(([name, inner]) => `<${name}>${element(inner)}</${name}>`)
		.join('');
}

function escaped(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
