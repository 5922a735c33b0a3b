import type { IDataObject } from 'n8n-workflow';
import { add } from '../../../lib/ledger/decisions/add';
import { became, Journey, subject } from './journey';
import { contact } from './ledgerBench';

/** What really leaves the nodes, settled in a real ledger: every output of every node. */
jest.setTimeout(120_000);

let journey: Journey;
afterEach(async () => await journey.close());

test('a batch with one of each kind: every output is settled, and nothing of it is left running', async () => {
	journey = await Journey.open();
	const { people, organisation, bench } = journey;
	const created = people.createContact({ email: 'new@one.example', name: 'New One' });
	const known = people.createContact({ email: 'known@one.example', name: 'Known One' });
	organisation.seedContacts([{ Name: 'Known One', EmailAddress: 'known@one.example' }, { Name: 'Customer', EmailAddress: 'customer@one.example' }]);
	const stranger = people.createContact({ role: 'lead', email: 'customer@one.example', name: 'Stranger' });
	const nameless = people.createContact({ email: 'x@one.example', name: 'x'.repeat(300) });
	const off = people.createContact({ email: 'off@one.example', name: 'Off', custom: { xero_sync: 'off' } });
	const lead = people.createContact({ role: 'lead', email: 'merged@one.example' });
	const winner = people.createContact({ email: 'merged@one.example', name: 'Winner' });
	people.mergeLeadIntoUser(lead.id, winner.id);
	const nobody = contact(9);
	await bench.notify([created, known, stranger, nameless, off, lead].map(subject).concat(nobody));
	const { due } = await bench.claim();
	const ends = await journey.travel(due);
	expect(Object.fromEntries(Object.entries(ends).map(([name, items]) => [name, items.length]))).toEqual({
		gone: 1, unread: 1, rejected: 1, skipped: 1, synced: 2, review: 1, failed: 0, stored: 2, goneBehind: 0, notStored: 0,
	});
	const settled = await journey.settle(ends.gone, ends.unread, ends.rejected, ends.skipped, ends.review, ends.stored);
	expect(became(settled)).toEqual({
		[created.id]: 'created: done', [known.id]: 'updated: done', [stranger.id]: 'review: review', [nameless.id]: 'failed: parked', [off.id]: 'skipped: done', [lead.id]: 'gone: done', [nobody.id]: 'failed: waits',
	});
	expect(settled.find(({ id }) => id === created.id)).toMatchObject({ name: 'New One', email: 'new@one.example', nextAt: null, message: 'Created in Xero.' });
	expect(settled.find(({ id }) => id === nameless.id)).toMatchObject({ reason: 'maxChars', message: expect.stringContaining('Name (maxChars)') });
	// The merged one named its winner; the one nobody knows is looked for once more.
	expect((await bench.rows('work')).map(({ id, state }) => [id, state]).sort()).toEqual([[winner.id, 'waiting'], [nameless.id, 'parked'], [nobody.id, 'waiting']].sort());
	const records = new Map((await bench.rows('record')).map((row) => [row.id, row]));
	expect(records.get(created.id)).toMatchObject({ state: 'synced', as: 'person', reference: 'stored', shown: expect.any(String), fingerprint: ends.stored![0]!.fingerprint });
	expect(records.get(off.id)).toMatchObject({ state: 'unsynced' });
	expect(await bench.rows('review')).toMatchObject([{ id: stranger.id, reason: 'unverified', intercomUrl: expect.stringContaining(stranger.id), candidates: [{ name: 'Customer' }] }]);

	// Settled once: who comes again is told that it is no longer theirs.
	expect(became(await journey.settle(ends.stored))).toEqual({ [created.id]: 'created: noLongerYours', [known.id]: 'updated: noLongerYours' });

	// What was remembered makes the next look cost nothing: unchanged, whatever is told of it.
	await bench.notify([created, known].map(subject), { topic: 'contact.tag.created' });
	const again = await journey.travel((await bench.claim()).due.filter(({ contactId }) => contactId === created.id || contactId === known.id));
	expect(became(await journey.settle(again.stored))).toEqual({ [created.id]: 'unchanged: done', [known.id]: 'unchanged: done' });
});

test('a reference that Intercom does not take: the contact is synced, the reference is owed, and stored with the next try', async () => {
	journey = await Journey.open();
	const { people, bench, xero } = journey;
	const jane = people.createContact({ email: 'jane@one.example', name: 'Jane Doe' });
	await bench.notify([subject(jane)]);
	xero.sandbox.faults.add({ vendor: 'intercom', method: 'PUT', path: '/contacts/', kind: 'status', status: 403, body: { type: 'error.list', errors: [{ code: 'forbidden', message: 'no' }] } });
	const ends = await journey.travel((await bench.claim()).due);
	expect(ends.notStored).toHaveLength(1);
	const [settled] = await journey.settle(ends.notStored);
	expect(settled).toMatchObject({ id: jane.id, name: 'Jane Doe', outcome: 'created', became: 'waits', nextAt: expect.stringMatching(/^\d{4}-/), message: expect.stringContaining('did not take the reference') });
	expect(await bench.rows('record')).toMatchObject([{ state: 'synced', reference: 'owed', xeroContactId: ends.synced![0]!.xeroContactId }]);

	xero.sandbox.faults.clear();
	await bench.notify([subject(jane)]);
	const again = await journey.travel((await bench.claim()).due);
	expect(became(await journey.settle(again.stored))).toEqual({ [jane.id]: 'unchanged: done' });
	expect(await bench.rows('record')).toMatchObject([{ state: 'synced', reference: 'stored' }]);
});

test('an item that left the upsert and names its contact already needs no second storing; one that does not is owed', async () => {
	journey = await Journey.open();
	const { people, bench } = journey;
	const jane = people.createContact({ email: 'jane@one.example', name: 'Jane Doe' });
	await bench.notify([subject(jane)]);
	const first = await journey.travel((await bench.claim()).due);
	// The workflow ends at the upsert.
	expect(await journey.settle(first.synced)).toMatchObject([{ outcome: 'created', became: 'waits' }]);
	await bench.notify([subject(jane)]);
	const second = await journey.travel((await bench.claim()).due);
	expect(await journey.settle(second.synced)).toMatchObject([{ outcome: 'unchanged', became: 'done' }]);
});

test('Xero refuses: the failure keeps its class, its words and its time', async () => {
	journey = await Journey.open();
	const { people, bench, xero } = journey;
	const jane = people.createContact({ email: 'jane@one.example', name: 'Jane Doe' });
	await bench.notify([subject(jane)]);
	xero.sandbox.faults.add({ vendor: 'xero', path: '/Contacts', kind: 'status', status: 429, headers: { 'retry-after': '3600', 'x-rate-limit-problem': 'day' } });
	const ends = await journey.travel((await bench.claim()).due);
	const [settled] = await journey.settle(ends.failed);
	expect(settled).toMatchObject({ outcome: 'failed', became: 'waits' });
	expect(Date.parse(String(settled!.nextAt)) - Date.now()).toBeGreaterThan(50 * 60_000);
	expect(await bench.rows('work')).toMatchObject([{ attempts: 0, class: 'quota', waitsFor: 'xero' }]);
});

test('what Xero says of the calls left comes from the upsert into the ledger by Settle: bulk work waits at the reserve, live changes go on', async () => {
	journey = await Journey.open();
	const { people, bench, xero, organisation } = journey;
	const person = (name: string) => people.createContact({ email: `${name.toLowerCase()}@one.example`, name: `${name} Doe` });
	const [jane, jim, joe] = [person('Jane'), person('Jim'), person('Joe')];
	const leave = (calls: number) => xero.sandbox.xero.limits.leaveOfDay(xero.sandbox.xero.options.apps[0]!.clientId, organisation.id, calls);
	leave(60);
	await bench.notify([subject(jane)]);
	await journey.settle((await journey.travel((await bench.claim()).due)).stored);
	await bench.store.change(add([{ ...subject(jim), updatedAtSeconds: null }], { why: 'reconciliation', priority: 'bulk', jobId: null, evenSynced: false }, Date.now()));
	expect((await bench.claim()).due).toEqual([]);
	await bench.notify([subject(joe)]);
	const { due } = await bench.claim();
	expect(due.map(({ contactId }) => contactId)).toEqual([joe.id]);
	leave(900);
	await journey.settle((await journey.travel(due)).stored);
	expect((await bench.claim()).due.map(({ contactId }) => contactId)).toEqual([jim.id]);
});

describe('while the operation of the upsert is Preview', () => {
	/** One of each output: known, new, waiting for a person, refused by Xero. @returns what left Preview and the storing of the reference */
	async function previewed(): Promise<{ ids: string[]; stored: IDataObject[]; review: IDataObject[]; failed: IDataObject[] }> {
		const { people, bench, organisation } = journey;
		organisation.seedContacts([{ Name: 'Known One', EmailAddress: 'known@one.example' }, { Name: 'Two A', EmailAddress: 'two@one.example' }, { Name: 'Two B', EmailAddress: 'two@one.example' }]);
		const all = ['known@one.example', 'new@one.example', 'two@one.example'].map((email) => people.createContact({ email, name: 'Some One' }));
		await bench.notify(all.map(subject));
		const [read] = await journey.intercom((await bench.claim()).due, { operation: 'getProfile' });
		const [mapped] = await journey.map(read);
		const broken = { ...mapped[0], intercomId: '' };
		const [synced, review, failed] = await journey.upsert([broken, ...mapped.slice(1)], { operation: 'preview' });
		const [stored] = await journey.intercom(synced, { operation: 'setXeroReference' });
		return { ids: all.map(({ id }) => id).sort(), stored, review, failed };
	}

	test('every output goes back as it was: no try, no review, no alert, no line of the log; said in words, and due as soon as the workflow writes', async () => {
		journey = await Journey.open();
		const { bench } = journey;
		const log = await bench.rows('audit');
		const { ids, stored, review, failed } = await previewed();
		expect([stored, review, failed].map(({ length }) => length)).toEqual([1, 1, 1]);
		const settled = await journey.settle(stored, review, failed);
		expect(settled).toHaveLength(3);
		for (const item of settled) expect(item).toMatchObject({ outcome: 'previewed', became: 'waits', nextAt: expect.stringMatching(/^\d{4}-/), message: expect.stringMatching(/^Only previewed: nothing was written, kept or told\. .*until the workflow writes/) });
		expect((await bench.rows('work')).map(({ id, state, attempts, reason, waitsFor }) => ({ id, state, attempts, reason, waitsFor })).sort((a, b) => a.id.localeCompare(b.id))).toEqual(ids.map((id) => ({ id, state: 'waiting', attempts: 0, reason: null, waitsFor: 'writing' })));
		expect([await bench.rows('record'), await bench.rows('review'), await bench.rows('alert')]).toEqual([[], [], []]);
		expect(await bench.rows('audit')).toEqual(log);
		expect((await bench.claim()).due).toEqual([]);
		// Another contact changes, and the workflow writes again.
		const fresh = journey.people.createContact({ email: 'fresh@one.example', name: 'Fresh One' });
		await bench.notify([subject(fresh)]);
		await journey.settle((await journey.travel((await bench.claim()).due)).stored);
		expect((await bench.claim()).due.map(({ contactId }) => contactId).sort()).toEqual(ids);
	});

	test('a test run takes nothing from the published workflow', async () => {
		journey = await Journey.open();
		const { stored, review, failed } = await previewed();
		const settled = await journey.bench.emitted('settle', [...stored, ...review, ...failed], {}, { mode: 'manual' });
		for (const item of settled) expect(item).toMatchObject({ outcome: 'previewed', message: expect.stringContaining('the published workflow does it') });
		expect((await journey.bench.claim()).due).toHaveLength(3);
	});
});
