import { partition } from 'es-toolkit';
import { ALERTS_IN_A_MESSAGE } from '../messages/alertMessage';
import { BY_ADDRESS, BY_NODE } from '../messages/alertWays';
import type { AlertRow } from '../rows/alert';
import type { Change, Step } from '../store/step';
import { confirmed, nextTelling, raise, raisedBy, refused, taken, toldByAll, type Alert } from './outbox';
import { rewrite } from './rewrite';
import { isFact } from './tellFacts';

/** An alert that no execution confirmed is told once more after that. */
export const ALERT_LEASE_MS = 5 * 60_000;

/** So many alerts are told by one message at most; a message says all of no more than ALERTS_IN_A_MESSAGE. */
const ALERTS_AT_ONCE = 500;

export interface AlertClaim {
	token: string;
	/** Epoch ms. */
	leaseUntil: number;
	/** By which a person is told; absent: by a node of the workflow. */
	ways?: readonly string[];
	/** None that is about a record: too many messages about those went out just now. */
	aboutNoRecord?: boolean;
}

/**
 * Takes what is due in the outbox, under a lease; one whose lease ended is told once more.
 * @returns alerts that one message of one way is to tell, the first of `telling.left`; those behind the first ten only counted
 */
export function claimAlerts({ token, leaseUntil, ways = [BY_NODE], ...only }: AlertClaim, now: number): Step<AlertRow[]> {
	return {
		name: 'claimAlerts',
		need: { dueAlerts: { now, limit: ALERTS_AT_ONCE, ...only } },
		decide: (found) => {
			const due = found.dueAlerts.map((alert) => ({ alert, telling: nextTelling(alert, ways) }));
			// Who is to be told may have been changed since: nobody may be left.
			const heard = due.filter(({ telling }) => telling.left.length === 0).flatMap(({ alert }) => toldByAll(alert, now));
			const by = due.flatMap(({ telling }) => telling.left.slice(0, 1))[0];
			const its = inOneMessage(due.filter(({ telling }) => by !== undefined && telling.left[0] === by));
			const changes: Change[] = [...heard, ...its.flatMap(({ alert, telling }) => taken(alert, telling, token, leaseUntil))];
			return { answer: its.map(({ alert, telling }): AlertRow => ({ ...alert, state: 'claimed', telling, token, leaseUntil })), changes };
		},
	};
}

/** What is found nowhere else comes first, and as much of it as a message says in words; of what waits for a person or was given up, a message may say the number. */
function inOneMessage<Due extends { alert: AlertRow }>(due: readonly Due[]): Due[] {
	const [open, others] = partition(due, ({ alert }) => alert.kind !== null && alert.lasts === 'lasting' && !isFact(alert));
	return [...others.slice(0, ALERTS_IN_A_MESSAGE), ...open];
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
			const raised = raisedBy(changes);
			if (raised?.state !== 'due') return { answer: { isNews: false }, changes };
			return { answer: { isNews: true }, changes: rewrite('alert', was, { ...raised, state: 'claimed', telling: { heard: [], refused: [], left: [BY_ADDRESS] }, token, leaseUntil }, 'takenAtOnce') };
		},
	};
}
