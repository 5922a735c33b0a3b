import { eventually, minutesGoBy, quiet, startContactSync, type ContactSync } from './harness/contactSync';
import { E2E_LIMIT_MS } from './harness/limits';
import { tooLong } from './harness/unmappable';

/** Bill to Company. Time scale: the reconciliation runs every 12 s, a night comes every 20 s. */
let sync: ContactSync;
let acme: string;
let staff: string[];

beforeAll(async () => {
	sync = await startContactSync({ settings: { billTo: 'company' }, reconciliationSeconds: 12, nightSeconds: 20 });
}, E2E_LIMIT_MS);

afterAll(async () => await sync?.close(), E2E_LIMIT_MS);

const organisation = () => sync.stage.sandbox.xero.organisation();
const active = () => organisation().contacts.sorted().filter(({ status }) => status === 'ACTIVE');
const byNumber = (id: string) => active().find(({ text }) => text.ContactNumber === id);

test('a company and its people become one Xero contact, and the company remembers it', async () => {
	const custom = { abn: '51824753556', billing_email: 'accounts@acme.example' };
	acme = sync.people.createCompany({ companyId: 'acme-1', name: 'Acme Pty Ltd', website: 'https://acme.example', custom }).id;
	staff = ['Jane', 'Kim'].map((first) => {
		const { id } = sync.people.createContact({ role: 'user', name: `${first} Doe`, email: `${first.toLowerCase()}@acme.example` });
		sync.people.attachCompany(id, acme);
		return id;
	});
	await eventually(() => expect(people(acme)).toEqual(['Jane', 'Kim']));
	await quiet(sync);
	expect(active().map(({ text }) => text.Name)).toEqual(['Acme Pty Ltd']);
	expect(byNumber(acme)?.text).toMatchObject({ TaxNumber: '51 824 753 556', EmailAddress: 'accounts@acme.example' });
	await eventually(() => expect(sync.people.company(acme).custom).toMatchObject({ xero_company_contact_id: byNumber(acme)?.id }));
}, E2E_LIMIT_MS);

test('a company that is renamed takes its name to Xero, and noise of its people costs no call and no audit line: live, by the hour, by night', async () => {
	sync.people.updateCompany(acme, { name: 'Acme Holdings Pty Ltd' });
	await eventually(() => expect(byNumber(acme)?.text.Name).toBe('Acme Holdings Pty Ltd'));
	await quiet(sync);
	for (const id of staff) sync.people.updateContact(id, { phone: '+61298765432' });
	await quiet(sync);
	await minutesGoBy(sync, async () => expect(await sync.rows('work')).toEqual([]));
	await quiet(sync);
	const mark = sync.stage.sandbox.journal.mark();
	const audit = await sync.rows('audit');
	const until = Date.now() + 25_000;
	do {
		for (let visit = 1; visit <= 6; visit++) sync.people.updateContact(staff[visit % 2]!, { lastSeenAt: Date.now() + visit * 1_000 });
		await quiet(sync);
	} while (Date.now() < until);
	expect(sync.xeroCalls(mark)).toEqual([]);
	expect(await sync.rows('audit')).toEqual(audit);
}, E2E_LIMIT_MS);

test('a company whose notification got lost is found by night', async () => {
	sync.stage.sandbox.intercom.deliveries.troubleNext('lose', 1);
	sync.people.updateCompany(acme, { name: 'Acme Group Pty Ltd' });
	await eventually(() => expect(byNumber(acme)?.text.Name).toBe('Acme Group Pty Ltd'));
}, E2E_LIMIT_MS);

test('a company that fits two Xero contacts waits on the review list under its own name, and the attribute it names leads out', async () => {
	const [contactId = ''] = organisation().seedContacts([
		{ Name: 'Twin Trading', TaxNumber: '53 004 085 616' },
		{ Name: 'Twin Trading Old', TaxNumber: '53004085616' },
	]);
	const twin = sync.people.createCompany({ companyId: 'twin-1', name: 'Twin Trading Pty Ltd', custom: { abn: '53 004 085 616' } }).id;
	await eventually(async () => expect(await sync.rowOf('review', twin)).toMatchObject({ kind: 'company', nextStep: expect.stringContaining('xero_company_contact_id'), intercomUrl: sync.pageOf('companies', twin) }));
	sync.people.updateCompany(twin, { custom: { xero_company_contact_id: contactId, xero_company_organisation_id: organisation().id } });
	await eventually(async () => expect(await sync.rowOf('review', twin)).toBeUndefined());
	expect(byNumber(twin)?.id).toBe(contactId);
}, E2E_LIMIT_MS);

test('a company that cannot be mapped is parked and told once, and mending it clears the row', async () => {
	const bad = sync.people.createCompany({ companyId: 'bad-1', name: tooLong('Bad Name Pty Ltd'), custom: { abn: '83914571673' } }).id;
	await eventually(async () => expect(await sync.rowOf('work', bad)).toMatchObject({ kind: 'company', state: 'parked' }));
	await eventually(() => expect(sync.alerts.texts().filter((text) => text.includes(bad))).toHaveLength(1));
	sync.people.updateCompany(bad, { name: 'Good Name Pty Ltd' });
	await eventually(async () => expect(await sync.rowOf('work', bad)).toBeUndefined());
	expect(byNumber(bad)?.text).toMatchObject({ Name: 'Good Name Pty Ltd', TaxNumber: '83 914 571 673' });
}, E2E_LIMIT_MS);

test('no execution failed, and n8n has nothing to complain about', () => {
	expect(sync.stage.n8n.errorLines).toEqual([]);
	expect(sync.alerts.received.filter(({ refusal }) => refusal !== null)).toEqual([]);
});

function people(id: string): string[] {
	return (byNumber(id)?.persons ?? []).map(({ FirstName }) => FirstName ?? '').sort();
}
