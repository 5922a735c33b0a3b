import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../../../lib/http/isRecord';
import { toldAs } from '../../../lib/ledger/decisions/balances';
import { DEFAULT_PUBLISHED } from '../../../lib/ledger/settings';
import { bound, calls, custom, forEachTest, journey, keep, night, node, ON, open, openWithoutAttributes, people, tellAll, tells, total } from './balanceNights';
import { contact } from './ledgerBench';

/** What only Xero knows, by night: Sync Ledger and the way back in n8n's engine, over both stand-ins and a ledger in a real file. */
jest.setTimeout(180_000);
forEachTest();

const NOTHING = { outstanding: 0, overdue: 0, currency: '', status: 'ACTIVE' };

test('a night tells who differs, once; what it wrote comes back as no news, and who owes something else is told the next night', async () => {
	await open();
	const [jane, joe, ann] = await people(3);
	journey.organisation.setBalances(jane!.xeroContactId, { Outstanding: 120.5, Overdue: 20 });
	journey.organisation.archiveInUi(joe!.xeroContactId);
	expect(await night()).toMatchObject({ seen: 3, pages: 1, due: 3, complete: true, message: 'Read 3 contacts of Xero on 1 page. Of 3 Intercom is to be told something else than before.' });
	expect(await journey.bench.rows('work')).toMatchObject(Array(3).fill({ why: 'balances', priority: 'bulk', fromIntercom: false, state: 'waiting' }));
	expect(await tellAll()).toMatchObject(Array(3).fill({ outcome: 'told', became: 'done', message: 'Intercom holds now what only Xero knows.' }));
	expect(custom(jane!.id)).toMatchObject({ xero_outstanding: 120.5, xero_overdue: 20, xero_contact_status: 'ACTIVE' });
	expect(custom(joe!.id)).toMatchObject({ xero_outstanding: 0, xero_contact_status: 'ARCHIVED' });
	expect(calls('xero')).toEqual({ 'xero.getContacts': 1 });
	for (const { id } of [jane!, joe!, ann!]) expect(await tells(id)).toBe('noise');
	expect(await night()).toMatchObject({ due: 0, message: expect.stringContaining('was told all of that before') });
	journey.organisation.setBalances(jane!.xeroContactId, { Outstanding: 0, Overdue: 0 });
	expect(await night()).toMatchObject({ due: 1 });
	expect(await tellAll()).toMatchObject([{ id: jane!.id, outcome: 'told' }]);
	expect(custom(jane!.id)).toMatchObject({ xero_outstanding: 0, xero_overdue: 0 });
	// 20,000 lines of a night would push out all others.
	expect((await journey.bench.rows('audit')).filter(({ kind }) => kind !== null)).toEqual([]);
});

test('what somebody changes in Intercom meanwhile is news, though our own write is later', async () => {
	await open();
	const [jane] = await people(1);
	await night();
	journey.people.updateContact(jane!.id, { name: 'Jane Roe' });
	await tellAll();
	expect(await tells(jane!.id)).toBe('work');
});

test('a lead is told nothing', async () => {
	await open();
	const [lead] = await people(1, 'lead');
	journey.organisation.setBalances(lead!.xeroContactId, { Outstanding: 5, Overdue: 5 });
	await night();
	expect(await tellAll()).toMatchObject([{ outcome: 'told', reason: 'lead', message: expect.stringContaining('not for this record') }]);
	expect(Object.keys(custom(lead!.id))).not.toContain('xero_outstanding');
	expect(await journey.bench.rows('work')).toEqual([]);
});

test.each([
	['as shipped', {}],
	['with both ways off', { whatXeroKnows: true, bothWays: null }],
])('%s nothing is read, in words', async (_, settings) => {
	await open({ ...DEFAULT_PUBLISHED, ...settings });
	await people(1);
	expect(await night()).toMatchObject({ seen: 0, due: 0, complete: false, reason: 'switchedOff', message: expect.stringContaining('is off'), nextStep: expect.stringContaining('Sync Ledger Trigger') });
	expect(calls('xero')).toEqual({});
});

test('a night that breaks off is told when nothing heals it, and what it found counts; the next one reads all and says that it is over', async () => {
	await open();
	const [first] = await people(1);
	journey.organisation.seedContacts(Array.from({ length: 1_500 }, (_, n) => ({ Name: `Stranger ${n}` })));
	journey.xero.sandbox.faults.add({ vendor: 'xero', method: 'GET', path: '/Contacts', kind: 'status', status: 403, skip: 1, body: { Detail: 'no' } });
	const broken = await night();
	expect(broken).toMatchObject({ seen: 1_000, pages: 1, complete: false, reason: 'xeroOrganisationNotConnected', message: expect.stringContaining('Broken off after 1000 contacts of Xero on 1 page') });
	expect(await journey.bench.rows('alert')).toMatchObject([{ key: 'balances', state: 'due', text: { title: 'What only Xero knows cannot be read' } }]);
	journey.xero.sandbox.faults.clear();
	expect(await night()).toMatchObject({ seen: 1_501, pages: 2, complete: true });
	expect(await journey.bench.rows('alert')).toEqual([]);
	expect(await tellAll()).toMatchObject([{ id: first!.id, outcome: 'told' }]);
});

test('what heals by itself is told after three nights in a row', async () => {
	await open();
	await people(1);
	journey.xero.sandbox.faults.add({ vendor: 'xero', method: 'GET', path: '/Contacts', kind: 'empty429', times: 3, headers: { 'retry-after': '3600', 'x-rate-limit-problem': 'day' } });
	for (const told of [0, 0, 1]) {
		expect(await night()).toMatchObject({ complete: false, seen: 0 });
		expect(await journey.bench.rows('alert')).toHaveLength(told);
	}
});

test('without its attributes Intercom takes none: told once for all, and the records stay as they are', async () => {
	await openWithoutAttributes();
	await people(3);
	await night();
	expect(await tellAll()).toMatchObject(Array(3).fill({ outcome: 'failed', became: 'done' }));
	expect(await journey.bench.rows('work')).toEqual([]);
	expect(await journey.bench.rows('alert')).toMatchObject([{ key: 'balance refused', text: { message: expect.stringContaining('xero_outstanding'), nextStep: expect.stringContaining('Prepare with What Only Xero Knows') } }]);
	expect((await journey.bench.rows('record')).map(({ state, told }) => [state, told])).toEqual(Array(3).fill(['synced', null]));
	expect(await night()).toMatchObject({ due: 3 });
});

test('a night of 20,000 contacts: 20 calls of Xero, and of Intercom two for each of the 300 that differ', async () => {
	await open();
	const ids = journey.organisation.seedContacts(Array.from({ length: 20_000 }, (_, n) => ({ Name: `Person ${n}` })));
	const changed = ids.slice(0, 300).map((xeroContactId, n) => ({ xeroContactId, id: journey.people.createContact({ role: 'user', email: `p${n}@one.example` }).id }));
	const told = (contactId: string) => toldAs({ ...NOTHING, contactId });
	await keep([
		...changed.map(({ id, xeroContactId }) => bound({ kind: 'contact', id }, xeroContactId, { told: told(xeroContactId) })),
		...ids.slice(300).map((xeroContactId, n) => bound(contact(n), xeroContactId, { told: told(xeroContactId) })),
	]);
	for (const { xeroContactId } of changed) journey.organisation.setBalances(xeroContactId, { Outstanding: 10, Overdue: 0 });
	journey.xero.sandbox.journal.clear();
	expect(await night()).toMatchObject({ seen: 20_000, pages: 20, due: 300, complete: true });
	expect([calls('xero'), calls('intercom')]).toEqual([{ 'xero.getContacts': 20 }, {}]);
	expect(await tellAll()).toHaveLength(300);
	expect(total(calls('xero'))).toBe(20);
	expect(total(calls('intercom'))).toBe(600);
	expect(changed.filter(({ id }) => custom(id).xero_outstanding !== 10)).toEqual([]);
	expect(await night()).toMatchObject({ due: 0 });
	expect(total(calls('xero'))).toBe(40);
	expect(total(calls('intercom'))).toBe(600);
});

test('an item that was mixed up on the way changes nothing', async () => {
	await open();
	const [jane, joe] = await people(2);
	journey.organisation.setBalances(jane!.xeroContactId, { Outstanding: 99, Overdue: 0 });
	await night();
	const { changedInXero = [] } = (await journey.bench.claim(ON)) as unknown as { changedInXero?: IDataObject[] };
	const [one, other] = changedInXero;
	const swapped = [one!, other!].map((item, n) => ({ ...item, ledger: { ...(isRecord(item.ledger) ? item.ledger : {}), balance: ([other, one][n]!.ledger as IDataObject).balance! } })) as IDataObject[];
	const [synced, , failed] = await node('intercomContactUpsert', swapped, { operation: 'update' });
	expect([synced, failed]).toMatchObject([[], [{ reason: 'notItsRecord' }, { reason: 'notItsRecord' }]]);
	for (const { id } of [jane!, joe!]) expect(Object.keys(custom(id))).not.toContain('xero_outstanding');
});
