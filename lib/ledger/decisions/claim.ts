import type { Claim, ClaimAnswer } from '../events/claimed';
import type { RunningWork, WorkRow } from '../rows/work';
import type { LedgerSettings } from '../settings';
import type { Change, Found, Step } from '../store/step';
import { archiveStopAlert, ARCHIVE_STOP_KEY, endAll } from './alertTexts';
import { isDecided, stopOrPass } from './archiveStop';
import { ledgerEntry } from './auditEntry';
import { reservedUntil } from './callsLeft';
import { claimedRecord, goesBack, policyFor, tellsBalance } from './claimedRecord';
import { archiveStopOf, healthOf, noteFact, quotaOf, takesNoBalances, VENDORS } from './facts';
import { waitsForCreation } from './creationChoice';
import { creationOf, isOfXeroAlone } from './fromXero';
import { OVER, raise } from './outbox';
import { rewrite } from './rewrite';
import { afterProbe, isProbeDue } from './service';

/**
 * A batch takes some seconds; one that waits for Xero's next minute goes on waiting beside the next. One that is silent for longer
 * may have been lost with nobody to tell, and its lease may end in a quarter of an hour: until then as many more go out as half
 * minutes fit. With it work goes on within a minute after a network was cut (`npm run test:queue`).
 */
const SILENT_MS = 30_000;

/**
 * Takes what is due as one batch under one lease: live changes before retries before bulk work, which waits at the reserve of
 * Xero's day unless it asks nothing of Xero. Nothing while a batch runs (see `passesSilent`), and while a service refuses one record a minute.
 */
export function claim(wanted: Claim, settings: LedgerSettings, now: number): Step<ClaimAnswer> {
	const due = { now, limit: wanted.limit, ...(wanted.balancesAlone && { balancesAlone: true as const }) };
	const running = { now: wanted.passesSilent ? Math.max(now, now + settings.leaseMs - SILENT_MS) : now };
	return {
		name: 'claim',
		need: { facts: ['binding', 'archive stop', 'service intercom', 'service xero', 'quota xero', 'balances'], alerts: [ARCHIVE_STOP_KEY], due, running, dueRemovals: { now }, held: 'archive' },
		decide: (found) => decide(found, wanted, settings, now),
	};
}

function decide(found: Found, wanted: Claim, settings: LedgerSettings, now: number): { answer: ClaimAnswer; changes: Change[] } {
	const because = whyNot(found, now);
	if (because !== null) return { answer: { claimed: [], ...because }, changes: [] };
	const stop = stopRemovals(found, settings, now);
	const limit = VENDORS.some((vendor) => healthOf(found, vendor).state === 'refusing') ? 1 : wanted.limit;
	const due = found.due.flatMap((subject) => {
		const work = found.work(subject);
		if (work?.state !== 'waiting' || switchedOff(work, found, settings) !== null || (stop.holds && work.confirmed && !work.approved)) return [];
		return wanted.leavesChangedInXero && goesBack(work, found.record(work), settings) ? [] : [work];
	});
	const bulkWaitsUntil = reservedUntil(quotaOf(found), settings.reserve, now);
	// Bulk work is found last, so nothing else is left out for it. To tell Intercom what was read in Xero asks nothing of Xero.
	const rows = due.filter((work) => bulkWaitsUntil === null || work.priority !== 'bulk' || tellsBalance(work, found.record(work), settings));
	const running = rows.slice(0, limit).map((was) => {
		const is: RunningWork = { ...was, state: 'running', heldBy: null, token: wanted.token, leaseUntil: now + settings.leaseMs, leasedBy: wanted.holder, arrived: null };
		return { was, is };
	});
	const changes = [...running.flatMap(({ was, is }) => rewrite('work', was, is, 'claimed')), ...stop.changes, ...unwanted(found, settings, now)];
	if (running.length === 0) return { answer: { claimed: [], ...(due.length > 0 ? { because: 'reserve', nextAt: bulkWaitsUntil } : { because: 'nothingDue', nextAt: null }) }, changes };
	const probes = VENDORS.flatMap((vendor) => noteFact(found, `service ${vendor}`, afterProbe(healthOf(found, vendor), now)));
	return { answer: { claimed: running.map(({ is }) => claimedRecord(is, found.record(is), settings)) }, changes: [...changes, ...probes] };
}

/** What waited for something that was switched off since, or that Intercom takes of nobody this night, is no work any more, or waits until that is switched on again: it would be in the way of the others. */
function unwanted(found: Found, settings: LedgerSettings, now: number): Change[] {
	return found.due.flatMap((subject) => {
		const work = found.work(subject);
		const off = work?.state === 'waiting' ? switchedOff(work, found, settings) : null;
		if (off === null) return [];
		return off === 'creationOff' ? waitsForCreation(subject, found, now) : rewrite('work', work, null, off);
	});
}

/** null: it is wanted. Where Intercom does not name the contact yet, its side goes on with that. */
function switchedOff(work: WorkRow, found: Found, settings: LedgerSettings): 'creationOff' | 'balancesOff' | 'balancesRefused' | null {
	if (work.kind === 'xeroContact') return creationOf(settings) === null ? 'creationOff' : null;
	const isBalanceAlone = isOfXeroAlone(work) && work.xeroChangedAt === null;
	if (!isBalanceAlone || found.record(work)?.reference === 'owed') return null;
	return settings.whatXeroKnows ? (takesNoBalances(found) ? 'balancesRefused' : null) : 'balancesOff';
}

type Refused = Pick<Extract<ClaimAnswer, { because: string }>, 'because' | 'nextAt'>;

function whyNot(found: Found, now: number): Refused | null {
	if (found.fact('binding') === null) return { because: 'notBound', nextAt: null };
	if (found.running > 0) return { because: 'batchRunning', nextAt: null };
	const waits = VENDORS.map((vendor) => healthOf(found, vendor)).filter((health) => !isProbeDue(health, now));
	return waits.length === 0 ? null : { because: 'serviceRefuses', nextAt: Math.max(...waits.map(({ nextProbeAt }) => nextProbeAt)) };
}

/** Xero's API cannot undo an archiving: many within an hour wait for a person, all of them. */
function stopRemovals(found: Found, settings: LedgerSettings, now: number): { holds: boolean; changes: Change[] } {
	const before = archiveStopOf(found);
	const isArchiving = policyFor(settings.whenDeleted, settings.billTo) === 'archive';
	const { stop, holds } = stopOrPass(before, { due: isArchiving ? found.dueRemovals : 0, running: found.runningRemovals, held: found.held }, now);
	const alert = found.alert(ARCHIVE_STOP_KEY);
	const isOver = isDecided(before, found);
	if (!holds) return { holds, changes: [...noteFact(found, 'archive stop', stop), ...(isOver ? endAll(alert === null ? [] : [alert], now) : [])] };
	const isNew = isOver || before.state === 'open';
	const tells = isNew ? [ledgerEntry(now, 'archiveStop', `${stop.held} held`)] : [];
	// Of what it held before somebody heard; that was decided, and this is another matter.
	const was = alert !== null && isNew ? { ...alert, subjectState: OVER } : alert;
	return { holds, changes: [{ do: 'holdRemovals' }, ...noteFact(found, 'archive stop', stop), ...raise(was, archiveStopAlert(stop), now), ...tells] };
}
