import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';
import { authenticationField, intercomCredentialsWhere } from '../shared/intercomCredential';
import { ledgerCredential } from '../shared/ledgerFields';
import { xeroCredential } from '../shared/xeroBase';

/** The operation that reads Intercom itself. */
const READS_INTERCOM = { operation: ['sweep'] };

/** The one that reads Xero. */
const READS_XERO = { operation: ['readBalances'] };

/** The database of a ledger in PostgreSQL, and Intercom and Xero for the one operation each that reads them. */
export const syncLedgerCredentials: INodeCredentialDescription[] = [
	ledgerCredential(),
	{ ...xeroCredential, displayOptions: { show: READS_XERO } },
	...intercomCredentialsWhere(READS_INTERCOM),
];

/** By the whole path: n8n hides each field by whose bare name this one is shown, and nobody could choose an operation any more. */
export const intercomFields: INodeProperties[] = updateDisplayOptions({ show: { '/operation': READS_INTERCOM.operation } }, [authenticationField]);
