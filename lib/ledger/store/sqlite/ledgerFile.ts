import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, realpathSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LedgerProblem } from '../problem';
import { noFolderProblem, removedProblem, shortenedProblem, sqliteProblem } from './problems';

/**
 * The real path of a file that may be open in this process: a look, no more. Opening and closing it would end every lock that
 * the process has on it (POSIX, https://www.sqlite.org/howtocorrupt.html section 2.2), and the next program that looks into the
 * ledger and closes it would take the log away under us.
 */
export function ledgerFile(path: string): string {
	return existsSync(path) ? realpathSync(path) : makeLedgerFile(path);
}

/** Makes folder and file where there are none, for nobody else to read; SQLite gives its log the same mode. @returns the real path */
export function makeLedgerFile(path: string): string {
	try {
		makeFolder(dirname(path));
		if (!existsSync(path)) {
			closeSync(openSync(path, 'a', 0o600));
			onDisk(dirname(path));
		}
		// Says EISDIR or EACCES by itself, where SQLite only says that it cannot open.
		closeSync(openSync(path, 'r+'));
		return realpathSync(path);
	} catch (error) {
		throw sqliteProblem(error, path);
	}
}

/** Folder by folder: Node's own recursion does not come back from a file system that makes none, such as /proc. */
function makeFolder(folder: string): void {
	if (existsSync(folder)) return;
	makeFolder(dirname(folder));
	try {
		mkdirSync(folder, { mode: 0o700 });
	} catch (error) {
		// Another process may have been quicker.
		if (!existsSync(folder)) throw noFolderProblem(folder, error);
	}
}

/** A new name in a folder is on disk once the folder is; not every system lets a folder be opened for that. */
function onDisk(folder: string): void {
	let opened: number | undefined;
	try {
		opened = openSync(folder, 'r');
		fsyncSync(opened);
	} catch {
		// Then the system keeps names by itself.
	} finally {
		if (opened !== undefined) closeSync(opened);
	}
}

/**
 * Notices that the file, or its log, is no longer the one that was opened, or lost its end. In write-ahead mode SQLite
 * does not: it goes on, and all it writes is lost. A look costs some microseconds.
 */
export class FileWatch {
	private readonly file: Identity | undefined;
	private log: Identity | undefined;
	private size = 0n;

	constructor(private readonly path: string) {
		this.file = look(path);
	}

	/**
	 * @param uncertain whether something may have been written meanwhile
	 * @param bytesOfPages how long the file must be for all its pages; asked only of one that became shorter, as a VACUUM by hand also makes it
	 */
	trouble(uncertain: boolean, bytesOfPages: () => bigint): LedgerProblem | undefined {
		const file = look(this.path);
		const log = look(`${this.path}-wal`);
		if (file === undefined || !isSame(file, this.file) || (this.log !== undefined && !isSame(log, this.log))) return removedProblem(this.path, uncertain);
		if (file.size < this.size && file.size < bytesOfPages()) return shortenedProblem(this.path, uncertain);
		this.size = file.size;
		this.log = log;
		return undefined;
	}

	/** Bytes of the file and of its log. */
	bytes(): number {
		return Number((look(this.path)?.size ?? 0n) + (look(`${this.path}-wal`)?.size ?? 0n));
	}

	/** Bytes that are free on its disk. */
	free(): number {
		const { bavail, bsize } = statfsSync(dirname(this.path));
		return bavail * bsize;
	}
}

interface Identity {
	dev: bigint;
	ino: bigint;
	size: bigint;
}

function look(path: string): Identity | undefined {
	return statSync(path, { bigint: true, throwIfNoEntry: false });
}

function isSame(one: Identity | undefined, other: Identity | undefined): boolean {
	return one !== undefined && other !== undefined && one.dev === other.dev && one.ino === other.ino;
}
