import type { INodeProperties } from 'n8n-workflow';

/** What takes alerts. */
export function alertChannelField(description: string): INodeProperties {
	return {
		displayName: 'Alert Channel',
		name: 'alertChannel',
		type: 'options',
		options: [
			{ name: 'Discord', value: 'discord' },
			{ name: 'Microsoft Teams', value: 'teams' },
			{ name: 'Plain JSON', value: 'json' },
			{ name: 'Slack', value: 'slack' },
		],
		default: 'json',
		description,
	};
}

/** Where they are posted to; whoever knows the address can post. */
export function alertAddressField(description: string): INodeProperties {
	return {
		displayName: 'Alert Address',
		name: 'alertAddress',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		placeholder: 'e.g. https://hooks.slack.com/services/...',
		description,
	};
}
