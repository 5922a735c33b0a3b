import type { IDataObject } from 'n8n-workflow';
import { checkJob } from '../../../lib/ledger/decisions/jobs';
import { claimPage, type ClaimedPage } from '../../../lib/ledger/decisions/pages';
import { pageItem } from '../../../lib/ledger/emitter/pageItem';
import { PAGE_TOKEN } from '../../../lib/ledger/rows/work';
import { DEFAULT_SETTINGS } from '../../../lib/ledger/settings';
import { contact, LedgerBench } from './ledgerBench';

/** A ledger as new for each test; `forEachTest` opens it. */
export let bench: LedgerBench;

export function forEachTest(): void {
	beforeEach(async () => void (bench = await new LedgerBench().open()));
	afterEach(async () => await bench.remove());
}

export const start = async (jobName: string, parameters: IDataObject = {}) => await bench.emitted('startJob', [{}], { jobName, by: 'Jo', ...parameters });
export const jobOf = async (jobId: string) => (await bench.store.change(checkJob(jobId, Date.now()))).job;

let tokens = 0;

export async function claimed(jobId: string): Promise<ClaimedPage> {
	const answer = await bench.store.change(claimPage(jobId, { token: `${PAGE_TOKEN}${++tokens}`, holder: 'trigger', isOver: () => false }, DEFAULT_SETTINGS, Date.now()));
	if (answer.page === null) throw new Error(`no page: ${answer.because}`);
	return answer.page;
}

/** The items of Get Page, with Output: Profiles, for a page that the trigger handed out. */
export function profiles(page: ClaimedPage, numbers: readonly number[], more: IDataObject = {}): IDataObject[] {
	const { ledger } = pageItem(page, 'default', 'trigger');
	return numbers.map((n) => ({ contact: { id: contact(n).id, role: 'user', name: `Person ${n}`, email: `p${n}@x.example`, updated_at: 1_790_000_000, location: {}, custom_attributes: {} }, companies: [], tags: [], nextCursor: 'next', isLast: false, total: 10, ledger: { ...ledger }, ...more }));
}
