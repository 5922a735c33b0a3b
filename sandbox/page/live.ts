import type { ServerResponse } from 'node:http';
import type { Sandbox } from '../sandbox';
import { pageState } from './state';

const QUIET_MS = 60;
const HEARTBEAT_MS = 2_000;

/** Sends the state to every open page: soon after something happens, and every two seconds for clocks and limits. */
export class Live {
	private readonly pages = new Map<ServerResponse, string | undefined>();
	private pending: NodeJS.Timeout | null = null;
	private readonly endings: Array<() => void>;
	private readonly heartbeat: NodeJS.Timeout;

	constructor(private readonly sandbox: Sandbox) {
		const soon = () => this.soon();
		this.endings = [
			sandbox.journal.subscribe(soon),
			sandbox.intercom.subscribe(soon),
			sandbox.intercom.deliveries.subscribe(soon),
			sandbox.xero.ledger.subscribe(soon),
			sandbox.xero.webhooks.subscribe(soon),
		];
		this.heartbeat = setInterval(soon, HEARTBEAT_MS).unref();
	}

	/** Opens a stream. @param organisationId the Xero organisation this page shows; absent: the first */
	open(response: ServerResponse, organisationId: string | undefined): void {
		response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', connection: 'keep-alive' });
		this.pages.set(response, organisationId);
		response.on('close', () => this.pages.delete(response));
		this.send(response, organisationId);
	}

	/** Something changed: one state for everything that happens within a moment. */
	soon(): void {
		if (this.pages.size === 0) return;
		this.pending ??= setTimeout(() => {
			this.pending = null;
			for (const [response, organisationId] of this.pages) this.send(response, organisationId);
		}, QUIET_MS);
	}

	stop(): void {
		clearInterval(this.heartbeat);
		if (this.pending !== null) clearTimeout(this.pending);
		for (const end of this.endings) end();
		for (const response of this.pages.keys()) response.end();
	}

	private send(response: ServerResponse, organisationId: string | undefined): void {
		response.write(`data: ${JSON.stringify(pageState(this.sandbox, organisationId))}\n\n`);
	}
}
