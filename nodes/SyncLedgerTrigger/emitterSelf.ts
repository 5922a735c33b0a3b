import { randomUUID } from 'node:crypto';
import type { ITriggerFunctions } from 'n8n-workflow';
import { holderName, isOver } from '../../lib/ledger/emitter/holder';
import type { EmitterSetup } from '../../lib/ledger/emitter/setup';
import { ledgerFault } from '../shared/openLedger';
import { neighboursOf } from './neighbours';

/** What every emitter of this node has: who it is, its clock, and how it tells of a ledger that cannot be used. */
export function emitterSelf(context: ITriggerFunctions): Pick<EmitterSetup, 'holder' | 'isOver' | 'now' | 'newToken' | 'tell' | 'over'> {
	const neighbours = neighboursOf(context);
	return {
		holder: holderName(context.getWorkflow().id ?? '', neighbours.here, randomUUID()),
		isOver: (holder) => isOver(holder, neighbours),
		now: () => Date.now(),
		newToken: () => randomUUID(),
		// In the log, and as a failed execution by which the Error Trigger hears.
		tell: (error) => {
			const fault = ledgerFault(context, error);
			context.logger.error(`Sync Ledger Trigger cannot use its ledger and goes on trying: ${fault.message}`);
			context.saveFailedExecution(fault);
		},
		over: () => context.logger.info('Sync Ledger Trigger can use its ledger again'),
	};
}
