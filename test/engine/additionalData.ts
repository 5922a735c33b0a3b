import './engineEnvironment';
import { ExecutionLifecycleHooks } from 'n8n-core';
import type { IWorkflowExecuteAdditionalData, WorkflowExecuteMode } from 'n8n-workflow';
import type { CredentialStore } from './credentialStore';

/** What n8n's server hands to its engine. The engine refuses relative base addresses, hence these; nothing listens there. */
export function additionalDataFor(store: CredentialStore, mode: WorkflowExecuteMode): IWorkflowExecuteAdditionalData {
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
	return { ...data, hooks } as unknown as IWorkflowExecuteAdditionalData;
}
