import { ALERT_LEASE_MS, claimAlerts, type AlertClaim } from '../decisions/alerts';
import { claim } from '../decisions/claim';
import { holdEmitter, releaseEmitter } from '../decisions/holders';
import { checkJob } from '../decisions/jobs';
import { endBatch, endLeases, endLeasesOf, giveBack } from '../decisions/lease';
import { forgetJob, jobsToForget } from '../decisions/pastJobs';
import { bySettings, readSettings } from '../decisions/published';
import { trim } from '../decisions/retention';
import { tick } from '../decisions/serviceNews';
import type { Claim, ClaimAnswer } from '../events/claimed';
import { alertWays } from '../messages/alertWays';
import { jobsOf } from '../store/jobs';
import type { ListedJob, Pulse } from '../store/port';
import { afterEnding, type Ending, type Flight } from './flight';
import { followCreation } from './creationHousework';
import { batchSize, itemsOf, takenBy, type ClaimedWork } from './claimedWork';
import { alertItem, type AlertItem } from './items';
import { afterAlerts, afterEnd, afterHold, afterHousework, afterLook, afterTrim, BREATH_MS, EMITTER_LEASE_MS, isToLook, mayTellOfRecords, NEW_RHYTHM, nextMove, PULSE_MS, type Rhythm } from './rhythm';
import type { Batch, EmitterSetup } from './setup';
import { Turns, type Rest } from './turns';

const LEASES_AT_ONCE = 1_000;

/**
 * The one that takes what is due out of a ledger and starts executions with it. What it knows between two turns only saves
 * questions: everything that must be right stands in the ledger, so it may be killed at any moment and start anew elsewhere.
 */
export class Emitter {
	private rhythm: Rhythm = NEW_RHYTHM;
	/** Of claims of which nobody knows whether they were written, and of batches that were not emitted. */
	private readonly owed = new Set<string>();
	/** By token; those that are settled, too, until n8n tells of their end or their lease is over. */
	private readonly flights = new Map<string, Flight>();
	private readonly turns: Turns;

	constructor(private readonly setup: EmitterSetup) {
		this.turns = new Turns(setup, PULSE_MS);
	}

	/** Does what is to be done now. Never rejects. */
	async turn(): Promise<Rest> {
		const turn = async (): Promise<Rest> => ((await this.work()) ? { restMs: BREATH_MS, mayWake: false } : { restMs: PULSE_MS, mayWake: true });
		// Whoever holds the lease is unknown after a failure, and so is what was seen.
		return await this.turns.take(turn, () => (this.rhythm = { ...this.rhythm, seenChanges: null }), () => (this.rhythm = NEW_RHYTHM));
	}

	/** Lets the next process take over at once; nothing that was emitted comes back. */
	async release(): Promise<void> {
		if (this.setup.wanted.work) await this.setup.store.change(releaseEmitter(this.setup.holder));
	}

	/** Takes once what is due, whoever emits: for a test run. A batch that runs keeps it from taking another, until it was silent for too long. */
	async takeOnce(): Promise<{ batch: Batch; answer: ClaimAnswer | null }> {
		const { store, now, wanted } = this.setup;
		if (wanted.work) await store.change(endLeases(now(), LEASES_AT_ONCE));
		const claimed = wanted.work ? await this.claimWork() : null;
		const told = wanted.alerts ? await this.claimAlerts() : null;
		return { batch: { ...(claimed === null ? { due: [], gone: [] } : itemsOf(claimed)), alerts: told === null ? [] : [told.item] }, answer: claimed?.answer ?? null };
	}

	/** @returns whether it looked for work, and so may look again in a moment */
	private async work(): Promise<boolean> {
		const { store, now, wanted } = this.setup;
		for (const token of this.owed) {
			await store.change(giveBack(token, now()));
			this.owed.delete(token);
		}
		await this.land();
		for (;;) {
			switch (nextMove(this.rhythm, wanted, now())) {
				case 'hold':
					await this.hold();
					break;
				case 'housework':
					await this.housework();
					this.rhythm = afterHousework(this.rhythm, now());
					break;
				case 'trim':
					await this.trim();
					this.rhythm = afterTrim(this.rhythm, now());
					break;
				case 'feel': {
					const pulse = await store.pulse();
					return isToLook(this.rhythm, pulse, now()) ? await this.look(pulse) : false;
				}
				default:
					return false;
			}
		}
	}

	/** Who begins to hold takes up what a process left that is no more. */
	private async hold(): Promise<void> {
		const { store, now, holder, isOver } = this.setup;
		const answer = await store.change(holdEmitter(holder, EMITTER_LEASE_MS, now(), isOver));
		if (answer.isOurs && this.rhythm.heldUntil <= now()) await store.change(endLeasesOf(isOver, now(), LEASES_AT_ONCE));
		this.rhythm = afterHold(this.rhythm, answer, now());
	}

	/** Once a day: what has been kept long enough goes. */
	private async trim(): Promise<void> {
		const { store, now } = this.setup;
		await store.change(bySettings((settings) => trim(settings, now())));
		const jobs: ListedJob[] = [];
		for await (const job of jobsOf(store)) jobs.push(job);
		for (const jobId of jobsToForget(jobs, now())) await store.change(forgetJob(jobId));
	}

	/** What only time decides. */
	private async housework(): Promise<void> {
		const { store, now } = this.setup;
		while ((await store.change(endLeases(now(), LEASES_AT_ONCE))).length === LEASES_AT_ONCE);
		await store.change(tick(now()));
		await followCreation(store, now);
		for await (const { jobId, job } of jobsOf(store)) if (job.state === 'running') await store.change(checkJob(jobId, now()));
	}

	private async look(pulse: Pulse): Promise<boolean> {
		const { wanted, now } = this.setup;
		const claimed = wanted.work && this.rhythm.pausedUntil <= now() ? await this.claimWork() : null;
		if (claimed !== null) this.emitWork(claimed);
		if (wanted.alerts && this.rhythm.alertsAt <= now()) await this.tell();
		this.rhythm = afterLook(this.rhythm, pulse, takenBy(claimed), now());
		return true;
	}

	/** A message of what is to be told, if anything is. */
	private async tell(): Promise<void> {
		const { emit, now } = this.setup;
		const told = await this.claimAlerts({ aboutNoRecord: !mayTellOfRecords(this.rhythm, now()) });
		if (told === null) return;
		emit({ due: [], gone: [], alerts: [told.item] });
		this.rhythm = afterAlerts(this.rhythm, told.isAboutRecords, now());
	}

	/** What n8n did not take is given back. */
	private emitWork(work: ClaimedWork): void {
		const { token, answer: { claimed: [first] } } = work;
		if (first === undefined) return;
		const batch = { ...itemsOf(work), alerts: [] };
		// Owed until n8n has taken it: whatever it throws, the batch is given back.
		this.owed.add(token);
		// Another batch is there only where those before are settled, or were left to their leases.
		if (this.flights.size > 0) this.rhythm = afterEnd(this.rhythm, true, this.setup.now());
		for (const [other, { leaseUntil }] of this.flights) if (this.setup.hearsEndings || leaseUntil <= this.setup.now()) this.flights.delete(other);
		this.flights.set(token, { size: batchSize(batch), leaseUntil: first.leaseUntil, endsAt: null });
		this.setup.emit(batch, (ending) => this.hear(token, ending));
		this.owed.delete(token);
	}

	private hear(token: string, ending: Ending): void {
		if (ending === 'notStarted') this.owed.add(token);
		const flight = this.flights.get(token);
		if (ending !== 'notStarted' && flight !== undefined) this.flights.set(token, afterEnding(flight, ending, this.setup.now()));
	}

	/** What an execution that is over did not settle nobody will. */
	private async land(): Promise<void> {
		const { store, now } = this.setup;
		for (const [token, { size, endsAt }] of this.flights) {
			if (endsAt === null || endsAt > now()) continue;
			const { rows } = await store.change(endBatch(token, now()));
			this.flights.delete(token);
			this.rhythm = afterEnd(this.rhythm, rows < size, now());
		}
	}

	/** Where Xero's calls are left to live changes, what asks nothing of Xero goes on. */
	private async claimWork(): Promise<ClaimedWork> {
		const claimed = await this.claimOnce({});
		if (!('because' in claimed.answer) || claimed.answer.because !== 'reserve' || !this.setup.wanted.changedInXero) return claimed;
		const balances = await this.claimOnce({ balancesAlone: true });
		return balances.answer.claimed.length > 0 ? balances : claimed;
	}

	private async claimOnce(more: Pick<Claim, 'balancesAlone'>): Promise<ClaimedWork> {
		const { store, now, holder, newToken, origin, wanted, hearsEndings } = this.setup;
		const settings = await store.change(readSettings());
		const token = newToken();
		// Owed until it is known: a claim whose answer got lost may be written.
		this.owed.add(token);
		const answer = await store.change(claim({ token, holder, limit: settings.batchSize, ...more, ...(!wanted.changedInXero && { leavesChangedInXero: true as const }), ...((!hearsEndings || this.flights.size === 0) && { passesSilent: true as const }) }, settings, now()));
		this.owed.delete(token);
		return { token, answer, origin: { ...origin, billTo: settings.billTo, bothWays: settings.bothWays }, limit: settings.batchSize };
	}

	private async claimAlerts(only: Pick<AlertClaim, 'aboutNoRecord'> = {}): Promise<{ item: AlertItem; isAboutRecords: boolean } | null> {
		const { store, now, newToken, origin, workflow } = this.setup;
		const token = newToken();
		const settings = await store.change(readSettings());
		const alerts = await store.change(claimAlerts({ token, leaseUntil: now() + ALERT_LEASE_MS, ways: alertWays(settings), ...only }, now()));
		if (alerts.length === 0) return null;
		return { item: alertItem(alerts, token, origin.name, settings, workflow, now()), isAboutRecords: alerts.some(({ kind }) => kind !== null) };
	}
}
