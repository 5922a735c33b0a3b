import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Where the workflow's notification step sends to: a chat's webhook that keeps what it is told. */
export interface MessageReceiver {
	url: string;
	/** The `text` of every message, oldest first. */
	texts: string[];
	close(): Promise<void>;
}

export async function startMessageReceiver(): Promise<MessageReceiver> {
	const texts: string[] = [];
	const server = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk) => (body += String(chunk)));
		request.on('end', () => {
			texts.push((JSON.parse(body) as { text: string }).text);
			response.end('ok');
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/notify`,
		texts,
		close: async () => await new Promise((resolve) => void server.close(() => resolve())),
	};
}

const QUIET_MS = 500;

/** The messages that an action led to, once no more arrive. */
export async function messagesOf({ texts }: MessageReceiver, act: () => Promise<unknown>): Promise<string[]> {
	const before = texts.length;
	await act();
	for (let seen = -1; seen !== texts.length; await sleep(QUIET_MS)) seen = texts.length;
	return texts.slice(before);
}
