import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FaultRule } from './faults';

const never = async (): Promise<never> => await new Promise<never>(() => undefined);

/** Plays the faults that keep the vendor from acting. @param lost told when no answer will ever be sent */
export async function playBefore(
	fault: FaultRule,
	request: FastifyRequest,
	reply: FastifyReply,
	lost: () => void,
): Promise<void> {
	if (fault.kind === 'status') return answer(reply, fault.status, fault.body, fault.headers);
	if (fault.kind === 'html404') return answer(reply, 404, HTML_404, { 'content-type': 'text/html' });
	if (fault.kind === 'empty429') return answer(reply, 429, undefined, fault.headers);
	if (fault.kind === 'resetBefore' || (fault.kind === 'timeout' && fault.act !== true)) {
		reply.hijack();
		if (fault.kind === 'resetBefore') request.raw.socket.destroy();
		lost();
	}
}

/** Plays the faults that lose or spoil the answer of a vendor that has acted. Resolves never where it is lost. */
export async function playAfter(
	fault: FaultRule,
	request: FastifyRequest,
	payload: unknown,
	lost: () => void,
): Promise<unknown> {
	if (fault.kind === 'brokenJson') return typeof payload === 'string' ? payload.slice(0, payload.length / 2) : '{"';
	if (fault.kind !== 'resetAfter' && fault.kind !== 'timeout') return payload;
	lost();
	if (fault.kind === 'resetAfter') request.raw.socket.destroy();
	return await never();
}

const HTML_404 = '<!DOCTYPE html><html><body><h2>404 - File or directory not found.</h2></body></html>';

function answer(reply: FastifyReply, status: number, body: unknown, headers: Record<string, string> = {}): void {
	reply.code(status).headers(headers);
	if (body === undefined) return void reply.send();
	void reply.send(typeof body === 'string' ? body : JSON.stringify(body));
	if (typeof body !== 'string' && headers['content-type'] === undefined) reply.type('application/json');
}
