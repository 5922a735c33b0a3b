import type { IDataObject, INodeExecutionData, IRun, ITriggerFunctions } from 'n8n-workflow';
import type { Ending } from '../../lib/ledger/emitter/flight';
import type { Batch } from '../../lib/ledger/emitter/setup';
import { brokenPromise, endingOf } from './ending';

/** Starts an execution with what stands on each output. @param ended called later, where n8n tells what became of it */
type Hand = (items: INodeExecutionData[][], ended?: (ending: Ending) => void) => void;

/**
 * Starts executions in n8n, and asks to be told of their end. An engine that refuses that gets its batches without, from then
 * on: the one that it refused is told as not started, or handed over again at once.
 */
export function handOff({ emit, logger }: Pick<ITriggerFunctions, 'emit' | 'logger'>): Hand {
	let mayAsk = true;
	const goOnWithout = () => {
		mayAsk = false;
		logger.info('This n8n does not tell Sync Ledger Trigger when an execution ends; what one leaves unsettled is due again when its lease ends');
	};
	return (items, ended) => {
		if (ended === undefined || !mayAsk) return emit(items);
		const tell = (ending: Ending | null) => {
			if (ending === 'notStarted') goOnWithout();
			if (ending !== null) ended(ending);
		};
		const { done, promise } = deferred();
		void promise.then((run) => tell(endingOf(run)), (error: unknown) => tell(brokenPromise(error)));
		try {
			emit(items, undefined, done);
		} catch {
			// Where it was not for the promise, this throws, too.
			goOnWithout();
			emit(items);
		}
	};
}

/** A batch as the outputs of the trigger; the fourth only where it is there. Pure. */
export function outputsOf({ due, gone, alerts, changedInXero }: Batch): INodeExecutionData[][] {
	return [due, gone, alerts, ...(changedInXero === undefined ? [] : [changedInXero])].map((items) => items.map((item) => ({ json: { ...item } as unknown as IDataObject })));
}

type DonePromise = NonNullable<Parameters<ITriggerFunctions['emit']>[2]>;

function deferred(): { done: DonePromise; promise: Promise<IRun> } {
	let settle: Pick<DonePromise, 'resolve' | 'reject'> | undefined;
	const promise = new Promise<IRun>((resolve, reject) => (settle = { resolve, reject }));
	return { done: { promise, ...settle! }, promise };
}
