import { NoAnswer, type HttpRequest, type HttpResponse } from '../../../lib/http/transport';
import { ContactTurns } from '../../../lib/sync/write/contactTurns';
import { KeyedLock } from '../../../lib/sync/write/keyedLock';
import { SyncMemory } from '../../../lib/sync/write/memory';
import type { MappedRecord } from '../../../lib/sync/record/record';
import { upsertContacts, type UpsertOptions } from '../../../lib/sync/upsert';
import { DirectoryShelf } from '../../../lib/xero/directory/directoryShelf';
import { scriptedXero } from '../xero/scriptedXero';
import { id, ORGANISATION, recordOf } from './records';

export const OPTIONS: UpsertOptions = {
	organisationId: ORGANISATION,
	matchByName: false,
	numberOfAnotherSystem: 'review',
	nameTaken: 'suffix',
	batchSize: 50,
	conflict: 'intercomWins',
	compareAlways: false,
	massChange: 'review',
	preview: false,
};

export type Element = Record<string, unknown>;
export const sentIn = ({ body }: HttpRequest) => (body as { Contacts: Element[] }).Contacts;

/** An empty organisation that saves what is created. */
export const saves = (request: HttpRequest): Partial<HttpResponse> => {
	if (request.method === 'GET') return { body: { Contacts: [], pagination: { itemCount: 0 } } };
	return { body: { Contacts: sentIn(request).map((contact) => ({ ...contact, ContactID: `x-${String(contact.ContactNumber)}` })) } };
};

export function scene(answer: (request: HttpRequest) => Partial<HttpResponse> | NoAnswer) {
	const { client, sent } = scriptedXero(answer);
	const deps = { client, clock: client.context.clock, shelf: new DirectoryShelf(), memory: new SyncMemory(), locks: new KeyedLock(), turns: new ContactTurns() };
	const run = async (records: readonly MappedRecord[], options: Partial<UpsertOptions> = {}) => await upsertContacts(records, deps, { ...OPTIONS, ...options });
	return { run, sent, deps };
}

export const people = (count: number) => Array.from({ length: count }, (_, index) => recordOf({ intercomId: id(index + 1), xero: { Name: `Person ${index}` }, match: { email: `p${index}@x.example`, name: `Person ${index}` } }));
