import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { readEvents, type ContactEvent } from '../../../lib/xero/webhook/events';
import { verifySignature } from '../../../lib/xero/webhook/signature';

/** What a receiver answers to a rightly and to a wrongly signed notification. */
export interface Manners {
	right: number;
	wrong: number;
	body: string;
	cookie: boolean;
	thinkMs: number;
}

const GOOD: Manners = { right: 200, wrong: 401, body: '', cookie: false, thinkMs: 0 };

/** A receiver of Xero's notifications that checks them with the code of the trigger, and answers well or as told. */
export class WebhookReceiver {
	key = '';
	manners: Manners = { ...GOOD };
	readonly bodies: string[] = [];
	readonly refused: string[] = [];
	private readonly server = http.createServer((request, response) => {
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part));
		request.on('end', () => setTimeout(() => this.answer(request, response, Buffer.concat(parts)), this.manners.thinkMs));
	});

	async start(): Promise<string> {
		await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/xero`;
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	/** Back to good manners; what was received is forgotten. */
	reset(): void {
		this.manners = { ...GOOD };
		this.bodies.length = this.refused.length = 0;
	}

	/** The events of each body that was taken. */
	get events(): ContactEvent[][] {
		return this.bodies.map((body) => {
			const read = readEvents(JSON.parse(body), 0);
			return read.ok ? read.events : [];
		});
	}

	private answer(request: http.IncomingMessage, response: http.ServerResponse, raw: Buffer): void {
		const { right, wrong, body, cookie } = this.manners;
		const isRight = verifySignature(raw, request.headers['x-xero-signature'], [this.key]).ok;
		(isRight && right === 200 ? this.bodies : this.refused).push(raw.toString('utf8'));
		response.writeHead(isRight ? right : wrong, cookie ? { 'set-cookie': 'a=b' } : {}).end(body);
	}
}
