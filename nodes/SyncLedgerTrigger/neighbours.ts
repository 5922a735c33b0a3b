import type { ITriggerFunctions } from 'n8n-workflow';
import type { Neighbours } from '../../lib/ledger/emitter/holder';
import { hasWorkers, lives, thisProcess } from '../../lib/ledger/store/thisProcess';

/**
 * Who else may hold the ledger of this node. In regular mode executions end with the process of their trigger. With workers
 * they go on without it: nobody counts as over then, and leases end by time.
 */
export function neighboursOf(context: ITriggerFunctions): Neighbours {
	return { here: thisProcess(), isAlone: context.getNodeParameter('ledgerStore') !== 'postgres', lives: hasWorkers() ? () => true : lives };
}
