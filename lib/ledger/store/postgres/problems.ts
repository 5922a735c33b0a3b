import { LedgerProblem, type LedgerTrouble } from '../problem';
import { placeWords, type PostgresPlace } from './place';

interface Words {
	trouble: LedgerTrouble;
	message: string;
	nextStep: string;
}

/**
 * An error of pg in words. A SQLSTATE says what the server thinks (https://www.postgresql.org/docs/15/errcodes-appendix.html);
 * without one it is the connection. What a statement of ours did wrong stays an Error, with its cause. Pure.
 */
export function postgresProblem(error: unknown, place: PostgresPlace, uncertain = false): Error {
	if (error instanceof LedgerProblem || error instanceof TypeError) return error;
	const { code, message = String(error) } = error as { code?: unknown; message?: string };
	const words = wordsOf({ code, message }, place);
	if (words === undefined) return new Error(`${placeWords(place)} refused a statement: ${message}`, { cause: error });
	return new LedgerProblem(words.trouble, words.message, words.nextStep, uncertain, { cause: error });
}

/** Whether the connection went, so that nobody knows what became of the statement. Pure. */
export function isConnectionLost(error: unknown): boolean {
	const state = sqlState(error);
	return state === undefined || state.startsWith('08') || state.startsWith('57P') || state === '25P03';
}

function sqlState(error: unknown): string | undefined {
	const { code } = error as { code?: unknown };
	return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** What is looked at of an error of pg. */
interface Seen {
	code: unknown;
	message: string;
}

function wordsOf(error: Seen, place: PostgresPlace): Words | undefined {
	const state = sqlState(error);
	const at = placeWords(place);
	if (state === undefined) return isTls(error) ? tlsWords(error, at) : unreachable(at, error.message);
	const schema = `"${place.schema}"`;
	switch (state) {
		case '28000':
		case '28P01':
			return { trouble: 'noRights', message: `${at} does not let the user ${place.user} in: ${error.message}.`, nextStep: 'Look at user, password and SSL in the PostgreSQL credential.' };
		case '42501':
			return { trouble: 'noRights', message: `The user ${place.user} may not do in ${at} what a ledger needs: ${error.message}.`, nextStep: `Let the owner of the database run: create schema if not exists ${schema} authorization "${place.user}".` };
		case '3D000':
			return { trouble: 'missing', message: `There is no database ${place.database} on ${place.host}:${place.port}.`, nextStep: 'Make it, or choose another one in the PostgreSQL credential.' };
		case '3F000':
		case '42P01':
		case '42703':
			return { trouble: 'missing', message: `The tables of the ledger were removed or changed in ${at}: ${error.message}.`, nextStep: `Restore the schema ${schema} from a backup. Without one remove it (drop schema ${schema} cascade) and publish again: the ledger starts empty.` };
		case '42P07':
		case '42710':
			return { trouble: 'damaged', message: `${at} holds tables that are not this ledger's: ${error.message}.`, nextStep: 'Choose another schema for the ledger.' };
		case '25006':
			return { trouble: 'notWritable', message: `${at} may only be read: ${error.message}.`, nextStep: 'Choose the primary server, not a standby, and look at default_transaction_read_only.' };
		case '53100':
			return { trouble: 'diskFull', message: `The disk of ${at} is full.`, nextStep: 'Make room on the disk. Nothing else is to be done: what was refused comes again.' };
		case '53300':
			return { trouble: 'busy', message: `${at} has no connection left for the ledger.`, nextStep: 'Raise max_connections, or close connections of others. A ledger uses four at most.' };
		case '55P03':
		case '57014':
		case '40001':
		case '40P01':
			return { trouble: 'busy', message: `${at} was busy for too long: ${error.message}.`, nextStep: 'It is tried again. If it goes on, look in pg_stat_activity who holds the lock.' };
		case '22P05':
			return { trouble: 'notWritable', message: `The database ${place.database} cannot hold every letter: ${error.message}.`, nextStep: 'Make a database with the encoding UTF8 for the ledger.' };
		default:
			return byClass(state, at, error.message);
	}
}

function byClass(state: string, at: string, message: string): Words | undefined {
	switch (state.slice(0, 2)) {
		case '08':
		case '57':
			return unreachable(at, message);
		case '25':
			return state === '25P03' ? unreachable(at, message) : undefined;
		case '53':
			return { trouble: 'notWritable', message: `${at} lacks memory or another means: ${message}.`, nextStep: 'Look at the log of the server.' };
		case '58':
		case 'XX':
			return { trouble: 'damaged', message: `${at} reports that its data or its disk is damaged: ${message}.`, nextStep: 'Look at the log of the server; restore the schema from a backup if it says so.' };
		default:
			return undefined;
	}
}

function unreachable(at: string, message: string): Words {
	return { trouble: 'unreachable', message: `${at} does not answer: ${message}.`, nextStep: 'Look whether the server runs and whether host, port and firewall let n8n reach it. What was refused comes again.' };
}

function isTls({ message, code }: Seen): boolean {
	return /SSL|TLS|certificate/i.test(message) || /CERT|TLS|SSL|SIGNATURE/.test(String(code ?? ''));
}

function tlsWords(error: Seen, at: string): Words {
	const lacks = /does not support SSL/i.test(error.message);
	return {
		trouble: 'unreachable', message: `${at}: no encrypted connection came about: ${error.message}.`,
		nextStep: lacks ? 'The server offers no encryption: choose SSL Disable in the PostgreSQL credential, or switch ssl on at the server.' : 'The certificate of the server is not trusted: give n8n its authority by NODE_EXTRA_CA_CERTS, or switch on Ignore SSL Issues in the PostgreSQL credential.',
	};
}
