import type { NodeHint } from 'n8n-workflow';

/** Shown in the output pane of an upsert before it has run, with the operations that write. */
export const CONNECT_REVIEW_AND_FAILED: NodeHint = {
	message: 'Connect Review and Failed to a notification: Review items wait for a person, Failed items say whether a retry helps.',
	type: 'info',
	location: 'outputPane',
	whenToDisplay: 'beforeExecution',
	displayCondition: '={{ !["preview", "getContacts"].includes($parameter["operation"]) }}',
};
