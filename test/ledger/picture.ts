import type { LedgerStore, ListName } from '../../lib/ledger/store/port';
import { LedgerProblem } from '../../lib/ledger/store/problem';
import type { Step } from '../../lib/ledger/store/step';
import { JOBS } from './randomRows';

const LISTS: readonly ListName[] = ['record', 'work', 'review', 'alert', 'audit', 'job'];

/** Everything that a store shows of itself, read in small pages; the same picture means the same rows. */
export async function picture(store: LedgerStore): Promise<Record<string, unknown>> {
	const shown: Record<string, unknown> = {};
	for (const name of LISTS) shown[name] = await pages(store, name);
	for (const jobId of JOBS) shown[`forecast ${jobId}`] = await pages(store, 'forecast', jobId);
	// What cannot be equal: numbers of the log have gaps after an undone step, and bytes are the disk's.
	shown.audit = (shown.audit as object[]).map((entry) => ({ ...entry, seq: 0 }));
	return { ...shown, counts: { ...(await store.counts(30)), bytes: 0 }, pulse: await store.pulse() };
}

async function pages(store: LedgerStore, name: ListName, jobId?: string): Promise<unknown[]> {
	const rows: unknown[] = [];
	for (let after = ''; ; ) {
		const page = await store.list(name, { limit: 3, after, ...(jobId !== undefined && { jobId }) });
		rows.push(...page.rows);
		if (page.next === '') return rows;
		after = page.next;
	}
}

/** What a step came to: its answer, or the trouble it met. */
export async function outcome(store: LedgerStore, step: Step<unknown>): Promise<unknown> {
	try {
		return { answer: await store.change(step) };
	} catch (error) {
		if (error instanceof LedgerProblem) return { trouble: error.trouble };
		throw error;
	}
}
