import type { NotificationFacts, Received } from '../events/notification';
import type { Binding } from '../rows/facts';
import type { Step } from '../store/step';
import { bySettings } from './published';
import { receive } from './receive';

/** A notification of a workspace that is not the ledger's; nothing was written. */
export interface NotOurs {
	took: 'anotherWorkspace';
	binding: Binding;
}

/** Takes a signed notification by the settings that were published, if it comes from the ledger's own workspace. */
export function receiveFrom(workspaceId: string, facts: NotificationFacts, now: number): Step<Received | NotOurs> {
	const { name, need, decide } = bySettings((settings) => receive(facts, settings, now));
	return {
		name,
		need,
		decide: (found) => {
			const binding = found.fact('binding')?.value;
			return binding === undefined || binding.workspaceId === workspaceId ? decide(found) : { answer: { took: 'anotherWorkspace', binding }, changes: [] };
		},
	};
}
