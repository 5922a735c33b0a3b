import type { INode } from 'n8n-workflow';
import { waitForSuccess } from '../n8n/executions';
import { editWorkflow, runByHand } from '../n8n/workflows';
import type { PreparedStage } from './stage';

/** Where the alerts of Setup go, as a user chooses it. */
export function withSetupSettings(node: INode, values: Record<string, string>): INode {
	return node.parameters.operation === 'reportChecks' ? { ...node, parameters: { ...node.parameters, ...values } } : node;
}

/** Runs Setup once by hand; its alert goes to the address. @throws what Setup found, where it is not in order */
export async function runSetup({ session, beside }: PreparedStage, alertAddress: string): Promise<void> {
	const { setup: id = '' } = beside;
	const node = (each: INode) => withSetupSettings(each, { alertChannel: 'json', alertAddress });
	await editWorkflow(session, id, { node, settings: { saveManualExecutions: true, saveDataSuccessExecution: 'all' } });
	await waitForSuccess(session, id, await runByHand(session, id, 'Run Setup'));
}
