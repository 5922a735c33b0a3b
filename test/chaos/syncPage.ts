import type { Failure } from '../../lib/http/failure';
import { pool } from '../../lib/http/pool';
import type { Profile } from '../../lib/intercom/profile/profile';
import type { ProfileParts } from '../../lib/intercom/profile/profileParts';
import { readProfile, type ProfileResult } from '../../lib/intercom/profile/readProfile';
import { WorkspaceCache } from '../../lib/intercom/workspace/workspaceCache';
import { ReadyAttributes } from '../../lib/intercom/attributes/readyAttributes';
import { setXeroReference } from '../../lib/intercom/attributes/xeroReference';
import { mapContactToPerson, type PersonResult, type PersonSettings } from '../../lib/mapping/person/person';
import type { Outcome } from '../../lib/sync/record/outcome';
import type { LastSync, MappedRecord } from '../../lib/sync/record/record';
import { upsertContacts, type UpsertOptions } from '../../lib/sync/upsert';
import type { SyncProcess } from './syncProcess';

/** How one Intercom id left a page; the outcome is what the upsert said, word for word. */
export type Exit =
	| { kind: 'synced'; xeroContactId: string; how: string; previousIds: readonly string[]; outcome: Outcome }
	| { kind: 'review'; reason: string; outcome: Extract<Outcome, { outcome: 'review' }> }
	| { kind: 'rejected' | 'skipped'; reason: string }
	/** Merged away in Intercom. */
	| { kind: 'merged'; winnerId: string }
	| { kind: 'failed'; failure: Failure };

/** What outlives a process: the table in which the workflow keeps what it wrote last. */
export type SyncState = Map<string, LastSync>;

const PARTS: ProfileParts = { companies: true, tags: false, segments: false, owner: false, conversations: false, mergeHistory: true };

export const MAPPING: PersonSettings = {
	mapping: { kind: 'recommended', preset: 'person', phoneSlot: 'DEFAULT' },
	syncWhom: { who: 'everyone' },
	rules: {},
	defaultCountry: 'AU',
	unreadablePhone: 'leaveOut',
};

export const OPTIONS: Omit<UpsertOptions, 'organisationId'> = {
	matchByName: false,
	numberOfAnotherSystem: 'review',
	nameTaken: 'suffix',
	conflict: 'intercomWins',
	massChange: 'write',
	batchSize: 50,
	compareAlways: false,
	preview: false,
};

/** Profiles read at the same time. */
const READERS = 8;

export interface PageOptions {
	/** Whether the Xero reference is stored on the Intercom record. */
	wantsReference?: (intercomId: string) => boolean;
	map?: (profile: Profile) => PersonResult;
	/** What differs from {@link OPTIONS}. */
	options?: Partial<UpsertOptions>;
}

/**
 * One execution of the workflow: reads every id afresh, maps, writes, and keeps the state.
 * @throws where the upsert does not give each record its one outcome
 */
export async function syncPage(
	process: SyncProcess,
	ids: readonly string[],
	state: SyncState,
	{ wantsReference = () => false, map = asPerson, options = {} }: PageOptions = {},
): Promise<Map<string, Exit>> {
	const cache = new WorkspaceCache(() => process.intercom.clock.now());
	const profiles = await pool(ids, READERS, async (id) => await readProfile(id, PARTS, process.intercom, cache));
	const exits = new Map<string, Exit>();
	const records: MappedRecord[] = [];
	ids.forEach((id, position) => {
		const mapped = mappedOr(profiles[position]!, state, map);
		if ('fingerprint' in mapped) records.push(mapped);
		else exits.set(id, mapped);
	});
	const { organisationId } = process.deps.client;
	const outcomes = records.length === 0 ? [] : await upsertContacts(records, process.deps, { ...OPTIONS, ...options, organisationId });
	checkPairing(records, outcomes);
	outcomes.forEach((outcome, position) => exits.set(itemOf(records[position]!), exitOf(outcome, records[position]!, state)));
	for (const [id, exit] of exits) {
		if (exit.kind !== 'synced' || !wantsReference(id)) continue;
		const reference = { xero_contact_id: exit.xeroContactId, xero_contact_url: null, xero_organisation_id: organisationId };
		const stored = await setXeroReference(id, reference, process.intercom, { cache, ready: new ReadyAttributes() });
		if (stored.state === 'failed') exits.set(id, { kind: 'failed', failure: stored.failure });
	}
	return exits;
}

function asPerson(profile: Profile): PersonResult {
	return mapContactToPerson(profile, MAPPING);
}

/** The Intercom contact that a record came from: of a company, one of its people. */
function itemOf({ staff, intercomId }: MappedRecord): string {
	return staff?.intercomId ?? intercomId;
}

function mappedOr(result: ProfileResult, state: SyncState, map: (profile: Profile) => PersonResult): MappedRecord | Exit {
	if (result.state === 'failed') return { kind: 'failed', failure: result.failure };
	if (result.state === 'merged') return { kind: 'merged', winnerId: result.winnerId };
	const mapped = map(result.profile);
	if (mapped.kind !== 'mapped') return { kind: mapped.kind, reason: mapped.reason };
	const lastSync = state.get(itemOf(mapped.record));
	return lastSync === undefined ? mapped.record : { ...mapped.record, lastSync };
}

function checkPairing(records: readonly MappedRecord[], outcomes: readonly Outcome[]): void {
	const wrong = records.find((record, position) => outcomes[position]?.intercomId !== record.intercomId);
	if (wrong !== undefined || outcomes.length !== records.length) {
		throw new Error(`${records.length} records had ${outcomes.length} outcomes; first unpaired: ${wrong?.intercomId ?? 'none'}`);
	}
}

function exitOf(outcome: Outcome, record: MappedRecord, state: SyncState): Exit {
	if (outcome.outcome === 'failed') return { kind: 'failed', failure: outcome.failure };
	if (outcome.outcome === 'review') return { kind: 'review', reason: outcome.reason, outcome };
	const { fingerprint, xeroContactId, sourceUpdatedAt, xeroUpdatedAt } = outcome;
	const item = itemOf(record);
	const values = outcome.values ?? state.get(item)?.values ?? {};
	state.set(item, { fingerprint, xeroContactId, sourceUpdatedAt, xeroUpdatedAt, values });
	return { kind: 'synced', xeroContactId, how: outcome.outcome, previousIds: record.previousIds, outcome };
}
