import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { aptInstall, canUseApt, capture, findOnPath, MissingRequirement } from './command.mjs';

const DEBIAN_FOLDER = '/usr/lib/postgresql';
const USER = 'postgres';

/**
 * The folder with PostgreSQL's programs; installed by apt where we are root. Debian starts a server of its own with the
 * package; it is left alone, for every server here has a folder and a port of its own.
 */
export async function ensurePostgres() {
	const found = programs();
	if (found) return found;
	if (!canUseApt()) throw new MissingRequirement('PostgreSQL not found. Install PostgreSQL 15 or newer, or set TEST_POSTGRES_URL to a database that may be filled and emptied, then start again.');
	await aptInstall('Installing PostgreSQL', ['postgresql']);
	return programs();
}

function programs() {
	const onPath = findOnPath(['initdb']);
	if (onPath) return dirname(onPath);
	if (!existsSync(DEBIAN_FOLDER)) return undefined;
	const versions = readdirSync(DEBIAN_FOLDER).sort((a, b) => Number(b) - Number(a));
	return versions.map((version) => join(DEBIAN_FOLDER, version, 'bin')).find((folder) => existsSync(join(folder, 'initdb')));
}

/**
 * Makes a server with an empty database in `folder` and starts it, as another user where we are root: PostgreSQL refuses to
 * run as root.
 * @param {{ durable?: boolean }} options `durable: false` leaves out the waiting for the disk, for tests that do not measure it
 * @returns {Promise<string>} address for clients; any password does
 */
export async function startPostgres(folder, { durable = true } = {}) {
	const bin = await ensurePostgres();
	const data = join(folder, 'data');
	const port = await freePort();
	mkdirSync(folder, { recursive: true });
	chmodSync(folder, 0o700);
	if (isRoot()) chownSync(folder, Number(idOf('-u')), Number(idOf('-g')));
	await asUser(join(bin, 'initdb'), ['-D', data, '-A', 'trust', '-U', USER, '-E', 'UTF8', '--no-locale', '--no-sync']);
	const settings = [`-p ${port}`, "-c listen_addresses=127.0.0.1", `-k ${folder}`, ...(durable ? [] : ['-c fsync=off', '-c full_page_writes=off'])];
	await asUser(join(bin, 'pg_ctl'), ['-D', data, '-w', '-t', '60', '-s', '-l', join(folder, 'log'), '-o', settings.join(' '), 'start']);
	return `postgres://${USER}:any@127.0.0.1:${port}/postgres`;
}

/** Starts it again on its port, with the settings it had. */
export async function restartPostgres(folder) {
	await asUser(join(await ensurePostgres(), 'pg_ctl'), ['-D', join(folder, 'data'), '-w', '-t', '60', '-s', '-l', join(folder, 'log'), 'restart']);
}

/** @param {'fast' | 'immediate'} mode `immediate` is how a machine goes that loses its power */
export async function stopPostgres(folder, mode = 'fast') {
	await asUser(join(await ensurePostgres(), 'pg_ctl'), ['-D', join(folder, 'data'), '-w', '-s', '-m', mode, 'stop']);
}

export async function removePostgres(folder) {
	await stopPostgres(folder, 'immediate').catch(() => undefined);
	rmSync(folder, { recursive: true, force: true });
}

const isRoot = () => process.getuid?.() === 0;
const idOf = (flag) => execFileSync('id', [flag, USER], { encoding: 'utf8' }).trim();

function asUser(command, args) {
	const [name, all] = isRoot() ? ['runuser', ['-u', USER, '--', command, ...args]] : [command, args];
	return capture(name, all, { cwd: '/' });
}

function freePort() {
	return new Promise((resolve, reject) => {
		const server = createServer().once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const { port } = server.address();
			server.close(() => resolve(port));
		});
	});
}
