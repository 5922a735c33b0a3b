import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** One connection through the proxy; `to` is there once it is let through. */
interface Way {
	whose: string;
	from: Socket;
	to?: Socket;
}

/**
 * A way to a server that can be cut as a network is: what is on it neither arrives nor is refused, nobody is told, and what
 * begins meanwhile hangs. Mended, it goes on where it stood, as TCP does after a cut of a minute.
 */
export class CuttableProxy {
	private readonly server: Server;
	private readonly ways = new Set<Way>();
	private readonly cuts = new Set<string>();

	private constructor(
		private readonly host: string,
		private readonly target: number,
		private readonly whoseIs: (port: number) => string,
	) {
		// A server that is away resets whoever comes: an error of a socket is its end, and is heard as such.
		this.server = createServer({ allowHalfOpen: true }, (from) => this.accept(from));
	}

	/** @param whoseIs who has the connection that comes from a port of this machine; asked once for each */
	static async to(host: string, target: number, whoseIs: (port: number) => string = () => 'anybody'): Promise<CuttableProxy> {
		const proxy = new CuttableProxy(host, target, whoseIs);
		await new Promise<void>((resolve) => void proxy.server.listen(0, '127.0.0.1', resolve));
		return proxy;
	}

	get port(): number {
		return (this.server.address() as AddressInfo).port;
	}

	cut(whose = 'anybody'): void {
		this.cuts.add(whose);
		for (const way of this.ways) if (way.whose === whose) hold(way);
	}

	mend(): void {
		this.cuts.clear();
		for (const way of this.ways) this.join(way);
	}

	async close(): Promise<void> {
		for (const { from, to } of this.ways) {
			from.destroy();
			to?.destroy();
		}
		await new Promise<void>((resolve) => void this.server.close(() => resolve()));
	}

	private accept(from: Socket): void {
		const way: Way = { whose: this.whoseIs(from.remotePort ?? 0), from };
		this.ways.add(way);
		from.on('error', () => this.end(way));
		from.on('close', () => this.end(way));
		if (this.cuts.has(way.whose)) from.pause();
		else this.join(way);
	}

	private join(way: Way): void {
		if (way.from.destroyed) return this.end(way);
		if (way.to === undefined) {
			const to = (way.to = connect({ port: this.target, host: this.host, allowHalfOpen: true }));
			to.on('error', () => this.end(way));
			to.on('close', () => this.end(way));
		}
		way.from.pipe(way.to);
		way.to.pipe(way.from);
	}

	private end(way: Way): void {
		if (!this.ways.delete(way)) return;
		way.from.destroy();
		way.to?.destroy();
	}
}

function hold({ from, to }: Way): void {
	for (const [one, other] of [[from, to], [to, from]] as const) {
		if (one === undefined) continue;
		if (other !== undefined) one.unpipe(other);
		one.pause();
	}
}
