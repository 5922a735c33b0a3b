import type { INodeProperties } from 'n8n-workflow';

/** What an agent is told of one operation; `show` says for which. */
export interface ToldToAgent {
	show: Record<string, Array<string | boolean>>;
	/** When to use it, what comes back, what it never does. */
	text: string;
}

/**
 * What an agent reads of a node that is its tool: a text for each operation, which the person at the panel may change. n8n's
 * own "Set Automatically" would tell the name of the operation, and nothing of when to use it.
 */
export function toolDescriptions(told: readonly ToldToAgent[]): INodeProperties[] {
	return told.map(({ show, text }) => ({
		displayName: 'Description for the Agent',
		name: 'toolDescription',
		type: 'string',
		typeOptions: { rows: 4 },
		default: text,
		description: 'What the agent knows of this tool: when to use it, what it answers, what it never does',
		displayOptions: { show: { ...show, '@tool': [true] } },
	}));
}
