import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { parseRecord } from '../../lib/sync/record/parseRecord';
import type { MappedRecord } from '../../lib/sync/record/record';
import { upsertContacts } from '../../lib/sync/upsert';
import { intercomRecords } from './intercomAccess';
import { gatherings, lists, locks, memory, shelf, turns } from './processState';
import { rehearsalOf, seriesOf } from './ofPage';
import { readPacing, readSettings } from './settings';
import { idText, throughXero, type ReadItem } from './throughXero';

/**
 * Sends all records through the upsert; items that are none leave by Failed.
 * @param read makes a record of an item; by default the item is one, as the mapper emits it
 */
export async function upsertItems(context: IExecuteFunctions, mode: { preview: boolean }, read: (item: INodeExecutionData, position: number) => ReadItem<MappedRecord> = readRecord): Promise<INodeExecutionData[][]> {
	return await throughXero(
		context,
		{ ...readPacing(context), ...mode, operation: mode.preview ? 'preview' : 'upsert' },
		read,
		async (records, { client, clock, turn }) => {
			const items = context.getInputData();
			const rehearsal = mode.preview ? rehearsalOf(items) : undefined;
			const series = seriesOf(items);
			const options = { ...readSettings(context, mode), organisationId: client.organisationId, ...(series && { series }), ...(rehearsal && { rehearsal }) };
			const intercom = await intercomRecords(context);
			return await upsertContacts(records, { client, clock, shelf, memory, locks, turns, gatherings, lists, ...(intercom && { intercom }), ...(turn && { organisationTurn: turn }) }, options);
		},
	);
}

function readRecord({ json }: INodeExecutionData): ReadItem<MappedRecord> {
	const parsed = parseRecord(json);
	const intercomId = idText(json.intercomId);
	return parsed.ok ? { ok: true, intercomId, request: parsed.record } : { ok: false, intercomId, failure: parsed.failure };
}
