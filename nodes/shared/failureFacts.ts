import type { IDataObject } from 'n8n-workflow';
import type { Failure } from '../../lib/http/failure';

/** A failure as items say it: the time to try again for people and n8n's Wait node. Pure. */
export function failureFacts({ retryAt, ...facts }: Failure): IDataObject {
	return { ...facts, ...(retryAt !== undefined && { retryAt: new Date(retryAt).toISOString() }) };
}

/** An outcome as an item: a failure's facts stand beside the outcome's, where a workflow can reach them without digging. Pure. */
export function flatOutcome(outcome: object & { failure?: Failure }): IDataObject {
	const { failure, ...rest } = outcome;
	return { ...rest, ...(failure !== undefined && failureFacts(failure)) };
}
