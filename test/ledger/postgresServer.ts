import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { PostgresPlace } from '../../lib/ledger/store/postgres/place';

const SCRIPT = join(__dirname, '../../sandbox/runtime/postgresServer.mjs');

/** Does something with a server of our own, see sandbox/runtime/postgresServer.mjs. @returns its last line */
export function postgresServer(what: 'ensure' | 'start' | 'restart' | 'stop' | 'crash' | 'remove', folder: string): string {
	const output = execFileSync(process.execPath, [SCRIPT, what, folder], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
	return output.trim().split('\n').at(-1) ?? '';
}

export function placeAt(url: string, schema: string): PostgresPlace {
	const { hostname, port, pathname, username, password } = new URL(url);
	const text = decodeURIComponent;
	return { host: text(hostname), port: Number(port || 5432), database: text(pathname.slice(1)), user: text(username), password: text(password), tls: 'off', schema };
}
