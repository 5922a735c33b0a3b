import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { LedgerStore } from '../../../lib/ledger';
import type { CheckLine } from '../../../lib/ledger/store/port';
import { problemLine } from '../../../lib/ledger/store/problemLine';
import { oneForAll } from '../leave';
import type { LedgerOperation } from '../operation';

/** Whether the ledger can be used, in words. */
export const check: LedgerOperation = {
	option: {
		name: 'Check',
		value: 'check',
		action: 'Check the ledger',
		description: 'Whether the ledger can be reached and written, how much room is left, and whose it is: an item for each point',
	},
	fields: [],
	run,
};

async function run(context: IExecuteFunctions, open: () => Promise<LedgerStore>): Promise<INodeExecutionData[]> {
	return (await linesOf(open)).map((line) => oneForAll(context, line));
}

async function linesOf(open: () => Promise<LedgerStore>): Promise<CheckLine[]> {
	try {
		return await (await open()).check();
	} catch (error) {
		return [problemLine(error, 'place') ?? unforeseen(error)];
	}
}

/** Such as a credential that cannot be read. */
function unforeseen(error: unknown): CheckLine {
	const message = error instanceof Error ? error.message.slice(0, 300) : 'The ledger cannot be opened.';
	return { what: 'place', ok: false, message, nextStep: 'Open the node and look at Ledger, Kept In and its credential.' };
}
