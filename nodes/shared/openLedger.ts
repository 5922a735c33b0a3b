import { NodeOperationError, type IExecuteFunctions, type IHookFunctions, type ITriggerFunctions, type IWebhookFunctions } from 'n8n-workflow';
import { textOf } from '../../lib/http/textOf';
import type { LedgerStore } from '../../lib/ledger';
import { DEFAULT_LEDGER, ledgerPlace, type LedgerConfig, type LedgerPlace } from '../../lib/ledger/store/place';
import type { PostgresCredential } from '../../lib/ledger/store/postgres/place';
import { LedgerProblem, problemWords } from '../../lib/ledger/store/problem';
import { POSTGRES_CREDENTIAL } from './ledgerFields';

/** Every node names the same place, so a file lies where the node that settles would have it. */
const NODE_TYPE = 'n8n-nodes-intercom-xero.syncLedger';

export type LedgerContext = IExecuteFunctions | IWebhookFunctions | IHookFunctions | ITriggerFunctions;

interface Kept {
	store: LedgerStore;
	isOpen: boolean;
}

/** One store for each place; those of one place share a handle anyway. Nothing depends on it: another process has its own. */
const stores = new Map<string, Kept>();

/**
 * The ledger that a node names, open. It opens once in a process.
 * @param options.anew when a workflow is published: what is there now is opened, where the file was replaced or removed
 *   meanwhile. Nothing else does that: a ledger that somebody took away must not come back empty in silence.
 * @throws LedgerProblem in words for a person, see ledgerFault
 */
export async function openLedger(context: LedgerContext, itemIndex = 0, { anew = false } = {}): Promise<LedgerStore> {
	const place = ledgerPlace(await configOf(context, itemIndex));
	const key = JSON.stringify(place);
	const kept = stores.get(key) ?? (await keep(key, place));
	if (!kept.isOpen || anew) await kept.store.open();
	kept.isOpen = true;
	return kept.store;
}

async function keep(key: string, place: LedgerPlace): Promise<Kept> {
	const { ledgerStore } = await import('../../lib/ledger/store/stores');
	// Another one may have come first meanwhile.
	const kept = stores.get(key) ?? { store: ledgerStore(place), isOpen: false };
	stores.set(key, kept);
	return kept;
}

/** What the ledger is called in the node, for messages and the items of the trigger. */
export function ledgerName(context: LedgerContext, itemIndex = 0): string {
	return textOf(parameter(context, 'ledger', itemIndex)).toLowerCase() || DEFAULT_LEDGER;
}

/** As n8n shows it. The editor shows the message of a failed publication and not its description, so both are in the message. */
export function ledgerFault(context: Pick<LedgerContext, 'getNode'>, error: unknown): NodeOperationError {
	if (error instanceof NodeOperationError) return error;
	const message = error instanceof LedgerProblem ? problemWords(error) : error instanceof Error ? error.message : String(error);
	const fault = new NodeOperationError(context.getNode(), message);
	// n8n replaces every message that names a code it knows, such as ECONNREFUSED, by words of its own: which server, and what to do, would be lost.
	fault.message = message;
	return fault;
}

async function configOf(context: LedgerContext, itemIndex: number): Promise<LedgerConfig> {
	const { path, schema } = (parameter(context, 'ledgerOptions', itemIndex) ?? {}) as { path?: unknown; schema?: unknown };
	const config: LedgerConfig = { ledger: ledgerName(context, itemIndex), nodeType: NODE_TYPE, path: textOf(path), schema: textOf(schema) };
	return parameter(context, 'ledgerStore', itemIndex) === 'postgres' ? { ...config, credential: await databaseCredential(context) } : config;
}

async function databaseCredential(context: LedgerContext): Promise<PostgresCredential> {
	const credential: PostgresCredential & { sshTunnel?: boolean } = await context.getCredentials(POSTGRES_CREDENTIAL);
	if (credential.sshTunnel !== true) return credential;
	throw new LedgerProblem('unreachable', 'The PostgreSQL credential goes through an SSH tunnel, which a ledger does not use.', 'Choose a credential that reaches the database directly, over SSL where the way is not your own.');
}

/** Of an item where the node has items. */
function parameter(context: LedgerContext, name: string, itemIndex: number): unknown {
	return 'getInputData' in context ? context.getNodeParameter(name, itemIndex, '') : context.getNodeParameter(name, '');
}
