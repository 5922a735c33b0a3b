import http from 'node:http';
import https from 'node:https';

/** What came of one HTTP request: a status, or why there was none. */
export interface PostResult {
	status: number | 'timeout' | 'network';
	/** Milliseconds until the answer, or until it was given up. */
	ms: number;
	/** The first characters of what was answered. */
	answer: string;
	/** Whether the answer sets cookies. */
	cookies: boolean;
}

const ANSWER_LENGTH = 200;

/** One request as the vendor's webhook client sends it: no redirects followed, the body's bytes as they are. */
export async function post(
	method: 'POST' | 'HEAD',
	url: string,
	body: string,
	headers: Record<string, string>,
	deadlineMs: number,
): Promise<PostResult> {
	const startedAt = performance.now();
	const { status, answer, cookies } = await new Promise<Omit<PostResult, 'ms'>>((resolve) => {
		const client = url.startsWith('https:') ? https : http;
		const request = client.request(url, { method, headers: { ...headers, ...lengthOf(method, body) }, agent: false });
		const timer = setTimeout(() => {
			settle('timeout');
			request.destroy();
		}, deadlineMs);
		request.on('error', () => settle('network'));
		request.on('response', (response) => {
			// With the status the sender has what it wants to know, whatever becomes of the rest.
			const { statusCode = 'network', headers } = response;
			const texts: string[] = [];
			response.setEncoding('utf8').on('data', (text: string) => texts.push(text)).on('close', () => settle(statusCode, texts.join('').slice(0, ANSWER_LENGTH), headers['set-cookie'] !== undefined));
		});
		const settle = (value: PostResult['status'], text = '', setsCookies = false): void => {
			clearTimeout(timer);
			resolve({ status: value, answer: text, cookies: setsCookies });
		};
		request.end(method === 'POST' ? body : undefined);
	});
	return { status, answer, cookies, ms: Math.round(performance.now() - startedAt) };
}

function lengthOf(method: 'POST' | 'HEAD', body: string): Record<string, string> {
	return method === 'POST' ? { 'content-length': String(Buffer.byteLength(body)) } : {};
}
