import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { LedgerStore } from '../../../lib/ledger';
import { endAlert, raiseAlert } from '../../../lib/ledger/decisions/alerts';
import { sweepContacts, type SweepResult } from '../../../lib/ledger/sweep/sweepContacts';
import { SWEEP_KEY, SWEEP_OVER, sweepAlert, sweepWords } from '../../../lib/ledger/sweep/sweepWords';
import { intercomConnection } from '../../shared/intercomCredential';
import { nameList } from '../../shared/nameList';
import { oneForAll } from '../leave';
import type { LedgerOperation } from '../operation';

/** Reads all contacts of Intercom, for what no notification tells. */
export const sweep: LedgerOperation = {
	option: {
		name: 'Sweep',
		value: 'sweep',
		action: 'Sweep all contacts',
		description: 'Read all contacts of Intercom: who entered or left a chosen segment is due, and whom two sweeps in a row missed is looked for',
	},
	fields: [
		{
			displayName: 'Segments',
			name: 'segments',
			type: 'string',
			default: '',
			placeholder: 'Paying, Trial',
			description: 'Names of the segments that the mapping goes by, separated by commas (or a list), or * for all. Intercom sends nothing when a contact enters or leaves one.',
		},
	],
	run,
};

/** Once for all items: a sweep is about the whole workspace. */
async function run(context: IExecuteFunctions, open: () => Promise<LedgerStore>): Promise<INodeExecutionData[]> {
	const segments = segmentsOf(context.getNodeParameter('segments', 0, ''));
	const store = await open();
	const result = await sweepContacts(store, await intercomConnection(context), segments);
	await tell(store, result);
	const { seen, pages, moved, vanished, failure } = result;
	return [oneForAll(context, { seen, pages, moved, vanished, complete: failure === null, reason: failure?.reason ?? '', message: sweepWords(result), nextStep: failure?.nextStep ?? '' })];
}

async function tell(store: LedgerStore, result: SweepResult): Promise<void> {
	const alert = sweepAlert(result);
	if (alert !== null) await store.change(raiseAlert(alert, Date.now()));
	if (result.failure === null) await store.change(endAlert(SWEEP_KEY, SWEEP_OVER, Date.now()));
}

function segmentsOf(value: unknown): string[] {
	return Array.isArray(value) ? value.flatMap((name) => (typeof name === 'string' ? nameList(name) : [])) : nameList(value);
}
