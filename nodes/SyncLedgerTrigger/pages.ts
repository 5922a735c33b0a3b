import { NodeOperationError, type IDataObject, type INodeExecutionData, type ITriggerFunctions, type ITriggerResponse } from 'n8n-workflow';
import { readBinding } from '../../lib/ledger/decisions/holders';
import { noPageWords } from '../../lib/ledger/emitter/nothingDue';
import { PageEmitter, type PageSetup } from '../../lib/ledger/emitter/pageEmitter';
import type { PageItem } from '../../lib/ledger/emitter/pageItem';
import { ledgerFault, ledgerName, openLedger } from '../shared/openLedger';
import { emitterSelf } from './emitterSelf';
import { handOff } from './handOff';
import { startLoop } from './loop';

/** Starts an execution with each page of the job that reads pages. The settings of the sync stay as they were published. */
export async function triggerOnPages(context: ITriggerFunctions): Promise<ITriggerResponse> {
	const setup = await setupOf(context);
	const emitter = new PageEmitter(setup);
	if (context.getMode() === 'manual') return { manualTriggerFunction: async () => await emitOnce(context, emitter) };
	return { closeFunction: startLoop(emitter, setup.store, context.logger) };
}

/** A test run: the next page, or why there is none. It is done as any other, so it is no rehearsal. */
async function emitOnce(context: ITriggerFunctions, emitter: PageEmitter): Promise<void> {
	const { page, answer } = await emitter.takeOnce().catch((error: unknown) => {
		throw ledgerFault(context, error);
	});
	if (page === null) throw new NodeOperationError(context.getNode(), noPageWords(ledgerName(context), answer));
	context.emit(outputsOf(page));
}

async function setupOf(context: ITriggerFunctions): Promise<PageSetup> {
	try {
		const store = await openLedger(context, 0, { anew: context.getMode() !== 'manual' });
		const name = ledgerName(context);
		if ((await store.change(readBinding())) === null) {
			throw new NodeOperationError(context.getNode(), `The ledger "${name}" does not know yet which Intercom workspace and Xero organisation it is of. Run the workflow Setup, or publish Contact Sync, and then this workflow.`);
		}
		const hand = handOff(context);
		return { store, ledger: name, ...emitterSelf(context), emit: (page, ended) => hand(outputsOf(page), ended) };
	} catch (error) {
		throw ledgerFault(context, error);
	}
}

/** Its one output. */
function outputsOf(page: PageItem): INodeExecutionData[][] {
	return [[{ json: { ...page } as unknown as IDataObject }]];
}
