import type { MappedRecord } from '../../../lib/sync/record/record';
import { namedPeople } from './namedPeople';
import { recordOf } from './people';
import { lastSyncOf, openStage, type Stage } from './stage';

/** What many people cost: the least that Xero's pages and batches allow, and what is allowed above it. */
export const allowed = {
	firstSync: (people: number, contacts: number) => Math.floor((Math.ceil(contacts / 1_000) + Math.ceil(people / 50)) * 1.03),
	/** One page tells the size of the organisation; then the ids, forty a call, or the list, whichever is less; then the updates. */
	changed: (people: number, contacts: number) => 3 + Math.min(Math.ceil(contacts / 1_000), 1 + Math.ceil(people / 40)) + Math.ceil(people / 50),
	compared: (contacts: number) => 2 + Math.ceil(contacts / 1_000),
};

/** The calls of each thing that is done with so many people, each in a fresh process. */
export async function callsSpent(people: number, contacts: number): Promise<{ stage: Stage; spent: Record<'firstSync' | 'changed' | 'compared', number>; inXero: number }> {
	const stage = await openStage({ xero: { limits: { perDay: Number.MAX_SAFE_INTEGER } } }, contacts);
	const everybody = namedPeople(people);
	const records = everybody.map((person) => recordOf(person));
	const first = await stage.upsert(records);
	const firstSync = stage.callsSpent();
	const known = records.map((record, index): MappedRecord => ({ ...record, lastSync: lastSyncOf(first[index]) }));
	stage.forget();
	const changed = known.map((record, index) => (index % 100 === 0 ? { ...recordOf({ ...everybody[index], phone: '+61 399 999 999', updatedAt: 1_780_000_000 }), match: { ...record.match, contactId: record.lastSync!.xeroContactId!, organisationId: stage.organisationId }, lastSync: record.lastSync } : record));
	const updated = await stage.upsert(changed);
	if (updated.filter(({ outcome }) => outcome === 'updated').length !== Math.ceil(people / 100)) throw new Error('not everybody was updated');
	const ofChanged = stage.callsSpent();
	stage.forget();
	const compared = await stage.upsert(known.map((record, index) => (index % 100 === 0 ? changed[index]! : record)), { compareAlways: true });
	if (!compared.every(({ outcome }) => outcome === 'unchanged')) throw new Error('something was written');
	const inXero = stage.sandbox.xero.organisation().contacts.size;
	return { stage, spent: { firstSync, changed: ofChanged, compared: stage.callsSpent() }, inXero };
}
