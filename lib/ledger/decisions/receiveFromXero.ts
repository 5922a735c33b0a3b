import type { Step } from '../store/step';
import type { NotOurs } from './receiveFrom';

/** That a contact changed in Xero, and when by Xero's word, epoch ms. */
export interface ChangeInXero {
	xeroContactId: string;
	changedAt: number;
}

/** What became of one such change. */
export interface ReceivedFromXero {
	took: 'work' | 'afterRunning' | 'noted' | 'noise' | 'notBound' | 'off';
}

/** Takes what Xero tells of contacts, if it is the ledger's own organisation; one answer for each change, in their order. */
export function receiveFromXero(organisationId: string, changes: readonly ChangeInXero[], now: number): Step<ReceivedFromXero[] | NotOurs> {
	return {
		name: `receiveFromXero at ${now}`,
		need: { facts: ['binding'] },
		decide: (found) => {
			const binding = found.fact('binding')?.value;
			if (binding !== undefined && binding.organisationId !== organisationId) return { answer: { took: 'anotherWorkspace', binding }, changes: [] };
			return { answer: changes.map(() => ({ took: 'notBound' })), changes: [] };
		},
	};
}
