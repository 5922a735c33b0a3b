import type { AlertRow } from '../rows/alert';
import type { Step } from '../store/step';
import { confirmed, raise, refused, taken, type Alert } from './outbox';
import { rewrite } from './rewrite';

/** An alert that no execution confirmed is told once more after that. */
export const ALERT_LEASE_MS = 5 * 60_000;

/** Takes what is due in the outbox, under a lease; one whose lease ended is told once more. */
export function claimAlerts(token: string, leaseUntil: number, limit: number, now: number): Step<AlertRow[]> {
	return {
		name: 'claimAlerts',
		need: { dueAlerts: { now, limit } },
		decide: (found) => {
			const due = found.dueAlerts;
			return { answer: due.map((alert): AlertRow => ({ ...alert, state: 'claimed', token, leaseUntil })), changes: due.flatMap((alert) => taken(alert, token, leaseUntil)) };
		},
	};
}

/** What a channel did with the alerts of one claim. @returns how many were still ours: others were told anew meanwhile */
export function confirmAlerts(token: string, took: boolean, now: number): Step<{ confirmed: number }> {
	return {
		name: 'confirmAlerts',
		need: { alertBatch: token },
		decide: (found) => {
			const mine = found.alertBatch.filter((alert) => alert.state === 'claimed' && alert.token === token);
			return { answer: { confirmed: mine.length }, changes: mine.flatMap((alert) => (took ? confirmed(alert, now) : refused(alert, now))) };
		},
	};
}

/** Puts an alert into the outbox, for what goes on around the ledger: a search that fails, a workflow that stopped. */
export function raiseAlert(alert: Alert, now: number): Step<{ isNews: boolean }> {
	return {
		name: 'raiseAlert',
		need: { alerts: [alert.key] },
		decide: (found) => {
			const changes = raise(found.alert(alert.key), alert, now);
			return { answer: { isNews: changes.length > 0 }, changes };
		},
	};
}

/**
 * The same, for whoever tells it at once and confirms it: a workflow whose way of telling alerts may be what stopped. What
 * was not confirmed when the lease ends goes the way of all others.
 * @returns whether it is news, and so to be told now
 */
export function raiseAndTake(alert: Alert, token: string, leaseUntil: number, now: number): Step<{ isNews: boolean }> {
	return {
		name: 'raiseAndTake',
		need: { alerts: [alert.key] },
		decide: (found) => {
			const was = found.alert(alert.key);
			const changes = raise(was, alert, now);
			const [raised] = changes.flatMap((change) => (change.do === 'write' && change.table === 'alert' ? (change.is ?? []) : []));
			if (raised?.state !== 'due') return { answer: { isNews: false }, changes };
			return { answer: { isNews: true }, changes: rewrite('alert', was, { ...raised, state: 'claimed', token, leaseUntil }, 'takenAtOnce') };
		},
	};
}
