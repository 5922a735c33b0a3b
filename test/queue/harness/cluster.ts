import { freePort } from '../../../sandbox/n8n/environment';
import { N8nInstance } from '../../../sandbox/n8n/instance';
import { installPackage, packPackage } from '../../../sandbox/n8n/packageInstall';
import { N8nSession } from '../../../sandbox/n8n/session';
import { ownerOf } from './connectionOwner';
import { processEnvironment, type Part, type SharedServers } from './processEnvironment';
import { CuttableProxy } from './proxy';
import { DATABASES, startServers, type Servers } from './servers';

/** The processes by name, as many as a small installation has. */
export const PROCESSES = { main: 'main', webhook: 'webhook', 'worker-1': 'worker', 'worker-2': 'worker' } as const satisfies Record<string, Part>;
export type ProcessName = keyof typeof PROCESSES;

/** How n8n's parts are started, by n8n's command line. */
export const COMMANDS = { main: 'start', webhook: 'webhook', worker: 'worker' } as const;

/** One n8n in four processes, each with a folder of its own as in containers, the package installed in each. */
export class Cluster {
	private constructor(
		readonly servers: Servers,
		/** On the way of every process to PostgreSQL; cut by the name of a process. */
		readonly database: CuttableProxy,
		readonly processes: Record<ProcessName, N8nInstance>,
	) {}

	static async start(): Promise<Cluster> {
		const servers = await startServers();
		const { postgresUrl } = servers;
		const numbers = () => Object.entries(processes).map(([name, { pid }]) => [name, pid] as const);
		const database = await CuttableProxy.to(postgresUrl.hostname, Number(postgresUrl.port || 5432), (port) => ownerOf(port, numbers()));
		const ports = { main: await freePort(), webhook: await freePort(), 'worker-1': await freePort(), 'worker-2': await freePort() };
		const shared: SharedServers = {
			postgres: { host: '127.0.0.1', port: database.port, database: DATABASES.n8n, user: postgresUrl.username, password: postgresUrl.password },
			redis: servers.redis,
			webhookUrl: `http://localhost:${ports.webhook}`,
			editorUrl: `http://localhost:${ports.main}`,
		};
		const create = async (name: ProcessName) => {
			const part = PROCESSES[name];
			const env = { ...processEnvironment(part, shared), ...(part === 'worker' && { QUEUE_HEALTH_CHECK_PORT: String(ports[name]) }) };
			return await N8nInstance.create({ port: ports[name], env, command: COMMANDS[part] });
		};
		const processes = { main: await create('main'), webhook: await create('webhook'), 'worker-1': await create('worker-1'), 'worker-2': await create('worker-2') };
		const cluster = new Cluster(servers, database, processes);
		try {
			await cluster.install();
			// It makes the tables that the others need.
			await processes.main.start();
			await Promise.all([processes.webhook, processes['worker-1'], processes['worker-2']].map(async (one) => await one.start()));
			return cluster;
		} catch (error) {
			await cluster.close();
			throw error;
		}
	}

	get names(): ProcessName[] {
		return Object.keys(this.processes) as ProcessName[];
	}

	async login(): Promise<N8nSession> {
		return await N8nSession.login(this.processes.main);
	}

	/** How a credential of n8n reaches the ledger's database, through {@link database}. */
	get ledgerCredential(): Record<string, unknown> {
		const { username: user, password } = this.servers.postgresUrl;
		return { host: '127.0.0.1', port: this.database.port, database: DATABASES.ledger, user, password: decodeURIComponent(password), ssl: 'disable', maxConnections: 10 };
	}

	/** The ledger's database, past the proxy. */
	get ledgerUrl(): string {
		const url = new URL(this.servers.postgresUrl);
		url.pathname = `/${DATABASES.ledger}`;
		return url.href;
	}

	/** What n8n logged at level error, by process. */
	get errorLines(): string[] {
		return this.names.flatMap((name) => this.processes[name].errorLines.map((line) => `${name}: ${line}`));
	}

	async close(): Promise<void> {
		await Promise.all(this.names.map(async (name) => await this.processes[name].dispose()));
		await this.database.close();
		await this.servers.close();
	}

	private async install(): Promise<void> {
		const { tarball } = await packPackage(this.processes.main.folder);
		for (const name of this.names) await installPackage(this.processes[name], tarball);
	}
}

