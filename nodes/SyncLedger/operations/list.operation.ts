import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isFilled } from '../../../lib/http/textOf';
import type { LedgerStore } from '../../../lib/ledger';
import { readBinding } from '../../../lib/ledger/decisions/holders';
import { readPagesJob } from '../../../lib/ledger/decisions/jobControl';
import type { Binding } from '../../../lib/ledger/rows/facts';
import type { ListName, ListPage } from '../../../lib/ledger/store/port';
import { ofItem, textParameter, wrongItem } from '../leave';
import { LISTED } from '../listed';
import { listFields } from '../listFields';
import { momentAt } from '../momentAt';
import type { LedgerOperation } from '../operation';

/** Rows of one question to the store. */
const PAGE = 500;

/** What a person calls it, to the rows of the ledger. */
const ROWS: Readonly<Record<string, ListName>> = { alerts: 'alert', audit: 'audit', forecasts: 'forecast', jobs: 'job', queue: 'work', records: 'record', reviews: 'review' };

/** Shows what stands in the ledger. */
export const list: LedgerOperation = {
	option: {
		name: 'List',
		value: 'list',
		action: 'List reviews and more',
		description: 'Look at the queue, reviews, alerts, the audit log, records or jobs',
	},
	fields: listFields,
	run,
};

async function run(context: IExecuteFunctions, open: () => Promise<LedgerStore>): Promise<INodeExecutionData[]> {
	const wanted = context.getInputData().map((_, item) => {
		const name = nameOf(context, item);
		return { item, name, most: mostOf(context, item), filters: filtersOf(context, item, name) };
	});
	const store = await open();
	const whose = await store.change(readBinding());
	const lastJob = wanted.some(({ name }) => name === 'forecast') ? ((await store.change(readPagesJob())) ?? '') : '';
	const items: INodeExecutionData[] = [];
	for (const { item, name, most, filters } of wanted) items.push(...(await rows(store, name, most, { jobId: lastJob, ...filters }, whose)).map((row) => ofItem(item, row)));
	return items;
}

async function rows<Name extends ListName>(store: LedgerStore, name: Name, most: number, filters: Partial<ListPage>, whose: Binding | null): Promise<object[]> {
	const shown: object[] = [];
	for (let after = ''; shown.length < most; ) {
		const page = await store.list(name, { ...filters, after, limit: Math.min(PAGE, most - shown.length) });
		shown.push(...page.rows.map((row) => LISTED[name](row, whose)));
		if (page.next === '') break;
		after = page.next;
	}
	return shown;
}

function nameOf(context: IExecuteFunctions, item: number): ListName {
	const what = textParameter(context, 'what', item);
	const name = Object.hasOwn(ROWS, what) ? ROWS[what] : undefined;
	if (name === undefined) throw wrongItem(context, item, `"${what.slice(0, 40)}" cannot be listed (item ${item + 1}, field What).`, `Use one of ${Object.keys(ROWS).join(', ')}.`);
	return name;
}

function mostOf(context: IExecuteFunctions, item: number): number {
	if (context.getNodeParameter('returnAll', item, false) === true) return Number.POSITIVE_INFINITY;
	const limit = Number(context.getNodeParameter('limit', item, 50));
	return Number.isFinite(limit) && limit >= 1 ? Math.floor(limit) : 50;
}

interface Filters {
	reason?: unknown;
	recordId?: unknown;
	recordKind?: unknown;
	since?: unknown;
	queueState?: unknown;
	recordState?: unknown;
	jobId?: unknown;
}

function filtersOf(context: IExecuteFunctions, item: number, name: ListName): Partial<ListPage> {
	const { reason, recordId, recordKind, since, queueState, recordState, jobId } = context.getNodeParameter('filters', item, {}) as Filters;
	const kind = recordKind === 'contact' || recordKind === 'company' ? recordKind : undefined;
	const state = { work: queueState, record: recordState }[name as string] as ListPage['state'] | undefined;
	const from = momentAt(context, item, 'Since', since);
	return {
		...(isFilled(recordId) ? { subject: { kind: kind ?? 'contact', id: recordId.trim() } } : kind && { kind }),
		...(isFilled(reason) && { reason: reason.trim() }), ...(state && { state }), ...(isFilled(jobId) && { jobId: jobId.trim() }), ...(from !== null && { since: from * 1_000 }),
	};
}
