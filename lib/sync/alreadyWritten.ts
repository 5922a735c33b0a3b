import { whyNotAgain } from './memory';
import type { Outcome } from './outcome';
import { synced } from './outcomes';
import type { MappedRecord } from './record';
import type { Run } from './upsertRun';

/**
 * The outcome of a record that need not be compared with Xero: this process has just written it, or nothing that is
 * mapped has changed since the last sync. Costs no call.
 */
export function alreadyWritten(run: Run, record: MappedRecord): Outcome | undefined {
	if (run.options.compareAlways) return undefined;
	return justWritten(run, record) ?? sameAsLastSync(run, record);
}

function justWritten({ deps, options: { organisationId } }: Run, record: MappedRecord): Outcome | undefined {
	const recalled = deps.memory.recall(organisationId, record.intercomId, deps.clock.now());
	const reason = recalled && whyNotAgain(record, recalled);
	if (!recalled || !reason) return undefined;
	const { xeroContactId, xeroUpdatedAt } = recalled;
	return synced(record, { outcome: 'unchanged', reason, organisationId, xeroContactId, xeroUpdatedAt });
}

function sameAsLastSync({ options: { organisationId } }: Run, record: MappedRecord): Outcome | undefined {
	const { lastSync, match } = record;
	const xeroContactId = match.organisationId === organisationId ? match.contactId : lastSync?.xeroContactId;
	if (lastSync?.fingerprint !== record.fingerprint || !xeroContactId) return undefined;
	const { xeroUpdatedAt } = lastSync;
	return synced(record, { outcome: 'unchanged', reason: 'sameFingerprint', organisationId, xeroContactId, xeroUpdatedAt });
}
