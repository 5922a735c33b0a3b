import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { DEFAULT_BACKOFF } from '../../lib/http/backoff';
import type { ConflictPolicy } from '../../lib/sync/decide/conflict';
import { DEFAULT_GROUP_REMOVALS } from '../../lib/sync/write/afterState';
import type { UpsertOptions } from '../../lib/sync/upsert';
import { MAX_CONTACTS_PER_WRITE } from '../../lib/xero/pace/limits';
import type { Pacing } from '../shared/xeroConnection';
import { reserveOfLedger } from './ofLedger';

const CONFLICT_POLICIES: readonly ConflictPolicy[] = ['intercomWins', 'xeroWins', 'newestWins', 'review'];

/** Reads the pace, which every operation has among its options; what is not chosen there, the job of the items may say. Anything unreadable counts as its default. */
export function readPacing(context: IExecuteFunctions): Pacing {
	const chosen = context.getNodeParameter('options', 0, {}) as IDataObject;
	const maxWaitSeconds = Number(chosen.maxWaitSeconds ?? Number.NaN);
	return {
		maxWaitMs: maxWaitSeconds >= 0 ? maxWaitSeconds * 1_000 : DEFAULT_BACKOFF.maxWaitMs,
		reserve: Math.max(0, Number(chosen.reserve ?? reserveOfLedger(context.getInputData())) || 0),
	};
}

/** Reads the options of the upsert, without the organisation; anything unreadable counts as its default. */
export function readSettings(context: IExecuteFunctions, mode: { preview: boolean }): Omit<UpsertOptions, 'organisationId'> {
	const chosen = context.getNodeParameter('options', 0, {}) as IDataObject;
	const batchSize = Math.floor(Number(chosen.batchSize ?? Number.NaN));
	const groupRemovals = Math.floor(Number(chosen.groupRemovals ?? Number.NaN));
	return {
		matchByName: chosen.matchByName === true,
		numberOfAnotherSystem: chosen.numberOfAnotherSystem === 'bind' ? 'bind' : 'review',
		goneRecords: chosen.goneRecords === 'takeOver' ? 'takeOver' : 'review',
		nameTaken: chosen.nameTaken === 'review' || chosen.nameTaken === 'fail' ? chosen.nameTaken : 'suffix',
		batchSize: batchSize >= 1 ? Math.min(MAX_CONTACTS_PER_WRITE, batchSize) : MAX_CONTACTS_PER_WRITE,
		conflict: CONFLICT_POLICIES.find((policy) => policy === chosen.conflict) ?? 'intercomWins',
		// Somebody who tests by hand wants to see what Xero holds, not that this process remembers having written it.
		compareAlways: chosen.compareAlways === true || context.getMode() === 'manual',
		massChange: chosen.massChange === 'write' ? 'write' : 'review',
		groupRemovals: groupRemovals >= 0 ? groupRemovals : DEFAULT_GROUP_REMOVALS,
		preview: mode.preview,
	};
}
