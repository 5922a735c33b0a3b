import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, n8nEnvironment } from './environment';
import { errorLines } from './log';
import { runtimePaths } from './runtimePaths';

/** Calm, n8n takes 10 to 20 s, on a busy machine minutes; one that ended meanwhile is noticed at once. */
const READY_LIMIT_MS = 10 * 60_000;
const STOP_LIMIT_MS = 20_000;

export interface N8nOptions {
	/** Keep the data here and leave it; default a temporary folder that {@link N8nInstance.dispose} removes. */
	folder?: string;
	/** Default any free port. */
	port?: number;
	env?: Record<string, string>;
	/** A program put before Node, such as `['faketime', '-f', '+0 x60']`. */
	wrapper?: string[];
	/** What runs here; default n8n whole. The others are parts of one that is spread over processes, and serve `/healthz/readiness` as it does. */
	command?: 'start' | 'webhook' | 'worker';
}

/** A real n8n as a user runs it, in a folder of its own; with an embedded database, unless `env` names another one. */
export class N8nInstance {
	private child?: ChildProcess;
	private output = '';

	private constructor(
		readonly folder: string,
		readonly port: number,
		private readonly env: NodeJS.ProcessEnv,
		private readonly wrapper: string[],
		private readonly temporary: boolean,
		private readonly command: string,
	) {}

	/** Lays the folder out (migrated, empty database); nothing runs yet. */
	static async create(options: N8nOptions = {}): Promise<N8nInstance> {
		const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'intercom-xero-n8n-'));
		const port = options.port ?? (await freePort());
		const env = { ...n8nEnvironment({ userFolder: folder, port, brokerPort: await freePort() }), ...options.env };
		const instance = new N8nInstance(folder, port, env, options.wrapper ?? [], options.folder === undefined, options.command ?? 'start');
		process.once('exit', instance.endWithUs);
		if (env.DB_TYPE === undefined) await instance.prepareDatabase();
		else mkdirSync(instance.nodesFolder, { recursive: true });
		return instance;
	}

	/** `http://localhost:<port>`, also the editor's address. */
	get baseUrl(): string {
		return `http://localhost:${this.port}`;
	}

	/** Where users install community packages with npm. */
	get nodesFolder(): string {
		return join(this.folder, '.n8n', 'nodes');
	}

	/** The process of n8n, which leads the group of those it starts; undefined while none runs. */
	get pid(): number | undefined {
		return this.child?.pid;
	}

	/** Whether it ended without being told to; false while none was started. */
	get hasEnded(): boolean {
		return this.child !== undefined && (this.child.exitCode !== null || this.child.signalCode !== null);
	}

	/** Everything n8n has printed so far, all starts and command line calls together. */
	get log(): string {
		return this.output;
	}

	/** What n8n logged at level error, and what it printed outside its log about a crash. */
	get errorLines(): string[] {
		return errorLines(this.output);
	}

	/** Starts n8n and resolves once it serves requests. */
	async start(): Promise<void> {
		const child = this.spawn([this.command]);
		this.child = child;
		const deadline = Date.now() + READY_LIMIT_MS;
		while (!(await this.isReady())) {
			if (child.exitCode !== null) throw new Error(`n8n ended with ${child.exitCode} while starting\n${this.tail()}`);
			if (Date.now() > deadline) throw new Error(`n8n was not ready after ${READY_LIMIT_MS / 1_000} s\n${this.tail()}`);
			await sleep(150);
		}
	}

	/** Runs an n8n command such as `['import:workflow', '--input=x.json']`; rejects with its output when it fails. */
	async cli(args: string[]): Promise<string> {
		const child = this.spawn(args);
		let output = '';
		child.stdout?.on('data', (chunk) => (output += String(chunk)));
		const code = await ended(child);
		if (code !== 0) throw new Error(`n8n ${args[0]} ended with ${code}\n${this.tail()}`);
		return output;
	}

	/** As a service manager stops it: running executions may finish. */
	async stop(): Promise<void> {
		await this.end('SIGTERM');
	}

	/** As a power cut stops it. */
	async kill(): Promise<void> {
		await this.end('SIGKILL');
	}

	async restart(): Promise<void> {
		await this.stop();
		await this.start();
	}

	/** Stops n8n and removes its temporary folder. */
	async dispose(): Promise<void> {
		await this.stop();
		process.off('exit', this.endWithUs);
		if (this.temporary) rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
	}

	/** The last thing a process does that was stopped before it could dispose of its n8n. */
	private readonly endWithUs = (): void => {
		if (this.child?.pid && this.child.exitCode === null) signalGroup(this.child.pid, 'SIGKILL');
		if (this.temporary) rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
	};

	private async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
		const child = this.child;
		this.child = undefined;
		if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
		const gone = ended(child);
		signalGroup(child.pid, signal);
		const inTime = await Promise.race([gone.then(() => true), sleep(STOP_LIMIT_MS, false, { ref: false })]);
		if (!inTime) signalGroup(child.pid, 'SIGKILL');
		await gone;
	}

	/** In a process group of its own, so that n8n's task runner goes with it. */
	private spawn(args: string[]): ChildProcess {
		const { node, n8n } = runtimePaths();
		const [program = node, ...rest] = [...this.wrapper, node, n8n, ...args];
		const child = spawn(program, rest, { cwd: this.folder, env: this.env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
		const keep = (chunk: unknown) => (this.output += String(chunk));
		child.stdout.on('data', keep);
		child.stderr.on('data', keep);
		return child;
	}

	private async isReady(): Promise<boolean> {
		try {
			return (await fetch(`http://127.0.0.1:${this.port}/healthz/readiness`)).ok;
		} catch {
			return false; // nobody listens yet
		}
	}

	private tail(): string {
		return this.output.slice(-4_000);
	}

	/** The 8 s of migrations of an empty database are spent once a machine; every instance starts from a copy. */
	private async prepareDatabase(): Promise<void> {
		if (existsSync(join(this.folder, '.n8n', 'database.sqlite'))) return;
		const { cache, n8n } = runtimePaths();
		const template = join(cache, `${basename(join(n8n, '../../../..'))}-empty`);
		if (!existsSync(template)) await this.makeTemplate(template);
		cpSync(template, join(this.folder, '.n8n'), { recursive: true });
		mkdirSync(this.nodesFolder, { recursive: true });
	}

	private async makeTemplate(template: string): Promise<void> {
		await this.cli(['list:workflow']);
		const draft = `${template}.${process.pid}`;
		cpSync(join(this.folder, '.n8n'), draft, { recursive: true });
		rmSync(join(this.folder, '.n8n'), { recursive: true, force: true });
		if (existsSync(template)) rmSync(draft, { recursive: true, force: true });
		else renameSync(draft, template);
	}
}

async function ended(child: ChildProcess): Promise<number | string | null> {
	if (child.exitCode !== null) return child.exitCode;
	return await new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code, signal) => resolve(code ?? signal));
	});
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(-pid, signal);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
}
