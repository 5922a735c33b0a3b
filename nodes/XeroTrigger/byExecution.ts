import type { ITriggerFunctions } from 'n8n-workflow';
import { isRecord } from '../../lib/http/isRecord';
import type { Watch } from '../../lib/xero/reading/changedContacts';
import type { PollSetup } from '../../lib/xero/reading/poller';
import { itemOfChange } from './items';

/** What n8n keeps of the node with the workflow: written when it is published, and with each execution that starts. */
interface PollMemory {
	/** Of which organisation the watch is. */
	organisationId?: unknown;
	watch?: unknown;
}

/** Changes start executions, and n8n remembers how far they were seen. A process that has nothing to tell keeps that in memory only: the next one reads a longer time back, and finds nothing in it. */
export function handOverByExecution(context: ITriggerFunctions, organisationId: string): Pick<PollSetup, 'recall' | 'handOver'> {
	const memory: PollMemory = context.getWorkflowStaticData('node');
	return {
		recall: async () => ({ ok: true, watch: memory.organisationId === organisationId ? watchIn(memory.watch) : null }),
		handOver: async (news, watch) => {
			// First, because n8n stores it as the execution starts: what was told is not told again by the next process.
			memory.organisationId = organisationId;
			memory.watch = watch;
			if (news.length > 0) context.emit([news.map((change) => ({ json: itemOfChange(change, organisationId) }))]);
			return null;
		},
	};
}

function watchIn(kept: unknown): Watch | null {
	if (!isRecord(kept) || typeof kept.seenUntil !== 'number' || !isRecord(kept.told)) return null;
	const told = Object.entries(kept.told).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
	return { seenUntil: kept.seenUntil, told: Object.fromEntries(told) };
}
