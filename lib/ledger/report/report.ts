import { pageSecret, pageToken, PAGE_GOOD_FOR_MS } from '../decisions/pageToken';
import type { LedgerStore } from '../store/port';
import { csv } from './csv';
import type { ReportFormat } from './format';
import { page } from './html/page';
import { reportOf, type Report } from './model';
import { MOST_DIFFERENCES, MOST_DIFFERENCES_AS_DATA, readSource, type ReportQuestion } from './source';

const MIME: Readonly<Record<ReportFormat, string>> = { html: 'text/html; charset=utf-8', json: 'application/json; charset=utf-8', csv: 'text/csv; charset=utf-8' };

/** What a person asks for. */
export interface ReportWish extends ReportQuestion {
	format: ReportFormat;
	/** What the ledger is called in the node. */
	ledger: string;
	/** null: a file. With it the page has forms that decide reviews, and says what the last decision came to. */
	live: { said: string; freshSecret: string } | null;
}

export interface MadeReport {
	report: Report;
	text: string;
	mimeType: string;
	fileName: string;
}

/**
 * Reads the ledger and writes the report. Asks nothing of Intercom or Xero.
 * @param now epoch ms @throws LedgerProblem what the store says
 */
export async function makeReport(store: LedgerStore, wish: ReportWish, now: number): Promise<MadeReport> {
	const { format, ledger, live } = wish;
	const differences = format === 'html' ? MOST_DIFFERENCES : MOST_DIFFERENCES_AS_DATA;
	const report = reportOf(await readSource(store, { differences, ...wish }, now), ledger, now);
	return { report, text: await written(store, report, format, live, now), mimeType: MIME[format], fileName: `intercom-xero-${ledger}-${report.days.at(-1)?.day ?? report.at.slice(0, 10)}.${format}` };
}

async function written(store: LedgerStore, report: Report, format: ReportFormat, live: ReportWish['live'], now: number): Promise<string> {
	if (format === 'json') return JSON.stringify(report, null, '\t');
	if (format === 'csv') return csv(report);
	if (live === null) return page(report, null);
	const secret = await store.change(pageSecret(live.freshSecret));
	return page(report, { said: live.said, token: (review) => pageToken(secret, review, now + PAGE_GOOD_FOR_MS) });
}
