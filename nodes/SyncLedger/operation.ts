import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { LedgerStore } from '../../lib/ledger';

/** What one operation brings along: how the panel shows it, and what it does with the items. */
export interface LedgerOperation {
	/** Entry of the list, with the action text by which n8n's editor offers it. */
	option: INodePropertyOptions;
	/** Shown for this operation only. */
	fields: INodeProperties[];
	/** Where items leave by more than one output: what those are called, and by which one each leaves. */
	outputs?: { names: readonly string[]; of: (json: IDataObject) => number };
	/**
	 * @param open the ledger that the node names; opened where it is asked for, so that an operation can say in words why it does not open
	 * @throws LedgerProblem what the store says; anything else names the item it is about
	 */
	run(context: IExecuteFunctions, open: () => Promise<LedgerStore>): Promise<INodeExecutionData[]>;
}
