import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { readNotification, type IntercomNotification } from '../../lib/intercom/notifications/notification';
import { verifySignature } from '../../lib/intercom/notifications/signature';

/** The trigger's part: takes signed notifications, refuses others, and answers before anything is done with them. */
export class SignedReceiver {
	/** Accepted and not taken yet, in the order they came. */
	private inbox: IntercomNotification[] = [];
	accepted = 0;
	private readonly server = http.createServer((request, response) => {
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part));
		request.on('end', () => response.writeHead(this.take(request, Buffer.concat(parts))).end());
	});

	constructor(private readonly secret: string) {}

	async start(): Promise<string> {
		await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	/** Empties the inbox. */
	taken(): IntercomNotification[] {
		return this.inbox.splice(0);
	}

	private take({ method, headers }: http.IncomingMessage, body: Buffer): number {
		if (method === 'HEAD') return 200;
		if (!verifySignature(body, headers['x-hub-signature'], [this.secret]).ok) return 401;
		const read = readNotification(JSON.parse(body.toString('utf8')));
		if (!read.ok) return 200;
		this.inbox.push(read.notification);
		this.accepted += 1;
		return 200;
	}
}
