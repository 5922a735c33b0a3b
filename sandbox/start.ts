import fastify, { type FastifyInstance } from 'fastify';
import { registerIntercom } from './intercom/routes';
import { createIntercomWorld } from './intercom/world';
import { registerPage } from './page/routes';
import { registerXero } from './xero/routes';
import { createXeroWorld } from './xero/world';
import { SandboxClock } from './kernel/clock';
import { Faults } from './kernel/faults';
import { Journal } from './kernel/journal';
import type { Kernel } from './kernel/kernel';
import { seededRandom } from './kernel/random';
import type { Sandbox, SandboxOptions } from './sandbox';
import { Switches } from './switches/switches';
import { vendorServer } from './kernel/vendorServer';

/** Starts both vendors and the page on loopback addresses. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const kernel = createKernel(options);
	const xero = createXeroWorld(kernel, options.xero);
	const intercom = createIntercomWorld(kernel, options.intercom);
	const sandbox: Sandbox = {
		...kernel,
		xero,
		intercom,
		beside: null,
		intercomUrl: '',
		xeroUrl: '',
		pageUrl: '',
		stop: async () => await Promise.resolve(),
		reset: () => reset(sandbox, options),
	};
	const apps = await createApps(sandbox, kernel);
	const host = options.host ?? '127.0.0.1';
	sandbox.stop = async () => void (await Promise.all(Object.values(apps).map(async (app) => await app.close())));
	sandbox.intercomUrl = await apps.intercom.listen({ host, port: options.intercomPort ?? 0 });
	sandbox.xeroUrl = await apps.xero.listen({ host, port: options.xeroPort ?? 0 });
	sandbox.pageUrl = await apps.page.listen({ host, port: options.pagePort ?? 0 });
	return sandbox;
}

function createKernel(options: SandboxOptions): Kernel {
	const random = seededRandom(options.seed ?? 1);
	return {
		clock: new SandboxClock(),
		journal: new Journal(),
		faults: new Faults(random),
		switches: new Switches(options.switches),
		random,
		latencyMs: { intercom: 0, xero: 0, ...options.latencyMs },
	};
}

type Apps = Record<'intercom' | 'xero' | 'page', FastifyInstance>;

async function createApps(sandbox: Sandbox, kernel: Kernel): Promise<Apps> {
	const apps: Apps = {
		intercom: vendorServer('intercom', kernel),
		xero: vendorServer('xero', kernel),
		page: fastify({ forceCloseConnections: true }),
	};
	await registerIntercom(apps.intercom, sandbox.intercom, kernel);
	await registerXero(apps.xero, sandbox.xero, kernel);
	await registerPage(apps.page, sandbox);
	return apps;
}

function reset(sandbox: Sandbox, options: SandboxOptions): void {
	Object.assign(sandbox.latencyMs, { intercom: 0, xero: 0 }, options.latencyMs);
	sandbox.clock.reset();
	sandbox.journal.clear();
	sandbox.faults.clear();
	sandbox.switches.reset();
	sandbox.xero.reset();
	sandbox.intercom.reset();
}
