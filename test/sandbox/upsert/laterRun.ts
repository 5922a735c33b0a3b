import type { IntercomRecords } from '../../../lib/sync/identity/intercomRecords';
import type { MappedRecord } from '../../../lib/sync/record/record';
import type { Outcome } from '../../../lib/sync/record/outcome';
import { upsertContacts, type UpsertOptions } from '../../../lib/sync/upsert';
import { OPTIONS, type Stage } from './stage';

type LaterRun = (records: readonly MappedRecord[], options?: Partial<UpsertOptions>, intercom?: IntercomRecords) => Promise<Outcome[]>;

/** A later run in a fresh process, with or without a way to ask Intercom. */
export function laterRun(stage: () => Stage): LaterRun {
	return async (records, options = {}, intercom) => {
		stage().forget();
		const deps = { ...stage().deps(), ...(intercom && { intercom }) };
		return await upsertContacts(records, deps, { ...OPTIONS, organisationId: stage().organisationId, ...options });
	};
}

/** What Intercom says of other records: `gone`, `merged into <id>`, or the email that one has. */
export function saying(states: Record<string, string>): IntercomRecords {
	return {
		look: async (id) => {
			const state = states[id];
			if (state === undefined) return await Promise.resolve({ state: 'unknown' });
			const [, winnerId] = /^merged into (.*)$/.exec(state) ?? [];
			if (winnerId !== undefined) return await Promise.resolve({ state: 'merged', winnerId });
			return await Promise.resolve(state === 'gone' ? { state: 'gone' } : { state: 'present', email: state, isLead: false });
		},
	};
}
