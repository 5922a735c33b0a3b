import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { LedgerStore } from '../../lib/ledger';
import { recallForecasts as recallStep } from '../../lib/ledger/decisions/forecasts';
import { carriedKey } from '../../lib/ledger/items/carriedKey';
import { isOfDryRun } from '../../lib/ledger/items/dryRun';
import type { Subject } from '../../lib/ledger/rows/subject';
import { keysOfRecord } from '../../lib/sync/identity/meetingKeys';
import { parseRecord } from '../../lib/sync/record/parseRecord';
import { ledgerIn } from '../shared/carriedLedger';
import { ledgerName } from '../shared/openLedger';

/** The mapped records; those of a dry run with what earlier pages of it would have written. */
export async function recalled(context: IExecuteFunctions, open: () => Promise<LedgerStore>): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	const dry = items.map(({ json }) => json).filter(isOfDryRun);
	const jobId = dry.map((json) => ledgerIn(json)?.jobId).find((id) => typeof id === 'string');
	if (typeof jobId !== 'string') return items.map(({ json }, item) => ({ json, pairedItem: { item } }));
	const store = await open();
	const foreseen = await store.change(recallStep(jobId, dry.flatMap(subjectOf), keysOf(dry)));
	const contacts = foreseen.map(({ contact }) => contact as IDataObject);
	// All items go through Preview together: what one brings, all meet.
	const rehearsal = (json: IDataObject): IDataObject => ({ name: `${ledgerName(context)} ${jobId}`, contacts: json === dry[0] ? contacts : [] });
	return items.map(({ json }, item) => ({ json: isOfDryRun(json) ? { ...json, rehearsal: rehearsal(json) } : json, pairedItem: { item } }));
}

function subjectOf(json: IDataObject): Subject[] {
	const key = carriedKey(json);
	return key.ok ? [{ kind: key.carried.kind, id: key.carried.id }] : [];
}

function keysOf(records: readonly IDataObject[]): string[] {
	const keys = records.flatMap((json) => {
		const parsed = parseRecord(json);
		return parsed.ok ? keysOfRecord(parsed.record) : [];
	});
	return [...new Set(keys)];
}
