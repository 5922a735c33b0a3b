import type { INode } from 'n8n-workflow';
import { waitForSuccess } from '../n8n/executions';
import { editWorkflow, runByHand } from '../n8n/workflows';
import type { PreparedStage } from './stage';

/** Values of the node Settings of Setup, as a user types them. */
export function withSetupSettings(node: INode, values: Record<string, string>): INode {
	if (node.name !== 'Settings' || !node.type.endsWith('.set')) return node;
	const { assignments } = node.parameters.assignments as { assignments: Array<{ name: string; value: string }> };
	const chosen = assignments.map((one) => ({ ...one, value: values[one.name] ?? one.value }));
	return { ...node, parameters: { ...node.parameters, assignments: { assignments: chosen } } };
}

/** Runs Setup once by hand; its alert goes to the address. @throws what Setup found, where it is not in order */
export async function runSetup({ session, beside }: PreparedStage, alertAddress: string): Promise<void> {
	const { setup: id = '' } = beside;
	const node = (each: INode) => withSetupSettings(each, { alertChannel: 'json', alertAddress });
	await editWorkflow(session, id, { node, settings: { saveManualExecutions: true, saveDataSuccessExecution: 'all' } });
	await waitForSuccess(session, id, await runByHand(session, id, 'Run Setup'));
}
