import { ReadyAttributes } from '../../../lib/intercom/attributes/readyAttributes';
import { readProfile } from '../../../lib/intercom/profile/readProfile';
import { WorkspaceCache } from '../../../lib/intercom/workspace/workspaceCache';
import { setXeroReference } from '../../../lib/intercom/attributes/xeroReference';
import { shownContact } from '../../../lib/ledger/shownState';
import { mapContactToPerson } from '../../../lib/mapping/person/person';
import { withRemembered } from '../../../lib/mapping/remembered';
import type { Outcome } from '../../../lib/sync/record/outcome';
import { parseRecord } from '../../../lib/sync/record/parseRecord';
import type { MappedRecord } from '../../../lib/sync/record/record';
import { upsertContacts } from '../../../lib/sync/upsert';
import type { SyncProcess } from '../syncProcess';
import { MAPPING, OPTIONS } from '../syncPage';
import { failureIn, leaving, type Item } from './item';

const PARTS = { companies: false, tags: false, segments: false, owner: false, conversations: false, mergeHistory: true };

interface Mapped {
	item: Item;
	record: MappedRecord;
}

/** What is due, from Intercom to Xero, as the nodes of the workflow carry it out. */
export async function forward(process: SyncProcess, items: readonly Item[]): Promise<Item[]> {
	const cache = new WorkspaceCache(() => process.intercom.clock.now());
	const done: Item[] = [];
	const mapped: Mapped[] = [];
	for (const item of items) {
		const id = String(item.contactId);
		const result = await readProfile(id, PARTS, process.intercom, cache);
		if (result.state === 'merged') throw new Error('Nobody is merged in this play');
		if (result.state === 'failed') {
			done.push(leaving(item, 'profile.failed', { ...failureIn(result.failure), attempts: result.attempts, contactId: id }));
			continue;
		}
		const shown = shownContact(result.profile.contact);
		const person = withRemembered(mapContactToPerson(result.profile, MAPPING), { ...item.ledger, shown });
		if (person.kind !== 'mapped') throw new Error(`${id}: ${person.reason}`);
		const parsed = parseRecord(JSON.parse(JSON.stringify(person.record)));
		if (!parsed.ok) throw new Error(parsed.failure.message);
		mapped.push({ item: leaving(item, 'mapper.mapped', parsed.record, { shown }), record: parsed.record });
	}
	const { organisationId } = process.deps.client;
	const outcomes = mapped.length === 0 ? [] : await upsertContacts(mapped.map(({ record }) => record), process.deps, { ...OPTIONS, organisationId });
	for (const [position, { item, record }] of mapped.entries()) done.push(await withReference(process, cache, item, record, outcomes[position]!));
	return done;
}

async function withReference(process: SyncProcess, cache: WorkspaceCache, item: Item, record: MappedRecord, outcome: Outcome): Promise<Item> {
	if (outcome.outcome === 'review') return leaving(item, 'upsert.review', { ...outcome, record });
	if (outcome.outcome === 'failed') return leaving(item, 'upsert.failed', { ...outcome, ...failureIn(outcome.failure), record });
	const reference = { xero_contact_id: outcome.xeroContactId, xero_contact_url: outcome.xeroContactUrl, xero_organisation_id: outcome.organisationId };
	const stored = await setXeroReference(record.intercomId, reference, process.intercom, { cache, ready: new ReadyAttributes() });
	if (stored.state === 'merged') throw new Error('Nobody is merged in this play');
	if (stored.state === 'failed') return leaving(item, 'reference.failed', { ...failureIn(stored.failure), attempts: stored.attempts, contactId: record.intercomId, input: { ...outcome, record } });
	return leaving(item, 'reference.done', { ...outcome, record, xeroReference: stored.reference });
}
