import { NoAnswer, type Transport } from '../../../lib/http/transport';

/** How long an answer is waited for: no fault here keeps one back for ever, and a busy machine must not lose one. */
const PATIENCE_MS = 60_000;

/** The transport port over fetch; what n8n adds (signing, refresh) is tested in the real n8n. */
export function fetchTransport(token: () => string): Transport {
	return async (request) => {
		const query = Object.entries(request.query ?? {}).flatMap(([key, value]) =>
			value === undefined ? [] : [`${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`],
		);
		const url = query.length > 0 ? `${request.url}?${query.join('&')}` : request.url;
		try {
			const answer = await fetch(url, {
				method: request.method,
				headers: { ...request.headers, Authorization: `Bearer ${token()}`, ...(request.body ? { 'Content-Type': 'application/json' } : {}) },
				body: request.body === undefined ? undefined : JSON.stringify(request.body),
				signal: AbortSignal.timeout(PATIENCE_MS),
			});
			return { status: answer.status, headers: Object.fromEntries(answer.headers), body: parsed(await answer.text()) };
		} catch (error) {
			throw new NoAnswer((error as Error).name === 'TimeoutError' ? 'timeout' : 'network', (error as Error).message);
		}
	};
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
