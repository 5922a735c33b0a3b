import type { WorkflowFile } from '../../../sandbox/n8n/workflows';

/** What the failing workflow says. */
export const STOPS = 'It always stops here';

/** Some workflow of the user that stops with an error every few seconds, watched by an error workflow. */
export function failingWorkflow(errorWorkflow: string, secondsInterval = 5): WorkflowFile {
	const place = { typeVersion: 1, position: [0, 0] as [number, number] };
	return {
		name: 'Some other workflow',
		nodes: [
			{ ...place, id: 'soon', name: 'Soon', type: 'n8n-nodes-base.scheduleTrigger', typeVersion: 1.4, parameters: { rule: { interval: [{ field: 'seconds', secondsInterval }] } } },
			{ ...place, id: 'stop', name: 'Give Up', type: 'n8n-nodes-base.stopAndError', parameters: { errorMessage: STOPS } },
		],
		connections: { Soon: { main: [[{ node: 'Give Up', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1', errorWorkflow },
	};
}
