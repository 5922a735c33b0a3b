import type { IDataObject } from 'n8n-workflow';
import { contactFrom } from '../../../lib/intercom/contacts/contactFrom';
import { DEFAULT_BOTH_WAYS } from '../../../lib/ledger/bothWays';
import { receive } from '../../../lib/ledger/decisions/receive';
import type { Received } from '../../../lib/ledger/events/notification';
import { newRecord, type RecordRow } from '../../../lib/ledger/rows/record';
import type { Subject } from '../../../lib/ledger/rows/subject';
import { DEFAULT_PUBLISHED, type PublishedSettings } from '../../../lib/ledger/settings';
import { shownContact } from '../../../lib/ledger/shownState';
import { runNode } from '../../engine/runWorkflow';
import { writing } from '../exampleRows';
import { Journey } from './journey';

export const ON: PublishedSettings = { ...DEFAULT_PUBLISHED, bothWays: DEFAULT_BOTH_WAYS, whatXeroKnows: true, batchSize: 500 };

/** The way of a test, which `open` begins and `forEachTest` ends. */
export let journey: Journey;

export function forEachTest(): void {
	afterEach(async () => await journey.close());
}

/** A workspace that was not prepared for what only Xero knows. */
export async function openWithoutAttributes(settings: Partial<PublishedSettings> = ON): Promise<void> {
	journey = await Journey.open(settings);
}

export async function open(settings: Partial<PublishedSettings> = ON): Promise<void> {
	await openWithoutAttributes(settings);
	await runNode({ type: 'intercomContacts', parameters: { resource: 'workspace', operation: 'prepare', whatOnlyXeroKnows: true }, items: [{ json: {} }], credentials: { intercomAppTokenApi: journey.credentials.intercomAppTokenApi }, mode: 'trigger' });
	journey.xero.sandbox.journal.clear();
}

export const night = async (): Promise<IDataObject> => {
	const [said, ...more] = await journey.bench.emitted('readBalances', [{}, {}], {}, { credentials: journey.xero.credentials });
	expect(more).toEqual([]);
	return said!;
};

/** A record that was synced to a contact of Xero. */
export function bound(subject: Subject, xeroContactId: string, more: Partial<RecordRow> = {}): RecordRow {
	return {
		...newRecord(subject, 0), state: 'synced', goneAt: null, as: 'person', fingerprint: 'f', sourceUpdatedAtSeconds: 1, xeroUpdatedAt: 1, xeroContactId, values: {}, shown: null, reference: 'stored', syncedAt: 1, ...more,
	} as RecordRow;
}

export async function keep(rows: readonly RecordRow[]): Promise<void> {
	for (let from = 0; from < rows.length; from += 500) await journey.bench.store.change(writing(...rows.slice(from, from + 500).map((is) => ({ do: 'write', on: 'noted', table: 'record', was: null, is }) as never)));
}

/** People of Intercom who are bound to new contacts of Xero. */
export async function people(count: number, role: 'user' | 'lead' = 'user'): Promise<{ id: string; xeroContactId: string }[]> {
	const ids = journey.organisation.seedContacts(Array.from({ length: count }, (_, n) => ({ Name: `${role} ${n}` })));
	const made = ids.map((xeroContactId, n) => {
		const custom = { xero_contact_id: xeroContactId, xero_organisation_id: journey.xero.organisationId };
		return { id: journey.people.createContact({ role, email: `${role}${n}@one.example`, custom }).id, xeroContactId };
	});
	await keep(await Promise.all(made.map(async ({ id, xeroContactId }) => bound({ kind: 'contact', id }, xeroContactId, { shown: shownContact((await read(id)).contact) }))));
	return made;
}

async function read(id: string) {
	const answer = await fetch(`${journey.xero.sandbox.intercomUrl}/contacts/${id}`, { headers: { Authorization: `Bearer ${journey.credentials.intercomAppTokenApi.accessToken}`, 'Intercom-Version': '2.16' } });
	const whole = contactFrom(await answer.json());
	if (whole === null) throw new Error(`Intercom does not know ${id}`);
	return whole;
}

/** From Changed in Xero to Settle. @returns what Settle says */
export async function tellAll(): Promise<IDataObject[]> {
	const settled: IDataObject[] = [];
	for (;;) {
		const { due, gone, changedInXero = [] } = (await journey.bench.claim(ON)) as unknown as Record<'due' | 'gone', IDataObject[]> & { changedInXero?: IDataObject[] };
		expect([due, gone]).toEqual([[], []]);
		if (changedInXero.length === 0) return settled;
		const [found] = await node('xeroContactUpsert', changedInXero, { operation: 'getContacts', organisation: { __rl: true, mode: 'id', value: journey.xero.organisationId } });
		const [mapped] = await node('xeroToIntercomMapper', found!, { operation: 'mapContact' });
		settled.push(...(await journey.settle(...(await node('intercomContactUpsert', mapped!, { operation: 'update' })))));
	}
}

export async function node(type: string, items: readonly IDataObject[], parameters: Record<string, never> | object): Promise<IDataObject[][]> {
	const { outputs, error } = await runNode({ type, parameters: parameters as never, items: items.map((json) => ({ json })), credentials: journey.credentials, mode: 'trigger' });
	if (error) throw error;
	return outputs.map((output) => output.map(({ json }) => json));
}

/** What Intercom tells of a contact as it is now. */
export async function tells(id: string): Promise<Received['took']> {
	const { contact: whole } = await read(id);
	const seconds = Math.floor(Date.now() / 1_000);
	const { xero_contact_id: xeroContactId, xero_organisation_id: organisationId } = whole.custom_attributes;
	const facts = { subject: { kind: 'contact', id } as const, topic: 'contact.user.updated', occurredAtSeconds: seconds, updatedAtSeconds: whole.updated_at, shown: shownContact(whole), reference: { xeroContactId: String(xeroContactId), organisationId: String(organisationId) }, mergedIds: [] };
	return (await journey.bench.store.change(receive(facts, ON, Date.now()))).took;
}

export const custom = (id: string) => journey.people.contact(id).custom;
export const calls = (vendor: 'xero' | 'intercom') => journey.xero.sandbox.journal.countByOperation({ vendor });
export const total = (counts: Record<string, number>) => Object.values(counts).reduce((sum, count) => sum + count, 0);
