import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { DEFAULT_BACKOFF } from '../../lib/http/backoff';
import type { CallContext } from '../../lib/http/call';
import type { Outcome } from '../../lib/sync/outcome';
import { failed } from '../../lib/sync/outcomes';
import { parseRecord } from '../../lib/sync/parseRecord';
import type { MappedRecord } from '../../lib/sync/record';
import { upsertContacts } from '../../lib/sync/upsert';
import { keepingReserve } from '../../lib/xero/dayReserve';
import { paced } from '../../lib/xero/pacing';
import { authenticatedTransport } from '../shared/authenticatedTransport';
import { executionClock } from '../shared/clock';
import { chosenOrganisation } from './chosenOrganisation';
import { emit } from './emit';
import { locks, memory, quotaOf, shelf } from './processState';
import { readSettings } from './settings';
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
		else outcomes[position] = failed(textOf(item.json.intercomId), parsed.failure, 0);
	});
	const written = records.length > 0 ? await upsertRecords(context, records.map(({ record }) => record), mode) : [];
	records.forEach(({ position }, order) => (outcomes[position] = written[order]!));
	return emit(items, outcomes);
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

async function upsertRecords(
	context: IExecuteFunctions,
	records: readonly MappedRecord[],
	mode: { preview: boolean },
): Promise<Outcome[]> {
	const { options, maxWaitMs, reserve } = readSettings(context, mode);
	const baseUrl = await xeroBase(context);
	const calls = callsOf(context, maxWaitMs);
	const organisationId = await chosenOrganisation(context, baseUrl, calls);
	if (typeof organisationId !== 'string') return records.map(({ intercomId }) => failed(intercomId, organisationId, 0));
	const quota = quotaOf(baseUrl, organisationId);
	const inTime = paced(calls.transport, quota, calls.clock, maxWaitMs);
	const transport = keepingReserve(inTime, quota, calls.clock, reserve);
	const client = { baseUrl, organisationId, context: { ...calls, transport } };
	const deps = { client, clock: calls.clock, shelf, memory, locks };
	return await upsertContacts(records, deps, { ...options, organisationId });
}

function callsOf(context: IExecuteFunctions, maxWaitMs: number): Omit<CallContext, 'classify'> {
	return {
		transport: authenticatedTransport(context, XERO_CREDENTIAL),
		clock: executionClock(),
		signal: context.getExecutionCancelSignal(),
		backoff: { ...DEFAULT_BACKOFF, maxWaitMs },
		onRetry: ({ failure, attempt, waitMs }) =>
			context.logger.info(`Xero call is tried again in ${Math.round(waitMs / 1_000)} s`, {
				reason: failure.reason,
				attempt,
			}),
	};
}
