import { chunk, partition } from 'es-toolkit';
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { LedgerStore } from '../../../lib/ledger';
import { raiseAlert } from '../../../lib/ledger/decisions/alerts';
import { bySettings } from '../../../lib/ledger/decisions/published';
import { settle as settleStep } from '../../../lib/ledger/decisions/settle';
import type { SettledAnswer, Settlement } from '../../../lib/ledger/events/settlement';
import { differenceItem } from '../../../lib/ledger/items/differenceItem';
import { forecastItem, type ForecastItem } from '../../../lib/ledger/items/forecastItem';
import { settledItem } from '../../../lib/ledger/items/settledItem';
import { settlementFrom, type ItemRead } from '../../../lib/ledger/items/settlementFrom';
import { unreadableAlert, unsettledItem } from '../../../lib/ledger/items/unsettled';
import { subjectKey } from '../../../lib/ledger/rows/subject';
import { ledgerName } from '../../shared/openLedger';
import { insisting } from '../insist';
import { ofItem } from '../leave';
import type { LedgerOperation } from '../operation';

/** In one transaction; a batch has fifty by default. */
const AT_ONCE = 500;

/** Takes the items of every output of the nodes before, and leaves the ledger as it must be. */
export const settle: LedgerOperation = {
	option: {
		name: 'Settle',
		value: 'settle',
		action: 'Settle what became of records',
		description: 'Keep what became of the records of a batch: connect every output of the nodes before it',
	},
	fields: [
		{
			displayName:
				'Connect all outputs that end the way of a record: Gone, Failed, Rejected, Skipped, Review, Synced. What is not settled is due again when its execution or its lease ends.',
			name: 'settleNotice',
			type: 'notice',
			default: '',
		},
	],
	run,
};

async function run(context: IExecuteFunctions, open: () => Promise<LedgerStore>): Promise<INodeExecutionData[]> {
	const insist = insisting(context);
	const store = await insist(open);
	const items = context.getInputData().map(({ json }, item) => ({ json, item, forecast: forecastItem(json) }));
	const [live, dry] = partition(items, ({ forecast }) => forecast === null);
	const kept = dry.length === 0 ? [] : await keep(store, dry.flatMap(({ forecast }) => forecast ?? []), insist);
	const settled = live.length === 0 ? [] : await settleItems(context, live, store);
	return [...settled, ...dry.map(({ item }, position) => ofItem(item, kept[position]!))];
}

async function keep(store: LedgerStore, forecasts: readonly ForecastItem[], insist: ReturnType<typeof insisting>): Promise<object[]> {
	const { keepForecastItems } = await import('../../late');
	return await insist(async () => await keepForecastItems(store, forecasts, Date.now()));
}

async function settleItems(context: IExecuteFunctions, items: readonly { json: IDataObject; item: number }[], store: LedgerStore): Promise<INodeExecutionData[]> {
	const name = ledgerName(context);
	const inTest = context.getMode() === 'manual';
	const read = items.map(({ json, item }) => settlementFrom(json, item, name, inTest));
	const insist = insisting(context);
	const now = Date.now();
	await noteDifferences(store, items, read, now, insist);
	const answers = await settleAll(read, async (part) => await insist(async () => await store.change(bySettings((settings) => settleStep(part, settings, now)))));
	const alert = unreadableAlert(read);
	if (alert !== null) await store.change(raiseAlert(alert, now));
	return items.map(({ json, item }, position) => ofItem(item, answered(json, read[position]!, answers)));
}

/** Of records that a reconciliation compared; before they are settled, see noteDifferences. */
async function noteDifferences(store: LedgerStore, items: readonly { json: IDataObject }[], read: readonly ItemRead[], now: number, insist: ReturnType<typeof insisting>): Promise<void> {
	const compared = items.flatMap(({ json }, position) => {
		const one = read[position]!;
		return one.kind === 'unknown' ? [] : (differenceItem(json, one.settlement) ?? []);
	});
	if (compared.length === 0) return;
	const { keepDifferences } = await import('../../late');
	await insist(async () => await keepDifferences(store, compared, now));
}

async function settleAll(read: readonly ItemRead[], settlePart: (part: readonly Settlement[]) => Promise<SettledAnswer[]>): Promise<Map<string, SettledAnswer>> {
	const answers = new Map<string, SettledAnswer>();
	for (const part of chunk(oneEach(read), AT_ONCE)) {
		for (const answer of await settlePart(part)) answers.set(subjectKey(answer.subject), answer);
	}
	return answers;
}

/** One for each record; what could be read counts before what could not. */
function oneEach(read: readonly ItemRead[]): Settlement[] {
	const of = (kind: 'unreadable' | 'settlement') => read.flatMap((one) => (one.kind === kind ? [[subjectKey(one.settlement.subject), one.settlement] as const] : []));
	return [...new Map([...of('unreadable'), ...of('settlement')]).values()];
}

function answered(json: unknown, read: ItemRead, answers: ReadonlyMap<string, SettledAnswer>): object {
	const answer = read.kind === 'unknown' ? undefined : answers.get(subjectKey(read.settlement.subject));
	return read.kind === 'unknown' || answer === undefined ? unsettledItem(json, read) : settledItem(json, read.settlement, answer);
}
