import type { Failure } from '../../lib/http/failure';

/** No credential is chosen in the node, or n8n cannot read it. The items leave by Failed, so that a workflow can keep and tell them. */
export function credentialFailure(vendor: 'Intercom' | 'Xero', error: unknown): Failure {
	const why = error instanceof Error ? error.message.slice(0, 200) : 'n8n does not say why';
	return {
		class: 'auth',
		reason: 'credentialUnreadable',
		message: `The ${vendor} credential of the node cannot be read: ${why}`,
		nextStep: `Open the node and choose the ${vendor} credential, also where one is shown already; if it is chosen, open that credential and save it again.`,
		retryable: false,
	};
}
