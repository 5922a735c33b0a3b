import type { INodeProperties } from 'n8n-workflow';

export const intercomRegionField: INodeProperties = {
	displayName: 'Region',
	name: 'region',
	type: 'options',
	default: 'us',
	options: [
		{ name: 'Australia', value: 'au' },
		{ name: 'Europe', value: 'eu' },
		{ name: 'United States', value: 'us' },
	],
	description: 'Where Intercom hosts your workspace. With the wrong region, Intercom refuses every request.',
};

export const previousClientSecretField: INodeProperties = {
	displayName: 'Previous Client Secret (While You Replace It)',
	name: 'previousClientSecret',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description:
		'Only while you replace the client secret in Intercom: notifications signed with the old secret are accepted as well. Empty it afterwards.',
};
