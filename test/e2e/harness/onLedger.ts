import type { Stage } from '../../../sandbox/demo/stage';
import { importWorkflow, runByHand } from '../../../sandbox/n8n/workflows';

/** What a person does by hand with Sync Ledger: a workflow of two nodes, run once. */
export async function onLedger({ session, n8n }: Stage, parameters: Record<string, string>): Promise<void> {
	const place = { typeVersion: 1, position: [0, 0] as [number, number] };
	const id = await importWorkflow(n8n, {
		name: 'By hand',
		nodes: [
			{ ...place, id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} },
			{ ...place, id: 'ledger', name: 'Sync Ledger', type: 'n8n-nodes-intercom-xero.syncLedger', parameters },
		],
		connections: { Start: { main: [[{ node: 'Sync Ledger', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	});
	await runByHand(session, id, 'Start');
}
