import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isRecord } from '../../lib/http/isRecord';
import type { LedgerStore } from '../../lib/ledger';
import { recallForecasts as recallStep } from '../../lib/ledger/decisions/forecasts';
import { FORECAST_KEYS, type ForecastKey } from '../../lib/ledger/rows/forecast';
import { foreseenKeys } from '../../lib/sync/record/foreseen';
import { parseRecord } from '../../lib/sync/record/parseRecord';
import { ledgerName } from '../shared/openLedger';

/** The mapped records, with what earlier pages of the dry run would have written. */
export async function recalled(context: IExecuteFunctions, open: () => Promise<LedgerStore>): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	const jobId = items.map(({ json }) => (isRecord(json.ledger) ? json.ledger.jobId : undefined)).find((id) => typeof id === 'string');
	if (typeof jobId !== 'string') return items.map(({ json }, item) => ({ json, pairedItem: { item } }));
	const store = await open();
	const foreseen = await store.change(recallStep(jobId, keysOf(items.map(({ json }) => json))));
	const contacts = foreseen.flatMap(({ contact }) => (contact === null ? [] : [contact as IDataObject]));
	// All items go through Preview together: what one brings, all meet.
	const rehearsal = (item: number): IDataObject => ({ name: `${ledgerName(context)} ${jobId}`, contacts: item === 0 ? contacts : [] });
	return items.map(({ json }, item) => ({ json: { ...json, rehearsal: rehearsal(item) }, pairedItem: { item } }));
}

function keysOf(records: readonly IDataObject[]): Record<ForecastKey, string[]> {
	const keys = records.flatMap((json) => {
		const parsed = parseRecord(json);
		return parsed.ok ? [foreseenKeys(parsed.record)] : [];
	});
	return Object.fromEntries(FORECAST_KEYS.map((key) => [key, [...new Set(keys.flatMap((one) => one[key] ?? []))]])) as Record<ForecastKey, string[]>;
}
