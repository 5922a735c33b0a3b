import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Which of some processes has the connection that begins at a port of this machine, by what Linux says in /proc: processes that
 * share a credential share its address, too, and nothing else tells them apart.
 * @param processes name and number
 * @returns its name; '' where none of them has it
 */
export function ownerOf(port: number, processes: Iterable<readonly [string, number | undefined]>): string {
	const inode = inodeOf(port);
	if (inode === undefined) return '';
	for (const [name, pid] of processes) if (pid !== undefined && socketsOf(pid).includes(`socket:[${inode}]`)) return name;
	return '';
}

/** Columns of /proc/net/tcp: 1 is the local address, 9 the inode of the socket. */
function inodeOf(port: number): string | undefined {
	const local = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
	for (const file of ['/proc/net/tcp', '/proc/net/tcp6']) {
		const rows = readFileSync(file, 'latin1').split('\n').map((line) => line.trim().split(/\s+/));
		const inode = rows.find(([, address = '', , , , , , , , number = '0']) => address.endsWith(local) && number !== '0')?.[9];
		if (inode !== undefined) return inode;
	}
	return undefined;
}

function socketsOf(pid: number): string[] {
	const folder = `/proc/${pid}/fd`;
	try {
		return readdirSync(folder).map((name) => linkAt(join(folder, name)));
	} catch {
		return []; // it has just ended
	}
}

function linkAt(file: string): string {
	try {
		return readlinkSync(file);
	} catch {
		return ''; // closed meanwhile
	}
}
