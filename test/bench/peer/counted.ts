import { connect, createServer, type AddressInfo, type Server } from 'node:net';

/** An address in front of a stand-in that counts what comes out of it. */
export interface Counted {
	/** `http://127.0.0.1:<port>` */
	url: string;
	/** Bytes that came out, heads of the answers included. */
	bytesOut(): number;
	close(): Promise<void>;
}

/** Puts a counter in front of an address of this machine. */
export async function counted(behind: string): Promise<Counted> {
	const { hostname, port } = new URL(behind);
	let bytes = 0;
	const server: Server = createServer((caller) => {
		const vendor = connect(Number(port), hostname);
		vendor.on('data', (chunk) => (bytes += chunk.length));
		caller.pipe(vendor).pipe(caller);
		for (const [one, other] of [[caller, vendor], [vendor, caller]] as const) {
			one.on('error', () => other.destroy());
			one.on('close', () => other.destroy());
		}
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		bytesOut: () => bytes,
		close: async () => await new Promise((resolve) => void server.close(() => resolve())),
	};
}
