import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort } from '../../../sandbox/n8n/environment';
import { postgresServer } from '../../ledger/postgresServer';
import { RedisServer } from './redis';

/** PostgreSQL and Redis under one n8n of several processes: our own, which a test may kill, or those that the environment names. */
export interface Servers {
	postgresUrl: URL;
	redis: { host: string; port: number };
	/** Absent: the server is not ours. */
	killPostgres?: () => Promise<void>;
	startPostgres?: () => Promise<void>;
	killRedis?: () => Promise<void>;
	startRedis?: () => Promise<void>;
	/** Takes our own away, and the databases that were made. */
	close(): Promise<void>;
}

/** One for n8n, one for the ledger. */
export const DATABASES = { n8n: 'n8n_queue_test', ledger: 'ledger_queue_test' };

export async function startServers(): Promise<Servers> {
	const folder = mkdtempSync(join(tmpdir(), 'intercom-xero-queue-'));
	// Not in the other one: PostgreSQL runs as another user where we are root.
	const own = process.env.TEST_POSTGRES_URL === undefined ? mkdtempSync(join(tmpdir(), 'intercom-xero-pg-')) : undefined;
	const postgresUrl = new URL(process.env.TEST_POSTGRES_URL ?? postgresServer('start', own ?? ''));
	for (const name of Object.values(DATABASES)) await sql(postgresUrl, `drop database if exists ${name} with (force)`, `create database ${name}`);
	const redisUrl = process.env.TEST_REDIS_URL === undefined ? undefined : new URL(process.env.TEST_REDIS_URL);
	const redis = redisUrl ? undefined : new RedisServer(join(folder, 'redis'), await freePort());
	await redis?.start();
	return {
		postgresUrl,
		redis: redisUrl ? { host: redisUrl.hostname, port: Number(redisUrl.port || 6379) } : { host: '127.0.0.1', port: redis?.port ?? 0 },
		...(own !== undefined && { killPostgres: async () => await killPostgres(own), startPostgres: async () => await Promise.resolve(void postgresServer('restart', own)) }),
		...(redis && { killRedis: async () => await redis.kill(), startRedis: async () => await redis.start() }),
		close: async () => {
			await redis?.kill();
			if (own === undefined) for (const name of Object.values(DATABASES)) await sql(postgresUrl, `drop database if exists ${name} with (force)`);
			else postgresServer('remove', own);
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** Why no n8n of several processes can be started here; undefined: it can. */
export function whyNoServers(): string | undefined {
	try {
		if (process.env.TEST_REDIS_URL === undefined) execFileSync(process.execPath, [join(__dirname, '../../../sandbox/runtime/redisServer.mjs')], { stdio: ['ignore', 'ignore', 'pipe'] });
		if (process.env.TEST_POSTGRES_URL === undefined) postgresServer('ensure', '');
		return undefined;
	} catch (error) {
		return (error as { stderr?: Buffer }).stderr?.toString().trim() ?? (error as Error).message;
	}
}

async function sql(url: URL, ...statements: string[]): Promise<void> {
	const client = new Client({ connectionString: url.href });
	await client.connect();
	try {
		for (const statement of statements) await client.query(statement);
	} finally {
		await client.end();
	}
}

/** The server and all that serve its connections; the first line of the file is the server's number. */
async function killPostgres(folder: string): Promise<void> {
	const file = join(folder, 'data', 'postmaster.pid');
	if (!existsSync(file)) return;
	const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
	const all = [pid, ...childrenOf(pid)];
	for (const one of all) signal(one, 'SIGKILL');
	while (all.some((one) => signal(one, 0))) await sleep(50);
}

function childrenOf(pid: number): number[] {
	return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(/\s+/).filter(Boolean).map(Number);
}

/** @returns whether there is such a process */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
	try {
		return process.kill(pid, name);
	} catch {
		return false;
	}
}
