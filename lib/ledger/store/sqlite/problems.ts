import { LedgerProblem } from '../problem';

/** What tells SQLite's errors apart; the code of all is ERR_SQLITE_ERROR. https://www.sqlite.org/rescode.html */
const PRIMARY_CODE = 0xff;
const READONLY_DBMOVED = 1032;

/**
 * An error of node:sqlite or of the file system in words. What a statement of ours did wrong (a CHECK that failed, SQL that
 * does not parse) is no trouble of the ledger: it stays an Error, with its cause. Pure.
 */
export function sqliteProblem(error: unknown, path: string, uncertain = false): Error {
	if (error instanceof LedgerProblem || error instanceof TypeError) return error;
	const { errcode, code, message = String(error) } = error as { errcode?: number; code?: string; message?: string };
	const words = errcode === undefined ? fileWords(code, path) : sqliteWords(errcode, path, message);
	if (words === undefined) return new Error(`The ledger ${path} refused a statement: ${message}`, { cause: error });
	return new LedgerProblem(words.trouble, words.message, words.nextStep, uncertain, { cause: error });
}

interface Words {
	trouble: LedgerProblem['trouble'];
	message: string;
	nextStep: string;
}

const RESTORE = 'Stop n8n, put a backup of the file in its place, remove the files with -wal and -shm at the end of their names, and start n8n. Without a backup remove all three: the ledger starts empty, finds every contact again by its reference, and only the audit log and open reviews are lost.';

function sqliteWords(errcode: number, path: string, message: string): Words | undefined {
	if (errcode === READONLY_DBMOVED) return removed(path);
	switch (errcode & PRIMARY_CODE) {
		case 5:
		case 6:
			return { trouble: 'busy', message: `Another process wrote to the ledger ${path} for too long.`, nextStep: 'It is tried again. If it goes on, look which other n8n or program has the file open.' };
		case 3:
		case 8:
		case 23:
			return notWritable(path);
		case 10:
			return { trouble: 'notWritable', message: `The disk failed under the ledger ${path}: ${message}.`, nextStep: 'Look at the disk and at the log of the system.' };
		case 11:
		case 26:
			return { trouble: 'damaged', message: `The file ${path} is damaged or is no SQLite database (${message}).`, nextStep: RESTORE };
		case 13:
			return full(path);
		case 14:
			return { trouble: 'notWritable', message: `The ledger ${path} cannot be opened.`, nextStep: 'Look whether its folder is there, is no file, and may be written by the user that n8n runs as.' };
		case 1:
			return /no such (table|column)/.test(message) ? { trouble: 'damaged', message: `The file ${path} is no whole ledger (${message}).`, nextStep: RESTORE } : undefined;
		default:
			return undefined;
	}
}

function fileWords(code: string | undefined, path: string): Words | undefined {
	switch (code) {
		case 'EACCES':
		case 'EPERM':
		case 'EROFS':
			return notWritable(path);
		case 'ENOSPC':
		case 'EDQUOT':
			return full(path);
		case 'ENOENT':
			return removed(path);
		case 'ENOTDIR':
		case 'EISDIR':
		case 'EEXIST':
			return { trouble: 'notWritable', message: `The ledger cannot lie at ${path}: a folder is there, or a file is where a folder should be.`, nextStep: 'Move it out of the way, or choose another name for the ledger.' };
		default:
			return undefined;
	}
}

function notWritable(path: string): Words {
	return { trouble: 'notWritable', message: `The ledger ${path}, or its folder, may not be written.`, nextStep: 'Let the user that n8n runs as write the folder and every file in it; in a container, look whether the volume is mounted read-only.' };
}

function full(path: string): Words {
	return { trouble: 'diskFull', message: `The disk is full, so nothing can be written to the ledger ${path}.`, nextStep: 'Make room on the disk. Nothing else is to be done: what was refused comes again.' };
}

function removed(path: string): Words {
	return { trouble: 'missing', message: `The ledger ${path} was removed or replaced while it was in use.`, nextStep: RESTORE };
}

/** Noticed by looking at the file: SQLite itself goes on writing into one that nobody can open any more. Pure. */
export function removedProblem(path: string, uncertain: boolean): LedgerProblem {
	const { trouble, message, nextStep } = removed(path);
	return new LedgerProblem(trouble, message, nextStep, uncertain);
}

/** The same for one that lost its end. Pure. */
export function shortenedProblem(path: string, uncertain: boolean): LedgerProblem {
	return new LedgerProblem('damaged', `The ledger ${path} is shorter than it was: something outside of n8n cut it.`, RESTORE, uncertain);
}

/** A folder that cannot be made although the one above it is there; an error that says more is handed on. Pure. */
export function noFolderProblem(folder: string, error: unknown): unknown {
	if ((error as { code?: string }).code !== 'ENOENT') return error;
	return new LedgerProblem('notWritable', `The folder ${folder} for the ledger (a .sqlite file) cannot be made: its file system makes no folders.`, 'Choose another path for the ledger, or leave it empty for a file in n8n\'s own folder.', false, { cause: error });
}
