import { isRecord } from '../../lib/http/isRecord';
import type { HttpResponse } from '../../lib/http/transport';

/** Brings what n8n's HTTP client hands out into the shape of the transport port. */
export function httpAnswer(status: number, headers: unknown, body: unknown): HttpResponse {
	return { status, headers: lowerCased(headers), body: parsed(body) };
}

function lowerCased(headers: unknown): Record<string, string> {
	if (!isRecord(headers)) return {};
	const known = Object.entries(headers).filter(([, value]) => value !== undefined && value !== null);
	return Object.fromEntries(
		known.map(([name, value]) => [name.toLowerCase(), Array.isArray(value) ? value.join(', ') : String(value)]),
	);
}

/** n8n's client parses JSON by itself wherever it can; text that only looks like JSON (cut off) stays text. */
function parsed(body: unknown): unknown {
	if (body === undefined || body === null) return '';
	if (typeof body !== 'string' || !/^\s*[[{]/.test(body)) return body;
	try {
		return JSON.parse(body);
	} catch {
		return body;
	}
}
