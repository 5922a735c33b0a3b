import { randomBytes } from 'node:crypto';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { LedgerStore } from '../../../lib/ledger';
import { DAYS_KEPT } from '../../../lib/ledger/decisions/retention';
import { REPORT_FORMATS, type ReportFormat } from '../../../lib/ledger/report/format';
import type { MadeReport, ReportWish } from '../../../lib/ledger/report/report';
import { isToolCall } from '../../shared/agentTool';
import { ledgerName } from '../../shared/openLedger';
import { ofItem, textParameter, wrongItem } from '../leave';
import type { LedgerOperation } from '../operation';
import { reportFields } from '../reportFields';

/** Shows how a sync stands, for a person or for a program. */
export const report: LedgerOperation = {
	option: {
		name: 'Report',
		value: 'report',
		action: 'Make a report of the sync',
		description: 'How both sides agree, what happened each day, reviews, failures, jobs and the log of one contact: a page, JSON or CSV',
	},
	fields: reportFields,
	run,
};

async function run(context: IExecuteFunctions, open: () => Promise<LedgerStore>): Promise<INodeExecutionData[]> {
	const wanted = context.getInputData().map((_, item) => ({ item, asFile: textParameter(context, 'output', item) === 'file', wish: wishOf(context, item) }));
	const store = await open();
	const { makeReport } = await import('../../late');
	const items: INodeExecutionData[] = [];
	for (const { item, asFile, wish } of wanted) {
		const made = await makeReport(store, wish, Date.now());
		items.push(asFile ? await asBinary(context, item, made, wish.format) : ofItem(item, { ...about(made, wish.format), ...bodyOf(made, wish.format, isToolCall(context)) }));
	}
	return items;
}

async function asBinary(context: IExecuteFunctions, item: number, made: MadeReport, format: ReportFormat): Promise<INodeExecutionData> {
	const data = await context.helpers.prepareBinaryData(Buffer.from(made.text, 'utf8'), made.fileName, made.mimeType);
	return { ...ofItem(item, about(made, format)), binary: { data } };
}

/** An agent is told what it asked for once, as data: of one contact, or of the whole sync. */
function bodyOf({ report: made, text }: MadeReport, format: ReportFormat, isForAgent: boolean): object {
	if (format !== 'json') return { text };
	return isForAgent ? { report: made.record ?? made } : { text, report: made };
}

/** What an email or a condition needs without opening the report. */
function about({ report: { organisation, headline, reviews, failures, record, at }, mimeType, fileName }: MadeReport, format: ReportFormat): object {
	const whose = organisation === '' ? '' : ` (${organisation.replace(/[\r\n]+/g, ' ')})`;
	const { outcome, reason, message, nextStep } = record ?? {};
	return { ...(record !== null && { outcome, reason, message, nextStep }), format, title: `Intercom to Xero${whose}: ${headline.words}`, good: headline.good, reviews: reviews.total, givenUp: failures.givenUp.total, at, mimeType, fileName };
}

function wishOf(context: IExecuteFunctions, item: number): ReportWish {
	const { days, forms, said } = context.getNodeParameter('reportOptions', item, {}) as { days?: unknown; forms?: unknown; said?: unknown };
	const isPage = formatOf(context, item) === 'html' && textParameter(context, 'output', item) !== 'file';
	return {
		format: formatOf(context, item), ledger: ledgerName(context, item), recordId: textParameter(context, 'contactId', item), days: daysOf(context, item, days),
		live: isPage && forms === true ? { said: typeof said === 'string' ? said : '', freshSecret: randomBytes(32).toString('hex') } : null,
	};
}

function formatOf(context: IExecuteFunctions, item: number): ReportFormat {
	const format = textParameter(context, 'format', item);
	const found = REPORT_FORMATS.find((one) => one === format);
	if (found === undefined) throw wrongItem(context, item, `"${format.slice(0, 40)}" is no format of a report (item ${item + 1}, field Format).`, 'Use html, json or csv.');
	return found;
}

function daysOf(context: IExecuteFunctions, item: number, days: unknown = 30): number {
	const count = Number(days);
	if (Number.isInteger(count) && count >= 1 && count <= DAYS_KEPT) return count;
	throw wrongItem(context, item, `A report cannot show "${String(days).slice(0, 40)}" days (item ${item + 1}, field Days).`, `Use a whole number from 1 to ${DAYS_KEPT}.`);
}
