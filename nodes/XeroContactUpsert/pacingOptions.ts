import type { INodeProperties } from 'n8n-workflow';

/** Calls of the day that a bulk run leaves to live changes. */
export const RESERVE: INodeProperties = {
	displayName: 'Keep Calls for Live Changes',
	name: 'reserve',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 0,
	description:
		'How many of the calls that Xero allows a day to leave for others. For bulk runs: when no more are left, the items leave by Failed with the time to try again, and one call an hour finds out whether Xero has started a new day. Where it is not set, items of a migration bring what their job leaves.',
};

/** How long the node sleeps when Xero asks to slow down. */
export const LONGEST_WAIT: INodeProperties = {
	displayName: 'Longest Wait (Seconds)',
	name: 'maxWaitSeconds',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 3600 },
	default: 120,
	description:
		'How long to wait when Xero asks to slow down. If Xero asks for more, the remaining items leave by Failed with the time to try again.',
};
