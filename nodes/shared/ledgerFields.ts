import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';

type Shown = Record<string, string[]>;

/** n8n's own credential for a PostgreSQL database. */
export const POSTGRES_CREDENTIAL = 'postgres';

/** Which ledger a node works on; openLedger.ts reads it. @param shown only with these parameters */
export function ledgerFields(shown: Shown = {}): INodeProperties[] {
	const displayOptions = { show: shown };
	return [
		{
			displayName: 'Ledger',
			name: 'ledger',
			type: 'string',
			default: 'default',
			displayOptions,
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
			displayOptions,
			description: 'Where the ledger lies, the same in every node of a sync',
		},
		{
			displayName: 'Ledger Options',
			name: 'ledgerOptions',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			displayOptions,
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
}

/** For a ledger in PostgreSQL. @param shown as for the fields */
export function ledgerCredential(shown: Shown = {}): INodeCredentialDescription {
	return { name: POSTGRES_CREDENTIAL, required: true, displayOptions: { show: { ...shown, ledgerStore: ['postgres'] } } };
}
