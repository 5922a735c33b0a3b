import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { LedgerStore } from '../../lib/ledger';
import { add } from '../../lib/ledger/decisions/add';
import { readBinding } from '../../lib/ledger/decisions/holders';
import { endPage, type PageFailure } from '../../lib/ledger/decisions/pages';
import { bySettings, readSettings } from '../../lib/ledger/decisions/published';
import { takePage as takeStep } from '../../lib/ledger/decisions/takePage';
import type { Origin } from '../../lib/ledger/emitter/items';
import { pageIn, takenItem, type PageIn } from '../../lib/ledger/items/takenPage';
import { ledgerName } from '../shared/openLedger';
import { insisting } from './insist';
import { wrongItem } from './leave';

/** The contacts that the job took, as records of the ledger. */
export async function takenContacts(context: IExecuteFunctions, open: () => Promise<LedgerStore>): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	const name = ledgerName(context);
	const page = pageIn(items.map(({ json }) => json), name);
	if (!page.ok) throw wrongItem(context, page.item, page.message, page.nextStep);
	const insist = insisting(context);
	const store = await insist(open);
	const now = Date.now();
	if (page.failure !== null) {
		await leaveUnread(store, page, page.failure, now);
		return [];
	}
	const { jobId, pageToken, holder } = page.of;
	const taken = await insist(async () => await store.change(bySettings((settings) => takeStep(jobId, pageToken, holder, page.read, settings, now))));
	// Its lease ended meanwhile: another execution reads the page.
	if (!taken.taken) return [];
	const origin = await originOf(store, name);
	return taken.records.flatMap((record) => {
		const place = page.places.get(record.subject.id);
		const json = place === undefined ? undefined : items[place.item]?.json;
		if (place === undefined || json === undefined) return [];
		return [{ json: takenItem(json, place.shown, record, origin, page.of, taken) as unknown as IDataObject, pairedItem: { item: place.item } }];
	});
}

/** A page that nobody has is read once more. Of one that the job has taken, the contacts that are missing are read by themselves. */
async function leaveUnread(store: LedgerStore, { of, unread }: Extract<PageIn, { ok: true }>, failure: PageFailure, now: number): Promise<void> {
	const { isOurs } = await store.change(endPage(of.jobId, of.pageToken, failure, now));
	if (isOurs || of.dryRun || unread.length === 0) return;
	const findings = unread.map((id) => ({ kind: 'contact' as const, id, updatedAtSeconds: null }));
	await store.change(add(findings, { why: 'migration', priority: 'bulk', jobId: of.jobId, evenSynced: false }, now));
}

async function originOf(store: LedgerStore, name: string): Promise<Origin> {
	const [binding, settings] = [await store.change(readBinding()), await store.change(readSettings())];
	return { name, billTo: settings.billTo, bothWays: settings.bothWays, organisationId: binding?.organisationId ?? '', workspaceId: binding?.workspaceId ?? '' };
}
