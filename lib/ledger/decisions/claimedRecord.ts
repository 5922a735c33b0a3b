import type { ContactBalance } from '../../xero/reading/contactBalances';
import type { ClaimedRecord, RecalledSync } from '../events/claimed';
import { wasSynced, type RecordRow } from '../rows/record';
import { subjectOf } from '../rows/subject';
import type { RunningWork, WorkRow } from '../rows/work';
import type { LedgerSettings } from '../settings';
import { mayBeTold } from './balances';
import { creationOf, flowsBack, isOfXeroAlone } from './fromXero';
import { tellsOfRemoval } from './removalNews';
import { syncedAs } from './syncedAs';

/** What the trigger emits for a row that was just claimed. Pure. */
export function claimedRecord(work: RunningWork, record: RecordRow | null, settings: Pick<LedgerSettings, 'billTo' | 'whenDeleted' | 'bothWays' | 'whatXeroKnows'>): ClaimedRecord {
	const { billTo, whenDeleted } = settings;
	const { token, leaseUntil, why, topic, attempts, uncertain, approved, jobId, confirmed, removal, bothChangedDecision } = work;
	const isRemoval = removal === 'archived' || removal === 'deleted' || removal === 'vanished';
	return {
		subject: subjectOf(work), token, leaseUntil, output: confirmed ? 'gone' : 'due', why,
		// Get Profile sends an item with such a topic to Gone unread; an archiving is looked for first, and one that was told of
		// after it was undone would come round for ever.
		topic: !confirmed && (isRemoval || tellsOfRemoval(topic)) ? '' : topic,
		occurredAtSeconds: work.removalAtSeconds, attempts, uncertain, findArchived: isRemoval && !confirmed, approved,
		lastSync: recalled(record, uncertain, syncedAs(work.kind, billTo)), decision: record?.decision ?? null,
		policy: confirmed ? policyFor(whenDeleted, billTo) : null, goneReason: confirmed && isRemoval ? removal : null, jobId,
		// Nobody knows what Xero holds of it, this process neither.
		...(record?.state === 'doubted' && { compare: true as const }),
		...(bothChangedDecision !== null && { bothChangedDecision }),
		...changedInXero(work, record, settings),
	};
}

/** What the policy does; where companies are billed, a contact is none of Xero's contacts. Pure. */
export function policyFor(whenDeleted: LedgerSettings['whenDeleted'], billTo: LedgerSettings['billTo']): LedgerSettings['whenDeleted'] {
	return billTo === 'company' && whenDeleted !== 'tell' ? 'leave' : whenDeleted;
}

/** Whether it leaves by Changed in Xero. Where nothing flows back any more, it is looked at from Intercom's side, which ends it. Pure. */
export function goesBack(work: WorkRow, record: RecordRow | null, settings: Pick<LedgerSettings, 'billTo' | 'bothWays' | 'whatXeroKnows'>): boolean {
	if (!isOfXeroAlone(work)) return false;
	if (work.kind === 'xeroContact') return work.xeroChangedAt !== null && creationOf(settings) !== null;
	return work.xeroChangedAt !== null ? flowsBack(record, settings) : balanceToTell(work, record, settings) !== null;
}

/** Whether all that is done with it is to tell Intercom what only Xero knows. Pure. */
export function tellsBalance(work: WorkRow, record: RecordRow | null, settings: Pick<LedgerSettings, 'billTo' | 'bothWays' | 'whatXeroKnows'>): boolean {
	return work.kind !== 'xeroContact' && isOfXeroAlone(work) && balanceToTell(work, record, settings) !== null;
}

/** What Intercom is to be told now; null: nothing, or what changed in Xero goes first. Pure. */
function balanceToTell({ balance, xeroChangedAt }: WorkRow, record: RecordRow | null, settings: Pick<LedgerSettings, 'billTo' | 'bothWays' | 'whatXeroKnows'>): ContactBalance | null {
	return xeroChangedAt === null && balance !== null && mayBeTold(record, balance, settings) ? balance : null;
}

function changedInXero(work: RunningWork, record: RecordRow | null, settings: Pick<LedgerSettings, 'billTo' | 'bothWays' | 'whatXeroKnows'>): Partial<Pick<ClaimedRecord, 'output' | 'why' | 'xeroContactId' | 'xeroChangedAt' | 'hasLeft' | 'balance'>> {
	const isBack = goesBack(work, record, settings);
	if (isBack && work.kind === 'xeroContact' && work.xeroChangedAt !== null) return { output: 'changedInXero', xeroContactId: work.id, xeroChangedAt: work.xeroChangedAt, ...(record?.state === 'gone' && { hasLeft: true }) };
	if (!isBack || !wasSynced(record)) return work.why === 'balances' ? { why: 'reconciliation' } : {};
	const { xeroContactId } = record;
	const balance = balanceToTell(work, record, settings);
	if (balance !== null) return { output: 'changedInXero', why: 'balances', xeroContactId, balance };
	return { output: 'changedInXero', why: work.why === 'balances' ? 'changedInXero' : work.why, xeroContactId, ...(work.xeroChangedAt !== null && { xeroChangedAt: work.xeroChangedAt }) };
}

function recalled(record: RecordRow | null, uncertain: boolean, as: RecordRow['as']): RecalledSync | null {
	if (!wasSynced(record) || record.as !== as) return null;
	const { fingerprint, xeroContactId, sourceUpdatedAtSeconds, xeroUpdatedAt, values } = record;
	const isSure = record.state === 'synced' && !uncertain && fingerprint !== '';
	return { ...(isSure && { fingerprint }), xeroContactId, sourceUpdatedAt: sourceUpdatedAtSeconds, xeroUpdatedAt, values };
}
