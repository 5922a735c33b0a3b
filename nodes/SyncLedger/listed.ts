import { CHANGED_ON_BOTH_SIDES } from '../../lib/ledger/decisions/person';
import { intercomUrl, xeroUrl, type Whose } from '../../lib/ledger/report/links';
import { leftOutWords } from '../../lib/ledger/report/words';
import type { ListName, ListRows } from '../../lib/ledger/store/port';

/** Rows of the ledger as a person reads them: times as ISO, links to both sides, no columns that only the store needs. Pure. */
export const LISTED: { readonly [Name in ListName]: (row: ListRows[Name], whose: Whose) => object } = {
	work: (row, whose) => {
		const { kind, id, state, why, topic, priority, jobId, attempts, uncertain, waitsFor, approved, heldBy, removal, fromIntercom, reason, message, nextStep } = row;
		const times = { since: time(row.since), dueAt: state === 'waiting' ? time(row.dueAt) : null, failedAt: time(row.failedAt), leaseUntil: time(row.leaseUntil), xeroChangedAt: time(row.xeroChangedAt) };
		return { outcome: state === 'parked' ? 'failed' : state, kind, id, state, why, topic, priority, jobId, ...times, attempts, uncertain, waitsFor, approved, heldBy, removal, fromIntercom, class: row.class, reason, message, nextStep, intercomUrl: intercomUrl(whose, { kind, id }) };
	},
	review: ({ kind, id, reason, who, message, nextStep, candidates, changes, since, ...row }, whose) => {
		const ways = kind === 'xeroContact' ? 'Decide with Sync Ledger, Decide: create a user in Intercom, never sync it, or try again.' : reason === CHANGED_ON_BOTH_SIDES ? 'Decide with Sync Ledger, Decide: keep Intercom, take Xero, never sync it, or try again once one side is mended.' : 'Decide with Sync Ledger, Decide: bind it to a Xero contact, create a new one, never sync it, or try again.';
		const links = { intercomUrl: row.intercomUrl || intercomUrl(whose, { kind, id }), xeroUrl: xeroUrl(whose, candidates[0]?.xeroContactId ?? null) || (candidates[0]?.url ?? '') };
		return { outcome: 'review', kind, id, reason, name: who?.name ?? '', email: who?.email ?? '', message, nextStep, ways, ...links, candidates, changes, since: time(since) };
	},
	alert: ({ key, kind, id, state, subjectState, text, attempts, ...row }) => ({ outcome: state, key, kind, id, state, of: subjectState, ...text, attempts, since: time(row.since), dueAt: state === 'told' ? null : time(row.dueAt), toldAt: time(row.toldAt) }),
	audit: ({ seq, at, kind, id, event, reason, why, topic, by, changes, requestIds, xeroContactId, ...row }, whose) => ({
		outcome: event, at: time(at), kind, id, event, reason, why, topic, by, fields: changes.map(({ field }) => field).join(', '), changes, xeroContactId,
		intercomUpdatedAt: time(row.intercomUpdatedAtSeconds === null ? null : row.intercomUpdatedAtSeconds * 1_000), xeroUpdatedAt: time(row.xeroUpdatedAt), requestIds,
		intercomUrl: kind === null || id === null ? '' : intercomUrl(whose, { kind, id }), xeroUrl: xeroUrl(whose, xeroContactId), seq,
	}),
	record: ({ kind, id, state, as, leftOut, xeroContactId, reference, segments, decision, values, fingerprint, ...row }, whose) => ({
		outcome: leftOut === null ? state : 'skipped', reason: leftOut ?? '', message: leftOut === null ? '' : `Left out: ${leftOutWords(leftOut)}.`, kind, id, state, as, xeroContactId, reference, segments, decision: decision === null ? null : { ...decision, at: time(decision.at) }, syncedAt: time(row.syncedAt), goneAt: time(row.goneAt),
		intercomUpdatedAt: time(row.sourceUpdatedAtSeconds === null ? null : row.sourceUpdatedAtSeconds * 1_000), xeroUpdatedAt: time(row.xeroUpdatedAt), values, fingerprint, intercomUrl: intercomUrl(whose, { kind, id }), xeroUrl: xeroUrl(whose, xeroContactId),
	}),
	forecast: ({ jobId, kind, id, outcome, reason, message, nextStep, xeroContactId, changes, at }, whose) => ({
		jobId, kind, id, outcome, reason, message, nextStep, fields: changes.map(({ field }) => field).join(', '), changes, at: time(at), intercomUrl: intercomUrl(whose, { kind, id }), xeroUrl: xeroUrl(whose, xeroContactId),
	}),
	job: ({ jobId, job: { kind, state, allAdded, total, done, counts, approvedBy, ...job } }) => ({ outcome: state, jobId, kind, state, allAdded, total, done, ...counts, startedAt: time(job.startedAt), finishedAt: time(job.finishedAt), approvedBy }),
};

function time(at: number | null): string | null {
	return at === null ? null : new Date(at).toISOString();
}
