import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';
import { authenticationField, intercomCredentials } from '../shared/intercomCredential';
import { ledgerCredential } from '../shared/ledgerFields';
import { XERO_CREDENTIAL } from '../shared/xeroBase';

/** The operation that reads Intercom itself. */
const READS_INTERCOM = { operation: ['sweep'] };

/** The one that reads Xero. */
const READS_XERO = { operation: ['readBalances'] };

/** The database of a ledger in PostgreSQL, and Intercom and Xero for the one operation each that reads them. */
export const syncLedgerCredentials: INodeCredentialDescription[] = [
	ledgerCredential(),
	{ name: XERO_CREDENTIAL, required: true, displayOptions: { show: READS_XERO } },
	...intercomCredentials.map((credential) => ({ ...credential, displayOptions: { show: { ...READS_INTERCOM, ...credential.displayOptions?.show } } })),
];

export const intercomFields: INodeProperties[] = updateDisplayOptions({ show: READS_INTERCOM }, [authenticationField]);
