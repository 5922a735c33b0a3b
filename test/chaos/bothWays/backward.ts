import { backRecord } from '../../../lib/mapping/back/backRecord';
import { backDeps } from '../../../lib/sync/back/backDeps';
import type { BackItem } from '../../../lib/sync/back/backItem';
import { parseBack } from '../../../lib/sync/back/parseBack';
import { upsertBack } from '../../../lib/sync/back/upsertBack';
import type { LastSync } from '../../../lib/sync/record/record';
import { bothWaysFrom } from '../../../lib/ledger/bothWays';
import { readContactsById } from '../../../lib/xero/reading/readById';
import { backWords } from '../../../nodes/IntercomContactUpsert/backWords';
import type { SyncProcess } from '../syncProcess';
import { MAPPING } from '../syncPage';
import { failureIn, leaving, type Item } from './item';

const SETTINGS = { kind: 'ledger', country: MAPPING.defaultCountry, names: 'person', phoneSlot: 'auto', abnAttribute: '', assignments: [], unusableValue: 'reject' } as const;

/** What changed in Xero, from there to Intercom, as the nodes of the workflow carry it out. */
export async function backward(process: SyncProcess, items: readonly Item[]): Promise<Item[]> {
	if (items.length === 0) return [];
	const { organisationId } = process.deps.client;
	const read = await readContactsById(process.deps.client, items.map(({ xeroContactId }) => String(xeroContactId)));
	const done: Item[] = [];
	const mapped: Array<{ item: Item; back: BackItem }> = [];
	for (const item of items) {
		const one = read.get(String(item.xeroContactId).toLowerCase());
		if (one?.kind !== 'found') {
			if (one?.kind !== 'failed') throw new Error(`Xero lost ${String(item.xeroContactId)}`);
			done.push(leaving(item, 'xero.missing', { ...failureIn(one.failure), attempts: one.attempts }));
			continue;
		}
		const result = backRecord(one.contact, item.ledger, organisationId, SETTINGS);
		if (result.kind === 'skipped') {
			done.push(leaving(item, 'back.skipped', result));
			continue;
		}
		if (result.kind !== 'mapped') throw new Error(result.message);
		const parsed = parseBack(JSON.parse(JSON.stringify(result.record)));
		if (!parsed.ok) throw new Error(parsed.failure.message);
		const { lastSync, bothChangedDecision: said } = item.ledger;
		const decision = (['intercom', 'xero'] as const).find((side) => side === said);
		const known = { lastSync: lastSync as LastSync, ...(decision && { decision }) };
		const whom = item.ledger.kind === 'xeroContact' ? { intercomId: '', creates: { despiteAlike: false, hasLeft: item.ledger.hasLeft === true } } : { intercomId: String(item.ledger.id) };
		mapped.push({ item, back: { back: parsed.back, ...whom, bothWays: bothWaysFrom(item.ledger.bothWays)!, ...known } });
	}
	const deps = backDeps({ connection: process.intercom, words: backWords, locks: process.deps.locks });
	const outcomes = await upsertBack(mapped.map(({ back }) => back), deps, { preview: false, withoutBase: 'fillEmpty' });
	outcomes.forEach((outcome, position) => {
		const { item } = mapped[position]!;
		if (outcome.outcome === 'failed') done.push(leaving(item, 'intercom.failed', { ...outcome, ...failureIn(outcome.failure) }));
		else done.push(leaving(item, outcome.outcome === 'review' ? 'intercom.review' : 'intercom.synced', outcome));
	});
	return done;
}
