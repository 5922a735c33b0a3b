import { isAbsolute, join } from 'node:path';
import { DEFAULT_SCHEMA, postgresPlace, type PostgresCredential, type PostgresPlace } from './postgres/place';
import { LedgerProblem } from './problem';
import { fileInQueueMode } from './queueMode';

/** What a node knows of its ledger. */
export interface LedgerConfig {
	/** What the user calls it; one for each client. */
	ledger: string;
	/** Full type of the node that keeps it, such as `n8n-nodes-intercom-xero.syncLedger`. */
	nodeType: string;
	/** Another file than the default, as a whole path; '' or absent: the default. */
	path?: string;
	/** With one the ledger lies in PostgreSQL. */
	credential?: PostgresCredential;
	/** Another schema than the default; '' or absent: the default. */
	schema?: string;
}

export type LedgerPlace = { store: 'sqlite'; path: string } | ({ store: 'postgres' } & PostgresPlace);

export const DEFAULT_LEDGER = 'default';

/** Also a name of a file on every system, and with the default before it of a schema (63 bytes). */
const LEDGER_NAME = /^[a-z0-9][a-z0-9_-]{0,39}$/;

/**
 * Where a ledger lies. By default a file `storage/<node type>/<ledger>.sqlite` in n8n's own folder; with a credential a
 * schema of its own: `intercom_xero`, and for any ledger but the default `intercom_xero_<ledger>`. Upper case counts as
 * lower case, as some file systems have it.
 * @throws LedgerProblem `missing` for a name or a path that cannot be one, `fileInQueueMode` where n8n runs in several processes
 */
export function ledgerPlace({ ledger, nodeType, path, credential, schema }: LedgerConfig): LedgerPlace {
	const name = ledgerName(ledger);
	if (credential !== undefined) return { store: 'postgres', ...postgresPlace(credential, schema || (name === DEFAULT_LEDGER ? DEFAULT_SCHEMA : `${DEFAULT_SCHEMA}_${name}`)) };
	const severalProcesses = fileInQueueMode(process.env);
	if (severalProcesses !== null) throw severalProcesses;
	if (!path) return { store: 'sqlite', path: join(n8nFolder(), 'storage', nodeType, `${name}.sqlite`) };
	if (isAbsolute(path)) return { store: 'sqlite', path };
	throw new LedgerProblem('missing', `The file of a ledger cannot be "${path}": where that is depends on where n8n was started.`, 'Give the whole path, or leave it empty for a file in n8n\'s own folder.');
}

function ledgerName(ledger: string): string {
	const name = ledger.trim().toLowerCase() || DEFAULT_LEDGER;
	if (LEDGER_NAME.test(name)) return name;
	throw new LedgerProblem('missing', `A ledger cannot be called "${ledger}".`, 'Use up to 40 letters (a to z), digits, - and _, beginning with a letter or digit.');
}

/** n8n's own folder, found as n8n 2.41 finds it (@n8n/config, getN8nFolder). */
function n8nFolder(): string {
	const home = process.platform === 'win32' ? process.env.USERPROFILE : process.env.HOME;
	return join(process.env.N8N_USER_FOLDER ?? home ?? process.cwd(), '.n8n');
}
