import type { Outcome } from '../record/outcome';
import { synced } from '../record/outcomes';
import { mustReadAgain, readAgain } from '../record/readAgain';
import type { MappedRecord } from '../record/record';
import { whyNotAgain, wroteOtherwise } from './memory';
import type { Run } from './run';

/**
 * The outcome of a record that need not be compared with Xero: this process has just written it, or nothing that is
 * mapped has changed since the last sync. Not where an execution may have written it without telling, nor where a person
 * decided otherwise. Costs no call.
 */
export function alreadyWritten(run: Run, record: MappedRecord): Outcome | undefined {
	if (run.options.compareAlways || record.uncertain || isOwedSomething(run, record)) return undefined;
	const outcome = knownOutcome(run, record);
	return outcome && isAsDecided(record, outcome) ? outcome : undefined;
}

function isAsDecided({ decision }: MappedRecord, outcome: Outcome): boolean {
	if (decision === undefined) return true;
	return decision.do === 'bind' && sameId(outcome.xeroContactId ?? '', decision.xeroContactId);
}

function knownOutcome(run: Run, record: MappedRecord): Outcome | undefined {
	const { clock, memory } = run.deps;
	const { organisationId } = run.options;
	const recalled = memory.recall(organisationId, record.intercomId, clock.now());
	if (!recalled) return sameAsLastSync(run, record);
	const reason = whyNotAgain(record, recalled);
	const { xeroContactId, xeroUpdatedAt } = recalled;
	if (reason === 'readAgain') return mustReadAgain(record, run.options) ? readAgain(record) : undefined;
	if (reason) return synced(record, { outcome: 'unchanged', reason, organisationId, xeroContactId, xeroUpdatedAt });
	// Another execution may have read the last sync before this process wrote something else.
	return wroteOtherwise(record, recalled) ? undefined : sameAsLastSync(run, record);
}

/** Its contact was written without its groups and notes: what the last sync knew of it does not hold. */
function isOwedSomething({ deps, options }: Run, { intercomId }: MappedRecord): boolean {
	return deps.memory.owed(options.organisationId, intercomId) !== undefined;
}

function sameAsLastSync({ options: { organisationId } }: Run, record: MappedRecord): Outcome | undefined {
	const { lastSync, match } = record;
	if (lastSync === undefined || lastSync.fingerprint !== record.fingerprint) return undefined;
	const referenced = match.organisationId === organisationId ? match.contactId : undefined;
	const xeroContactId = lastSync.xeroContactId ?? referenced;
	if (!xeroContactId || !sameId(referenced ?? xeroContactId, xeroContactId)) return undefined;
	const { xeroUpdatedAt } = lastSync;
	return synced(record, { outcome: 'unchanged', reason: 'sameFingerprint', organisationId, xeroContactId, xeroUpdatedAt });
}

/** A reference that leads elsewhere was set by a person, or leads nowhere: that is for the whole decision. */
function sameId(a: string, b: string): boolean {
	return a.toLowerCase() === b.toLowerCase();
}
