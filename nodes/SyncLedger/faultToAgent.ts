import type { INodeExecutionData, NodeOperationError } from 'n8n-workflow';
import { LedgerProblem } from '../../lib/ledger/store/problem';

/**
 * A fault as an agent can go by it. n8n would hand it the words alone, as `error`; here it is an outcome like any other, and a
 * field that the agent filled wrongly can be filled again.
 */
export function faultToAgent(error: LedgerProblem | NodeOperationError): INodeExecutionData {
	const told = error instanceof LedgerProblem ? { reason: 'ledgerUnusable', message: error.message, nextStep: error.nextStep } : { reason: 'wrongParameter', message: error.message, nextStep: error.description ?? '' };
	return { json: { outcome: 'failed', ...told }, pairedItem: { item: 0 } };
}
