import { controlJob, readPagesJob, startJob, type JobWish, type StartAnswer } from '../../../lib/ledger/decisions/jobControl';
import { checkJob } from '../../../lib/ledger/decisions/jobs';
import { keepForecasts, type Forecast, type Forecasts } from '../../../lib/ledger/decisions/forecasts';
import { claimPage, endPage, type ClaimedPage, type PageAnswer, type PageFailure } from '../../../lib/ledger/decisions/pages';
import { takePage, type TakenPage } from '../../../lib/ledger/decisions/takePage';
import type { Job } from '../../../lib/ledger/rows/facts';
import type { Foreseen } from '../../../lib/ledger/rows/forecast';
import type { Selection } from '../../../lib/ledger/rows/jobReading';
import type { Subject } from '../../../lib/ledger/rows/subject';
import { PAGE_TOKEN } from '../../../lib/ledger/rows/work';
import { LedgerWorld } from './ledgerWorld';

export const EVERYBODY: Selection = { role: 'all', tag: '', segment: '', createdSince: '', changedSince: '' };

const WISH: JobWish = { kind: 'migration', selection: EVERYBODY, sample: 0, dayCalls: 5_000, foreseenBy: '', by: 'ada' };

/** A ledger whose job reads the contacts of an Intercom. */
export class PagesWorld {
	private tokens = 0;

	constructor(
		readonly world: LedgerWorld,
		/** All contacts, in Intercom's order. */
		readonly contacts: readonly Subject[],
		readonly pageSize = 2,
	) {}

	static async open(contacts: number, pageSize = 2): Promise<PagesWorld> {
		return new PagesWorld(await new LedgerWorld().open(), Array.from({ length: contacts }, (_, number) => contactNumbered(number)), pageSize);
	}

	async start(jobId: string, wish: Partial<JobWish> = {}): Promise<StartAnswer> {
		const { store, now } = this.world;
		return await store.change(startJob(jobId, { ...WISH, ...wish }, await store.change(readPagesJob()), now));
	}

	async claim(jobId: string, isOver: (holder: string) => boolean = () => false): Promise<PageAnswer> {
		const { store, settings, now } = this.world;
		const token = `${PAGE_TOKEN}${++this.tokens}`;
		return await store.change(claimPage(jobId, { token, holder: `holder ${this.tokens}`, isOver }, settings, now));
	}

	/** The page of a claim that must have been given. */
	async page(jobId: string): Promise<ClaimedPage> {
		const answer = await this.claim(jobId);
		if (answer.page === null) throw new Error(`no page: ${answer.because}`);
		return answer.page;
	}

	/** As Intercom and Get Page give it. @param updatedAtSeconds of every contact */
	async take({ jobId, token, cursor, size }: ClaimedPage, updatedAtSeconds: number | null = null, shown?: string): Promise<TakenPage> {
		const { store, settings, now } = this.world;
		const from = Number(cursor ?? 0);
		const to = from + Math.min(size, this.pageSize);
		const contacts = this.contacts.slice(from, to).map((subject) => ({ ...subject, updatedAtSeconds, ...(shown !== undefined && { shown }) }));
		const nextCursor = to < this.contacts.length ? String(to) : null;
		return await store.change(takePage(jobId, token, 'holder', { contacts, nextCursor, total: this.contacts.length }, settings, now));
	}

	async foresee({ jobId, token }: ClaimedPage, subjects: readonly Subject[], outcome: Foreseen['outcome'] = 'created', failure: Forecasts['failure'] = null): Promise<boolean> {
		const { store, settings, now } = this.world;
		const forecasts = subjects.map((subject) => ({ subject, ...foreseen(subject, outcome) }));
		return (await store.change(keepForecasts(jobId, token, { forecasts, failure }, settings, now))).kept;
	}

	async fail({ jobId, token }: ClaimedPage, failure: Partial<PageFailure> = {}): Promise<boolean> {
		const { store, now } = this.world;
		return (await store.change(endPage(jobId, token, { message: 'Intercom did not answer.', nextStep: 'Wait.', retryable: true, ...failure }, now))).isOurs;
	}

	async control(jobId: string, what: 'pause' | 'resume' | 'cancel') {
		return await this.world.store.change(controlJob(jobId, what, 'ada', this.world.now));
	}

	/** Looks whether it is over, as the trigger does. */
	async job(jobId: string): Promise<Job> {
		const { job } = await this.world.store.change(checkJob(jobId, this.world.now));
		if (job === null) throw new Error(`no job ${jobId}`);
		return job;
	}

	forecasts() {
		return [...this.world.store.rows.tables.forecast.values()];
	}
}

export const contactNumbered = (number: number): Subject => ({ kind: 'contact', id: `p${String(number).padStart(3, '0')}` });

export function foreseen({ id }: Subject, outcome: Foreseen['outcome']): Omit<Forecast, 'subject'> {
	return { outcome, reason: 'wouldCreate', message: '', nextStep: '', xeroContactId: null, changes: [{ field: 'Name', before: '', after: id }], keys: [`email ${id}@x.example`, `name ${id}`], contact: { ContactID: id } };
}

export const records = (taken: Awaited<ReturnType<PagesWorld['take']>>) => (taken.taken ? taken.records : []);

export async function dryRunOf(pages: PagesWorld, jobId: string): Promise<void> {
	await pages.start(jobId, { kind: 'dryRun' });
	while ((await pages.job(jobId)).state === 'running') {
		const page = await pages.page(jobId);
		await pages.foresee(page, records(await pages.take(page)).map(({ subject }) => subject));
	}
}
