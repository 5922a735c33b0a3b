import type { INodeProperties } from 'n8n-workflow';

/** Where a message goes. @param when it is used, for whoever reads the panel */
export function alertChannelFields(when: string): INodeProperties[] {
	return [
		{
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
			description: when,
		},
		{
			displayName: 'Alert Address',
			name: 'alertAddress',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: 'e.g. https://hooks.slack.com/services/...',
			description: when,
		},
	];
}
