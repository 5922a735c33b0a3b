import type { IExecuteFunctions } from 'n8n-workflow';
import { patiently } from '../../lib/ledger/store/patience';
import { executionClock } from '../shared/clock';

/** For what nobody tells a second time: a ledger that does not answer for a moment is asked again, until the execution is stopped. */
export function insisting(context: IExecuteFunctions): <T>(work: () => Promise<T>) => Promise<T> {
	return async (work) => await patiently(work, executionClock(), context.getExecutionCancelSignal());
}
