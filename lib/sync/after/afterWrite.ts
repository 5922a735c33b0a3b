import { hasAfterWork } from '../record/afterWork';
import type { MappedRecord } from '../record/record';
import type { Run } from '../write/run';
import { finish, type AfterItem } from './afterItem';
import { groupsAfterWrite } from './groupsAfterWrite';
import { notesAfterWrite } from './notesAfterWrite';

/**
 * What is left to do once the contacts of a window are written: their groups, then their history notes. Each record
 * that has such work ends as Synced with all of it, or as Failed with what is missing, so that a retry does the rest.
 */
export async function afterWrite(run: Run, window: readonly MappedRecord[]): Promise<void> {
	const items = window.flatMap((record) => itemOf(run, record));
	if (items.length === 0) return;
	await groupsAfterWrite(run, items);
	await notesAfterWrite(run, items);
	for (const item of items) finish(run, item);
}

/** Settled without looking at Xero: an equal fingerprint covers groups and notes. */
const NOT_COMPARED: readonly string[] = ['sameFingerprint', 'justWritten', 'olderThanLastWritten'];

/** Records whose contact is written and that may still have something to be done for. */
function itemOf(run: Run, record: MappedRecord): AfterItem[] {
	const outcome = run.outcomes.get(record.intercomId);
	if (!hasAfterWork(record) || !outcome || outcome.outcome === 'review' || outcome.outcome === 'failed') return [];
	if (NOT_COMPARED.includes(outcome.reason)) return [];
	const groups = [...(run.directory.byId(outcome.xeroContactId)?.ContactGroups ?? [])];
	const { deps, options, unfinished } = run;
	const owed = options.preview ? deps.memory.owed(options.organisationId, record.intercomId) : unfinished.get(record.intercomId);
	return [{ record, outcome, owed, groups, facts: [], changes: [], requestIds: [], missing: [] }];
}
