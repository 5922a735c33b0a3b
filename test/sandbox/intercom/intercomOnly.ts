import type { FastifyInstance } from 'fastify';
import { registerIntercom } from '../../../sandbox/intercom/routes';
import { createIntercomWorld, type IntercomOptions, type IntercomWorld } from '../../../sandbox/intercom/world';
import { SandboxClock } from '../../../sandbox/kernel/clock';
import { Faults } from '../../../sandbox/kernel/faults';
import { Journal } from '../../../sandbox/kernel/journal';
import type { Kernel } from '../../../sandbox/kernel/kernel';
import { seededRandom } from '../../../sandbox/kernel/random';
import { Switches } from '../../../sandbox/switches/switches';
import { vendorServer } from '../../../sandbox/kernel/vendorServer';

/** JSON as parsed, of whatever shape; the expectations say which. */
export type Parsed = ReturnType<typeof JSON.parse>;

export interface Answer {
	status: number;
	headers: Record<string, string>;
	body: Parsed;
}

export interface IntercomAlone {
	world: IntercomWorld;
	kernel: Kernel;
	url: string;
	/** One API call with a good token, JSON and version 2.16 unless headers say otherwise; null leaves a header out. */
	call(method: string, path: string, body?: unknown, headers?: Record<string, string | null>): Promise<Answer>;
	stop(): Promise<void>;
}

/** The Intercom stand-in without the other vendor. */
export async function startIntercomAlone(options: Partial<IntercomOptions> = {}): Promise<IntercomAlone> {
	const random = seededRandom(1);
	const kernel: Kernel = {
		clock: new SandboxClock(),
		journal: new Journal(),
		faults: new Faults(random),
		switches: new Switches(),
		random,
		latencyMs: { intercom: 0, xero: 0 },
	};
	const world = createIntercomWorld(kernel, options);
	const app: FastifyInstance = vendorServer('intercom', kernel);
	await registerIntercom(app, world, kernel);
	const url = await app.listen({ host: '127.0.0.1', port: 0 });
	return { world, kernel, url, call: async (...args) => await send(url, ...args), stop: async () => await app.close() };
}

async function send(url: string, method: string, path: string, body?: unknown, headers: Record<string, string | null> = {}): Promise<Answer> {
	const wanted = {
		authorization: 'Bearer sandbox-intercom-token',
		accept: 'application/json',
		'intercom-version': '2.16',
		...(body === undefined ? {} : { 'content-type': 'application/json' }),
		...headers,
	};
	const kept = Object.entries(wanted).filter((entry): entry is [string, string] => entry[1] !== null);
	const response = await fetch(url + path, {
		method,
		headers: Object.fromEntries(kept),
		redirect: 'manual',
		body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
	});
	const text = await response.text();
	const json = (response.headers.get('content-type') ?? '').includes('json') && text !== '';
	return { status: response.status, headers: Object.fromEntries(response.headers), body: json ? JSON.parse(text) : text };
}
