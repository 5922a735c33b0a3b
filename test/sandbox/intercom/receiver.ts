import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Parsed } from './intercomOnly';

export interface Received {
	method: string;
	headers: http.IncomingHttpHeaders;
	body: string;
	json: Parsed;
}

/** A receiver that keeps what it gets and answers as told. */
export class Receiver {
	readonly received: Received[] = [];
	answers: number[] = [];
	head = 200;
	thinkMs = 0;
	private readonly server = http.createServer((request, response) => {
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part));
		request.on('end', () => setTimeout(() => this.answer(request, response, Buffer.concat(parts).toString()), this.thinkMs));
	});

	async start(): Promise<string> {
		await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	get posts(): Received[] {
		return this.received.filter(({ method }) => method === 'POST');
	}

	private answer(request: http.IncomingMessage, response: http.ServerResponse, body: string): void {
		const { method = '', headers } = request;
		this.received.push({ method, headers, body, json: body === '' ? null : JSON.parse(body) });
		response.writeHead(method === 'HEAD' ? this.head : (this.answers.shift() ?? 200)).end();
	}
}
