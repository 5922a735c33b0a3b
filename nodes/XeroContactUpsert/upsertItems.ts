import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { DEFAULT_BACKOFF } from '../../lib/http/backoff';
import type { MappedRecord } from '../../lib/sync/record';
import { parseRecord } from '../../lib/sync/parseRecord';
import { failed } from '../../lib/sync/outcomes';
import type { Outcome } from '../../lib/sync/outcome';
import { upsertContacts, type UpsertOptions } from '../../lib/sync/upsert';
import type { XeroClient } from '../../lib/xero/endpoints';
import { MAX_CONTACTS_PER_WRITE } from '../../lib/xero/limits';
import { paced } from '../../lib/xero/pacing';
import { authenticatedTransport } from '../shared/authenticatedTransport';
import { executionClock } from '../shared/clock';
import { emit } from './emit';
import { locks, memory, quotaOf, shelf } from './processState';
import { XERO_CREDENTIAL, xeroBase } from './xeroBase';

/**
 * Sends all items through the upsert together and gives each its one outcome. Items that are no mapped records leave
 * by Failed; the others go on.
 */
export async function upsertItems(context: IExecuteFunctions, mode: { preview: boolean }): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const outcomes = new Array<Outcome>(items.length);
	const records: { position: number; record: MappedRecord }[] = [];
	items.forEach((item, position) => {
		const parsed = parseRecord(item.json);
		if (parsed.ok) records.push({ position, record: parsed.record });
		else outcomes[position] = failed(String(item.json.intercomId ?? ''), parsed.failure, 0);
	});
	if (records.length > 0) {
		const settings = readSettings(context, mode);
		const client = await clientFor(context, settings.options.organisationId, settings.maxWaitMs);
		const deps = { client, clock: client.context.clock, shelf, memory, locks };
		const written = await upsertContacts(records.map(({ record }) => record), deps, settings.options);
		records.forEach(({ position }, order) => (outcomes[position] = written[order]!));
	}
	return emit(items, outcomes);
}

function readSettings(context: IExecuteFunctions, mode: { preview: boolean }): { options: UpsertOptions; maxWaitMs: number } {
	const organisationId = context.getNodeParameter('organisation', 0, '', { extractValue: true }) as string;
	const chosen = context.getNodeParameter('options', 0, {}) as IDataObject;
	const batchSize = Number(chosen.batchSize ?? MAX_CONTACTS_PER_WRITE);
	return {
		maxWaitMs: Number(chosen.maxWaitSeconds ?? DEFAULT_BACKOFF.maxWaitMs / 1_000) * 1_000,
		options: {
			organisationId,
			matchByName: chosen.matchByName === true,
			numberOfAnotherSystem: chosen.numberOfAnotherSystem === 'bind' ? 'bind' : 'review',
			nameTaken: chosen.nameTaken === 'review' || chosen.nameTaken === 'fail' ? chosen.nameTaken : 'suffix',
			batchSize: Math.min(MAX_CONTACTS_PER_WRITE, Math.max(1, Math.floor(batchSize) || MAX_CONTACTS_PER_WRITE)),
			// Somebody who tests by hand wants to see what Xero holds, not that this process remembers having written it.
			compareAlways: chosen.compareAlways === true || context.getMode() === 'manual',
			preview: mode.preview,
		},
	};
}

async function clientFor(context: IExecuteFunctions, organisationId: string, maxWaitMs: number): Promise<XeroClient> {
	const baseUrl = await xeroBase(context);
	const clock = executionClock();
	const quota = quotaOf(baseUrl, organisationId);
	return {
		baseUrl,
		organisationId,
		context: {
			transport: paced(authenticatedTransport(context, XERO_CREDENTIAL), quota, clock, maxWaitMs),
			clock,
			signal: context.getExecutionCancelSignal(),
			backoff: { ...DEFAULT_BACKOFF, maxWaitMs },
			onRetry: ({ failure, attempt, waitMs }) =>
				context.logger.info(`Xero call is tried again in ${Math.round(waitMs / 1_000)} s`, {
					reason: failure.reason,
					attempt,
				}),
		},
	};
}
