import type { ITriggerFunctions } from 'n8n-workflow';
import type { EmitterSetup } from '../../lib/ledger/emitter/setup';
import { ledgerFault } from '../shared/openLedger';

/** Says that the ledger cannot be used, and that it can again: in the log, and as a failed execution by which the Error Trigger hears. */
export function faultTelling(context: ITriggerFunctions): Pick<EmitterSetup, 'tell' | 'over'> {
	return {
		tell: (error) => {
			const fault = ledgerFault(context, error);
			context.logger.error(`Sync Ledger Trigger cannot use its ledger and goes on trying: ${fault.message}`);
			context.saveFailedExecution(fault);
		},
		over: () => context.logger.info('Sync Ledger Trigger can use its ledger again'),
	};
}
