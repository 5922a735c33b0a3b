import type { Failure } from '../../http/failure';
import type { Answer, IntercomConnection } from '../../intercom/api/request';
import type { BackRecord } from '../record/backRecord';
import type { KeyedLock } from '../write/keyedLock';
import type { FailedBack } from './backOutcome';
import type { BackWords, MergeSettings } from './mergeBack';

/** One contact of Xero on its way to Intercom. */
export interface BackItem extends Omit<MergeSettings, 'withoutBase'> {
	back: BackRecord;
	/** Intercom's id where it is known; '' where it has to be found. */
	intercomId: string;
	/** Nobody in Intercom is bound to it, and it was chosen to become a user; `despiteAlike`: a person said so although somebody there is like it; `hasLeft`: the contact that it was there left. */
	creates?: { despiteAlike: boolean; hasLeft: boolean };
}

export interface BackOptions extends Pick<MergeSettings, 'withoutBase'> {
	/** Look and plan, write nothing. */
	preview: boolean;
}

export interface BackDeps {
	connection: IntercomConnection;
	words: BackWords;
	/** Of this process: what is read and written of one record is of one piece. */
	locks: KeyedLock;
	/** Tags that were looked up by this run, by name. */
	tags: Map<string, string>;
	/** Sees to it that the attributes of the reference are there and closed to visitors; once for all items of a run. */
	readyAttributes: () => Promise<Answer<true>>;
}

/** What every item for Intercom says of its contact in Xero. */
export interface OnItsWay {
	back: Pick<BackRecord, 'xeroContactId' | 'xeroContactUrl' | 'organisationId'>;
	intercomId: string;
}

/** Nothing was written, as far as is known. */
export function failedBack({ back, intercomId }: OnItsWay, failure: Failure, attempts: number): FailedBack {
	const { xeroContactId, xeroContactUrl, organisationId } = back;
	return {
		outcome: 'failed', reason: failure.reason, failure, attempts, intercomId, xeroContactId, xeroContactUrl, organisationId, notes: [], changes: [],
		requestIds: failure.requestId === undefined ? [] : [failure.requestId],
	};
}
