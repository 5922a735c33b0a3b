import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';
import { authenticationField, intercomCredentials } from '../shared/intercomCredential';
import { ledgerCredential } from '../shared/ledgerFields';

/** The operation that reads Intercom itself. */
const READS_INTERCOM = { operation: ['sweep'] };

/** The database of a ledger in PostgreSQL, and Intercom for the one operation that reads it. */
export const syncLedgerCredentials: INodeCredentialDescription[] = [
	ledgerCredential(),
	...intercomCredentials.map((credential) => ({ ...credential, displayOptions: { show: { ...READS_INTERCOM, ...credential.displayOptions?.show } } })),
];

export const intercomFields: INodeProperties[] = updateDisplayOptions({ show: READS_INTERCOM }, [authenticationField]);
