import { eventually, quiet, startContactSync, type ContactSync } from './harness/contactSync';
import { E2E_LIMIT_MS } from './harness/limits';
import { onLedger } from './harness/onLedger';

/** Two-Way Sync as it is shipped, in a real n8n: what people change on one side is on the other, and comes to rest. */
let sync: ContactSync;
let made = 0;

beforeAll(async () => {
	sync = await startContactSync({ workflow: 'two-way-sync', channel: 'json' });
}, E2E_LIMIT_MS);

afterAll(async () => await sync?.close(), E2E_LIMIT_MS);

const organisation = () => sync.stage.sandbox.xero.organisation();
const journal = () => sync.stage.sandbox.journal;
const intercomCalls = (after: number) => journal().list({ vendor: 'intercom', after }).filter(({ path }) => path.startsWith('/contacts'));

/** Somebody who is in both systems, and everything at rest. */
async function known(extra: object = {}) {
	const number = ++made;
	const { id } = sync.people.createContact({ role: 'user', name: `Wanda Waters${'abcdefghij'[number]}`, email: `wanda${number}@waters.example`, phone: '+61290001000', ...extra });
	const contact = await eventually(() => {
		const found = organisation().contacts.having('ContactNumber', id)[0];
		if (found === undefined) throw new Error('not in Xero yet');
		return found;
	});
	await rest();
	return { id, xeroContactId: contact.id };
}

async function rest(): Promise<void> {
	await sync.stage.sandbox.xero.webhooks.idle();
	await quiet(sync);
}

test('a person corrected in Xero is corrected in Intercom, by one call to Xero and two to Intercom, and our own writes cost none', async () => {
	const { id, xeroContactId } = await known();
	const mark = journal().mark();
	organisation().editInUi(xeroContactId, { Name: 'Wilma Waters', FirstName: 'Wilma', LastName: 'Waters', Phones: [{ PhoneType: 'DEFAULT', PhoneCountryCode: '61', PhoneAreaCode: '2', PhoneNumber: '9000 2222' }] });
	await eventually(() => expect(sync.people.contact(id)).toMatchObject({ name: 'Wilma Waters', phone: '+61290002222' }));
	await rest();
	expect(sync.xeroCalls(mark).map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /api.xro/2.0/Contacts']);
	expect(intercomCalls(mark).map(({ method }) => method)).toEqual(['GET', 'PUT']);
	expect(await sync.rowOf('work', id)).toBeUndefined();
}, E2E_LIMIT_MS);

test('one edit after the other in Xero is in Intercom before one waits for it', async () => {
	const { id, xeroContactId } = await known();
	const took: number[] = [];
	for (let edit = 0; edit < 20; edit++) {
		const LastName = `Waters${'abcdefghijklmnopqrst'[edit]}`;
		const at = Date.now();
		organisation().editInUi(xeroContactId, { Name: `Wilma ${LastName}`, FirstName: 'Wilma', LastName });
		await eventually(() => expect(sync.people.contact(id).name).toBe(`Wilma ${LastName}`));
		took.push(Date.now() - at);
	}
	took.sort((a, b) => a - b);
	console.info(`from the edit in Xero to Intercom: p50 ${took[10]} ms, p95 ${took[18]} ms (looked at every 250 ms)`);
	await rest();
	expect(await sync.rowOf('work', id)).toBeUndefined();
}, E2E_LIMIT_MS);

test('what changes in Intercom reaches Xero as before, and a change of each side in another field reaches the other', async () => {
	const { id, xeroContactId } = await known();
	sync.people.updateContact(id, { phone: '+61290003333' });
	organisation().editInUi(xeroContactId, { Name: 'Wendy Waters', FirstName: 'Wendy', LastName: 'Waters' });
	await eventually(() => {
		expect(sync.people.contact(id)).toMatchObject({ name: 'Wendy Waters', phone: '+61290003333' });
		expect(organisation().contacts.get(xeroContactId)).toMatchObject({ text: { Name: 'Wendy Waters' }, phones: { DEFAULT: { PhoneNumber: '9000 3333' } } });
	});
}, E2E_LIMIT_MS);

test.each([['keepIntercom', 'Walter Waters'], ['takeXero', 'Warren Waters']] as const)('what was changed on both sides waits for a person, and %s is done on both', async (verdict, winner) => {
	const { id, xeroContactId } = await known();
	sync.stage.sandbox.intercom.deliveries.troubleNext('lose');
	sync.people.updateContact(id, { name: 'Walter Waters' });
	organisation().editInUi(xeroContactId, { Name: 'Warren Waters', FirstName: 'Warren', LastName: 'Waters' });
	await eventually(async () => expect(await sync.rowOf('review', id)).toMatchObject({ reason: 'changedOnBothSides', message: expect.stringMatching(/now "Walter Waters" in Intercom and "Warren Waters" in Xero/) }));
	await rest();
	expect(sync.people.contact(id).name).toBe('Walter Waters');
	expect(organisation().contacts.get(xeroContactId)?.text.Name).toBe('Warren Waters');
	await onLedger(sync.stage, { operation: 'decide', recordKind: 'contact', recordId: id, decision: verdict, ledger: 'default', ledgerStore: 'sqlite' });
	await eventually(() => {
		expect(sync.people.contact(id).name).toBe(winner);
		expect(organisation().contacts.get(xeroContactId)?.text.Name).toBe(winner);
	});
	await rest();
	expect(await sync.rowOf('review', id)).toBeUndefined();
	expect(await sync.rowOf('work', id)).toBeUndefined();
}, E2E_LIMIT_MS);

test('a visitor who types a customer\'s email, name and phone changes nothing in Xero, and is told nothing of it', async () => {
	const { xeroContactId } = await known();
	const email = sync.people.createContact({ role: 'lead', name: 'Wanda Waters', email: `wanda${made}@waters.example`, phone: '+61290009999' });
	await eventually(async () => expect(await sync.rowOf('review', email.id)).toMatchObject({ reason: 'unverified' }));
	const before = JSON.stringify(organisation().contacts.get(xeroContactId));
	organisation().editInUi(xeroContactId, { Phones: [{ PhoneType: 'DEFAULT', PhoneCountryCode: '61', PhoneAreaCode: '2', PhoneNumber: '9000 7777' }] });
	await rest();
	expect(sync.people.contact(email.id)).toMatchObject({ name: 'Wanda Waters', phone: '+61290009999' });
	expect(JSON.parse(JSON.stringify(organisation().contacts.get(xeroContactId))).text).toEqual(JSON.parse(before).text);
}, E2E_LIMIT_MS);

test('a hundred edits of both sides come to rest, and nothing is written for its own echo', async () => {
	const people = await Promise.all(Array.from({ length: 10 }, async (_, index) => await known({ name: `Xavier Young${'abcdefghij'[index]}`, email: `xavier${index}@young.example` })));
	const mark = journal().mark();
	for (let edit = 0; edit < 100; edit++) {
		const { id, xeroContactId } = people[edit % 10]!;
		// Each side has a field of its own, so that nobody has to be asked.
		if (edit % 2 === 0) sync.people.updateContact(id, { phone: `+6129000${4000 + edit}` });
		else organisation().editInUi(xeroContactId, { Name: `Zoe${'abcdefghij'[edit % 10]} Round${'abcdefghij'[Math.floor(edit / 10)]}`, FirstName: `Zoe${'abcdefghij'[edit % 10]}`, LastName: `Round${'abcdefghij'[Math.floor(edit / 10)]}` });
	}
	await rest();
	for (const { id, xeroContactId } of people) {
		const { text, phones } = organisation().contacts.get(xeroContactId)!;
		const { name, phone } = sync.people.contact(id);
		expect([name, phone?.replace(/\D/g, '')]).toEqual([`${text.FirstName} ${text.LastName}`, `${phones.DEFAULT?.PhoneCountryCode}${phones.DEFAULT?.PhoneAreaCode}${phones.DEFAULT?.PhoneNumber}`.replace(/\D/g, '')]);
	}
	const writes = journal().list({ after: mark }).filter(({ operation }) => /^(intercom\.updateContact|xero\.(create|updateOrCreate)Contacts)$/.test(operation));
	console.info(`100 edits, ${writes.length} writing calls`);
	expect(writes.length).toBeLessThanOrEqual(100);
	expect((await sync.rows('review')).map(({ reason }) => reason)).not.toContain('changedOnBothSides');
}, E2E_LIMIT_MS);
