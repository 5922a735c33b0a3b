import type { Failure } from '../../http/failure';

/** Two sweeps at once would each see half of what changes between them. */
export const sweepBegunAnew: Failure = {
	class: 'conflict',
	reason: 'sweepBegunAnew',
	message: 'Another sweep of this ledger began meanwhile, so this one was ended.',
	nextStep: 'Nothing: the other one goes on. Let only one workflow sweep a ledger.',
	retryable: true,
};

/** The credential reads another workspace than the ledger is of. */
export function otherWorkspace(found: string, bound: string): Failure {
	return {
		class: 'validation',
		reason: 'otherWorkspace',
		message: `The Intercom credential is of the workspace ${found}, and the ledger is of the workspace ${bound}: nothing was read.`,
		nextStep: 'Choose the credential of that workspace, or the ledger of this one.',
		retryable: false,
	};
}
