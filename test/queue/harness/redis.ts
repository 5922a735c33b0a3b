import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROJECT_ROOT } from '../../../sandbox/n8n/runtimePaths';
import { gone } from './gone';

const READY_LIMIT_MS = 20_000;

/** @throws where there is none and none can be installed, with what to do in the message */
export function redisProgram(): string {
	const output = execFileSync(process.execPath, [join(PROJECT_ROOT, 'sandbox/runtime/redisServer.mjs')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
	return output.trim().split('\n').at(-1) ?? '';
}

/** A Redis of our own. What it has taken is in its log before it answers, so it loses nothing when it is killed. */
export class RedisServer {
	private child?: ChildProcess;

	constructor(
		private readonly folder: string,
		readonly port: number,
	) {}

	async start(): Promise<void> {
		mkdirSync(this.folder, { recursive: true });
		const settings = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.folder, '--appendonly', 'yes', '--save', '', '--logfile', 'redis.log'];
		const child = (this.child = spawn(redisProgram(), settings, { stdio: 'ignore' }));
		const deadline = Date.now() + READY_LIMIT_MS;
		while (!(await answers(this.port))) {
			if (child.exitCode !== null) throw new Error(`redis-server ended with ${child.exitCode}, see ${this.folder}/redis.log`);
			if (Date.now() > deadline) throw new Error(`redis-server did not answer within ${READY_LIMIT_MS} ms`);
			await sleep(50);
		}
	}

	/** As a power cut stops it. */
	async kill(): Promise<void> {
		const { child } = this;
		this.child = undefined;
		if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
		child.kill('SIGKILL');
		await gone(child);
	}
}

/** Whether it answers, and has read what it had on disk. */
async function answers(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
		const end = (isThere: boolean) => {
			resolve(isThere);
			socket.destroy();
		};
		socket.setTimeout(1_000, () => end(false));
		socket.once('data', (data) => end(String(data).startsWith('+PONG')));
		socket.once('error', () => end(false));
	});
}
