import './engineEnvironment';
import { ExecutionLifecycleHooks } from 'n8n-core';
import type { IWorkflowExecuteAdditionalData, WorkflowExecuteMode } from 'n8n-workflow';
import type { CredentialStore } from './credentialStore';

/** What is done around each run of a node, with all its tries, by its name. */
export interface NodeHooks {
	before(node: string): Promise<void> | void;
	after(node: string): Promise<void> | void;
}

/** What n8n's server hands to its engine. The engine refuses relative base addresses, hence these; nothing listens there. */
export function additionalDataFor(store: CredentialStore, mode: WorkflowExecuteMode, around?: NodeHooks): IWorkflowExecuteAdditionalData {
	const base = 'http://localhost';
	const data: Partial<IWorkflowExecuteAdditionalData> = {
		credentialsHelper: store,
		executionId: '1',
		currentNodeExecutionIndex: 0,
		variables: {},
		restApiUrl: `${base}/rest`,
		instanceBaseUrl: base,
		webhookBaseUrl: `${base}/webhook`,
		webhookTestBaseUrl: `${base}/webhook-test`,
		webhookWaitingBaseUrl: `${base}/webhook-waiting`,
		formWaitingBaseUrl: `${base}/form-waiting`,
		setExecutionStatus: () => {},
	};
	const hooks = new ExecutionLifecycleHooks(mode, '1', { id: 'engine-test', name: 'engine test' } as never);
	if (around) hooks.addHandler('nodeExecuteBefore', async (node) => await around.before(node));
	if (around) hooks.addHandler('nodeExecuteAfter', async (node) => await around.after(node));
	return { ...data, hooks } as unknown as IWorkflowExecuteAdditionalData;
}
