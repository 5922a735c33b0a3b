import { readPagesJob } from '../decisions/jobControl';
import { checkJob } from '../decisions/jobs';
import { endBatch, endLeases, endLeasesOf } from '../decisions/lease';
import { claimPage, endPage, type PageAnswer } from '../decisions/pages';
import { bySettings } from '../decisions/published';
import { PAGE_TOKEN } from '../rows/work';
import { changeIfAny } from '../store/changeIfAny';
import { STOPPED_GRACE_MS, type Ending } from './flight';
import { pageItem, type PageItem } from './pageItem';
import type { EmitterSetup } from './setup';
import { Turns, type Rest } from './turns';

/** Who starts executions with pages, and how. */
export interface PageSetup extends Pick<EmitterSetup, 'store' | 'holder' | 'isOver' | 'now' | 'newToken' | 'tell' | 'over'> {
	/** Name of the ledger. */
	ledger: string;
	/** Starts an execution and does not wait for it. @param ended called later, where n8n tells what became of it */
	emit: (page: PageItem, ended?: (ending: Ending) => void) => void;
}

/** While a job reads: the next page is to follow the one before. */
const BUSY_MS = 250;
const IDLE_MS = 2_000;
const HOUSEWORK_MS = 10_000;
const LEASES_AT_ONCE = 1_000;

interface Landed {
	jobId: string;
	token: string;
	at: number;
}

/**
 * Starts an execution with each page of a job, one page behind the other. All that must be right stands in the ledger, so
 * several may do it at once, and each may be killed at any moment. It looks often and finds mostly nothing, so it looks outside
 * of transactions and takes the lock of the ledger only to take something.
 */
export class PageEmitter {
	/** Pages whose executions are over. */
	private landed: Landed[] = [];
	private houseworkAt = 0;
	private hasTakenUp = false;
	/** The job that was last seen to be finished: nothing more comes of it. */
	private overId: string | null = null;
	private readonly turns: Turns;

	constructor(private readonly setup: PageSetup) {
		this.turns = new Turns(setup, IDLE_MS);
	}

	/** Does what is to be done now. Never rejects. */
	async turn(): Promise<Rest> {
		return await this.turns.take(async () => ({ restMs: await this.work(), mayWake: false }), undefined, () => (this.houseworkAt = 0));
	}

	/** Nothing to give back: a page in hand goes its way. */
	async release(): Promise<void> {
		await Promise.resolve();
	}

	/** The next page once, for a test run; null where there is none, and why. */
	async takeOnce(): Promise<{ page: PageItem | null; answer: PageAnswer | null }> {
		const { answer: jobId } = await this.setup.store.look(readPagesJob());
		const answer = jobId === null ? null : await this.claim(jobId);
		return { page: answer?.page ? this.itemOf(answer.page) : null, answer };
	}

	private async work(): Promise<number> {
		const { store, now } = this.setup;
		await this.land();
		const { answer: jobId } = await store.look(readPagesJob());
		if (jobId === null || jobId === this.overId) return IDLE_MS;
		if (this.houseworkAt <= now()) await this.housework(jobId);
		const answer = await this.claim(jobId);
		if (answer.page === null) return answer.because === 'inHand' ? BUSY_MS : IDLE_MS;
		const { token } = answer.page;
		const landed = (ending: Ending) => void this.landed.push({ jobId, token, at: now() + (ending === 'stopped' ? STOPPED_GRACE_MS : 0) });
		let isHandedOver = false;
		try {
			this.setup.emit(this.itemOf(answer.page), landed);
			isHandedOver = true;
		} finally {
			if (!isHandedOver) landed('notStarted');
		}
		return BUSY_MS;
	}

	private async claim(jobId: string): Promise<PageAnswer> {
		const { store, now, holder, isOver, newToken } = this.setup;
		const token = `${PAGE_TOKEN}${newToken()}`;
		return await changeIfAny(store, bySettings((settings) => claimPage(jobId, { token, holder, isOver }, settings, now())));
	}

	private itemOf(page: NonNullable<PageAnswer['page']>): PageItem {
		return pageItem(page, this.setup.ledger, this.setup.holder);
	}

	/** What an execution that is over has not done nobody will. */
	private async land(): Promise<void> {
		const { store, now } = this.setup;
		const over = this.landed.filter(({ at }) => at <= now());
		for (const one of over) {
			await store.change(endPage(one.jobId, one.token, ENDED_EARLY, now()));
			await store.change(endBatch(one.token, now()));
			this.landed = this.landed.filter((other) => other !== one);
		}
	}

	/** What only time decides; the workflow of the live changes, which does it too, need not be published. */
	private async housework(jobId: string): Promise<void> {
		const { store, now, isOver } = this.setup;
		if (!this.hasTakenUp) await changeIfAny(store, endLeasesOf(isOver, now(), LEASES_AT_ONCE));
		this.hasTakenUp = true;
		await changeIfAny(store, endLeases(now(), LEASES_AT_ONCE));
		const { job } = await changeIfAny(store, checkJob(jobId, now()));
		if (job?.state === 'finished') this.overId = jobId;
		this.houseworkAt = now() + HOUSEWORK_MS;
	}
}

const ENDED_EARLY = {
	message: 'The execution that read a page of the job ended before the page was done.',
	nextStep: "Open the failed execution in n8n's list of executions.",
	retryable: true,
};
