import type { INode } from 'n8n-workflow';
import { withSetupSettings } from '../../../sandbox/demo/setupRun';
import { prepared, type Stage } from '../../../sandbox/demo/stage';
import { editWorkflow, importWorkflow, shippedWorkflow } from '../../../sandbox/n8n/workflows';
import type { ContactSync } from './contactSync';

/** Starts setup by hand, as the button of the editor does. @param mailbox where its test alert goes, in the words of Teams */
export async function runSetup(sync: ContactSync, mailbox: string): Promise<void> {
	const { session, n8n, credentials } = sync.stage;
	const id = await importWorkflow(n8n, shippedWorkflow('setup'));
	const values = { alertChannel: 'teams', alertAddress: sync.alerts.url('teams', mailbox) };
	const node = (each: INode) => withSetupSettings(prepared(each, sync.stage.sandbox), values);
	const workflowData = await editWorkflow(session, id, { credentials, node, settings: { saveManualExecutions: true } });
	await session.request('POST', `/workflows/${id}/run`, { workflowData, triggerToStartFrom: { name: 'Run Setup' } });
}

/** What this n8n has: type and version of each node, as `type version`. */
export async function nodeVersions({ n8n, session }: Stage): Promise<Set<string>> {
	const response = await fetch(`${n8n.baseUrl}/types/nodes.json`, { headers: session.headers });
	const known = (await response.json()) as Array<{ name: string; version: number | number[] }>;
	return new Set(known.flatMap(({ name, version }) => [version].flat().map((each) => `${name} ${each}`)));
}
