import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The n8n release everything here is tested on. */
export const N8N_VERSION = '2.41.3';

/** The oldest n8n release on which the package does its main job, found by trying (README). */
export const OLDEST_N8N_VERSION = '2.33.2';

/** The release that this process works with: `INTERCOM_XERO_N8N` names another than the tested one. */
export function chosenN8nVersion() {
	return process.env.INTERCOM_XERO_N8N || N8N_VERSION;
}

/**
 * Where the runtime (Node 24, n8n) is kept between runs, outside the checkout so that a fresh clone starts quickly.
 * `INTERCOM_XERO_CACHE` moves it.
 */
export function cacheFolder() {
	const base = process.env.INTERCOM_XERO_CACHE;
	if (base) return base;
	return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'n8n-nodes-intercom-xero');
}

const LOCK_STALE_MS = 30 * 60_000;
const OWNER = 'owner.json';

/**
 * Runs `work` while no other process on this machine holds the lock of that name: two test runs that start
 * together install once. The lock of a process that is gone (Ctrl+C, a crash) is taken over.
 */
export async function withLock(name, work) {
	mkdirSync(cacheFolder(), { recursive: true });
	const lock = join(cacheFolder(), `${name}.lock`);
	for (let waited = false; !take(lock); waited = true) {
		if (!waited) console.log(`  Waiting for another process that holds ${lock}`);
		await sleep(1_000);
	}
	const release = () => rmSync(lock, { recursive: true, force: true });
	process.once('exit', release);
	try {
		return await work();
	} finally {
		process.off('exit', release);
		release();
	}
}

function take(lock) {
	if (isStale(lock)) rmSync(lock, { recursive: true, force: true });
	try {
		mkdirSync(lock);
	} catch (error) {
		if (error.code === 'EEXIST') return false;
		throw error;
	}
	writeFileSync(join(lock, OWNER), JSON.stringify({ pid: process.pid, host: hostname() }));
	return true;
}

/** Where the owner cannot be asked for (another host, no file yet) age decides. */
function isStale(lock) {
	try {
		const { pid, host } = JSON.parse(readFileSync(join(lock, OWNER), 'utf8'));
		if (host === hostname()) return !isRunning(pid);
	} catch {
		// not written yet, or the lock is gone
	}
	try {
		return Date.now() - statSync(lock).mtimeMs > LOCK_STALE_MS;
	} catch {
		return false;
	}
}

function isRunning(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === 'EPERM';
	}
}
