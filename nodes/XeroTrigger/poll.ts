import { NodeOperationError, sleep, type IExecuteFunctions, type INodeExecutionData, type ITriggerFunctions, type ITriggerResponse } from 'n8n-workflow';
import { readChanged, readNewest } from '../../lib/xero/reading/changedContacts';
import { Poller } from '../../lib/xero/reading/poller';
import { connectedOrganisation } from '../shared/connectedOrganisation';
import { handOverByExecution } from './byExecution';
import { handOverByLedger } from './byLedger';
import { xeroClient } from './client';
import { itemOfChange } from './items';
import { mayGoOn, organisationOf, refused } from './organisation';
import { chosenOrganisation, deliversIntoLedger, pollEveryMs } from './parameters';

/** Stopping n8n or the workflow does not wait longer for a Xero that does not answer. */
const GOODBYE_MS = 5_000;

/** So many contacts a test run shows. */
const SHOWN = 10;

/**
 * Polls until it is closed. The first time a poll marks where the past ends, before the workflow counts as published: what
 * changes from then on is told, nothing of before.
 * @throws NodeOperationError with what a person has to do, where somebody is there to read it
 */
export async function startPolling(context: ITriggerFunctions): Promise<ITriggerResponse> {
	const organisationId = await organisationOf(context);
	const end = new AbortController();
	const client = await xeroClient(context, organisationId, end.signal);
	const hand = deliversIntoLedger(context) ? handOverByLedger(context, organisationId) : handOverByExecution(context, organisationId);
	const poller = new Poller({
		everyMs: pollEveryMs(context),
		now: () => Date.now(),
		read: async (since) => await readChanged(client, since),
		...hand,
		tell: (failure, aPerson) => {
			const fault = refused(context.getNode(), failure);
			context.logger[aPerson ? 'error' : 'warn'](`Xero Trigger could not poll and goes on trying: ${fault.message}`, { reason: failure.reason });
			// As a failed execution, by which the Error Trigger hears.
			if (aPerson) context.saveFailedExecution(fault);
		},
		over: () => context.logger.info('Xero Trigger can poll again'),
	});
	const { failure, restMs } = await poller.begin();
	if (failure !== null && !mayGoOn(context, failure)) throw refused(context.getNode(), failure);
	const running = loop(context, poller, restMs, end.signal);
	return {
		closeFunction: async () => {
			end.abort();
			await Promise.race([running, sleep(GOODBYE_MS)]);
		},
	};
}

async function loop(context: ITriggerFunctions, poller: Poller, firstRestMs: number, signal: AbortSignal): Promise<void> {
	const turn = async () =>
		await poller.turn().catch((error: unknown) => {
			// A call that was cut off because the workflow is stopped.
			if (!signal.aborted) context.logger.error('Xero Trigger failed unexpectedly and goes on polling', { error });
			return pollEveryMs(context);
		});
	for (let restMs = firstRestMs; ; restMs = await turn()) {
		if (!signal.aborted) await sleep(restMs, signal).catch(() => undefined);
		if (signal.aborted) return;
	}
}

/** A test run: the contacts that changed last, as a poll would show them. Nothing is kept or put into a ledger. */
export async function showNewest(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const found = await connectedOrganisation(context, chosenOrganisation(context));
	if (!('id' in found)) throw refused(context.getNode(), found);
	const newest = await readNewest(await xeroClient(context, found.id, context.getExecutionCancelSignal()), SHOWN);
	if (!newest.ok) throw refused(context.getNode(), newest.failure);
	if (newest.changed.length === 0) throw new NodeOperationError(context.getNode(), `The Xero organisation ${found.name} has no contact yet, so there is none to show.`);
	return newest.changed.map((change) => ({ json: itemOfChange(change, found.id), pairedItem: { item: 0 } }));
}
