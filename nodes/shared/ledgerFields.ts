import { updateDisplayOptions, type INodeCredentialDescription, type INodeProperties } from 'n8n-workflow';

type Shown = Record<string, string[]>;

/** As a panel calls it where it shows others beside it. */
const displayName = 'PostgreSQL Credential';

/** n8n's own credential for a PostgreSQL database. */
export const POSTGRES_CREDENTIAL = 'postgres';

/** Which ledger a node works on; openLedger.ts reads it. */
export const ledgerFields: INodeProperties[] = [
	{
		displayName: 'Ledger',
		name: 'ledger',
		type: 'string',
		default: 'default',
		description:
			'Name of the ledger, the same in every node of a sync. One for each pair of an Intercom workspace and a Xero organisation; up to 40 small letters, digits, - and _.',
	},
	{
		displayName: 'Kept In',
		name: 'ledgerStore',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'File on This Machine', value: 'sqlite', description: 'For one n8n that runs in one process' },
			{ name: 'PostgreSQL', value: 'postgres', description: 'Needed in queue mode and with several mains' },
		],
		default: 'sqlite',
		description: 'Where the ledger lies, the same in every node of a sync',
	},
	{
		displayName: 'Ledger Options',
		name: 'ledgerOptions',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'File',
				name: 'path',
				type: 'string',
				default: '',
				placeholder: 'e.g. /data/ledgers/acme.sqlite',
				description: "Whole path of the file, on a disk of this machine. Leave empty for a file in n8n's own folder.",
				displayOptions: { show: { '/ledgerStore': ['sqlite'] } },
			},
			{
				displayName: 'Schema',
				name: 'schema',
				type: 'string',
				default: '',
				placeholder: 'e.g. intercom_xero',
				description: 'Schema of the database, which holds this ledger alone. Leave empty for intercom_xero, followed by _ and the name of any ledger but default.',
				displayOptions: { show: { '/ledgerStore': ['postgres'] } },
			},
		],
	},
];

/**
 * The same in a trigger that delivers into a ledger or not. By `hide`: where `authentication` chooses the credential, n8n takes what a parameter
 * that chooses a credential (`ledgerStore`) depends on by `show` for a part of the credential's form, and leaves it out of the panel.
 */
export const deliveryLedgerFields = updateDisplayOptions({ hide: { deliver: ['execution'] } }, ledgerFields);

/** For a ledger in PostgreSQL. @param shown as for the fields */
export function ledgerCredential(shown: Shown = {}): INodeCredentialDescription {
	return { name: POSTGRES_CREDENTIAL, displayName, required: true, displayOptions: { show: { ...shown, ledgerStore: ['postgres'] } } };
}
