import http from 'node:http';
import https from 'node:https';

/** What came of one HTTP request: a status, or why there was none. */
export interface PostResult {
	status: number | 'timeout' | 'network';
	/** Milliseconds until the answer, or until it was given up. */
	ms: number;
}

/** One request as the vendor's webhook client sends it: no redirects followed, the body's bytes as they are. */
export async function post(
	method: 'POST' | 'HEAD',
	url: string,
	body: string,
	headers: Record<string, string>,
	deadlineMs: number,
): Promise<PostResult> {
	const startedAt = performance.now();
	const status = await new Promise<PostResult['status']>((resolve) => {
		const client = url.startsWith('https:') ? https : http;
		const request = client.request(url, { method, headers: { ...headers, ...lengthOf(method, body) }, agent: false });
		const timer = setTimeout(() => {
			resolve('timeout');
			request.destroy();
		}, deadlineMs);
		request.on('error', () => settle('network'));
		request.on('response', (response) => {
			response.resume();
			settle(response.statusCode ?? 'network');
		});
		const settle = (value: PostResult['status']): void => {
			clearTimeout(timer);
			resolve(value);
		};
		request.end(method === 'POST' ? body : undefined);
	});
	return { status, ms: Math.round(performance.now() - startedAt) };
}

function lengthOf(method: 'POST' | 'HEAD', body: string): Record<string, string> {
	return method === 'POST' ? { 'content-length': String(Buffer.byteLength(body)) } : {};
}
