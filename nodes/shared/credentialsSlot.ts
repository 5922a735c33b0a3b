import type { INodeProperties } from 'n8n-workflow';

/**
 * Where the panel shows the credentials. Without it n8n shows them before the last field that one of them depends on: behind
 * all options, where that is the place of the ledger.
 */
export const credentialsSlot: INodeProperties = { displayName: 'Credentials', name: 'credentials', type: 'credentials', default: '' };
