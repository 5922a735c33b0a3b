import { isRecord } from '../../http/isRecord';
import { balanceIn } from '../../xero/reading/contactBalances';
import { LEFT, type CarriedLedger } from '../events/carried';
import { SUBJECT_KINDS } from '../rows/subject';
import { WHEN_DELETED } from '../settings';
import { callsLeftIn } from './callsLeftKey';
import { ItemReader } from './itemReader';

/** What Settle needs of the key `ledger` of an item. */
export type Carried = Pick<CarriedLedger, 'name' | 'kind' | 'id' | 'token' | 'left' | 'policy' | 'goneReason' | 'organisationId'> & Partial<Pick<CarriedLedger, 'shown' | 'segments' | 'url' | 'leaseUntil' | 'callsLeft' | 'dryRun' | 'jobId' | 'compare' | 'xeroChangedAt' | 'balance'>>;

export type CarriedKey = { ok: true; carried: Carried } | { ok: false; message: string; nextStep: string };

const REASONS = ['archived', 'deleted', 'vanished'] as const;

/** The key `ledger` of an item, which nodes of ours hand on and others may have dropped. Pure, never throws. */
export function carriedKey(item: unknown): CarriedKey {
	const key = isRecord(item) ? item.ledger : undefined;
	if (!isRecord(key)) return { ok: false, message: 'it has no ledger key, so nobody can tell which record it is about', nextStep: 'Connect Settle to the outputs of the nodes of this package; a node between them must keep the field ledger.' };
	const read = new ItemReader(key, 'ledger.');
	const callsLeft = callsLeftIn(key.callsLeft);
	const balance = balanceIn(key.balance);
	if (balance === null && read.has('balance')) read.fault('balance', 'is no balance of a contact');
	const carried = {
		name: read.text('name'), kind: read.oneOf('kind', SUBJECT_KINDS), id: read.filled('id'), token: read.text('token'), left: read.oneOf('left', LEFT),
		policy: read.has('policy') ? read.oneOf('policy', WHEN_DELETED) : null, goneReason: read.has('goneReason') ? read.oneOf('goneReason', REASONS) : null, organisationId: read.text('organisationId'),
		...(read.has('shown') && { shown: read.text('shown') }), ...(read.has('segments') && { segments: read.text('segments') }), ...(read.has('url') && { url: read.text('url') }),
		...(read.has('leaseUntil') && { leaseUntil: read.number('leaseUntil') }), ...(callsLeft !== null && { callsLeft }),
		...(read.has('dryRun') && { dryRun: read.text('dryRun') }), ...(read.has('jobId') && { jobId: read.text('jobId') }), ...(read.isTrue('compare') && { compare: true as const }),
		...(balance !== null && { balance }), ...(read.has('xeroChangedAt') && { xeroChangedAt: read.number('xeroChangedAt') }),
	};
	if (read.faults.length === 0) return { ok: true, carried };
	return { ok: false, message: `its field ${read.faults.join(', ')}`, nextStep: 'Connect Settle to the outputs of the nodes of this package; a node between them must keep the field ledger as it is.' };
}
