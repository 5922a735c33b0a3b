import type { XeroReader } from '../../../sandbox/demo/xeroReader';
import { alertRowsAbout, alertsAbout } from './aboutARecord';
import { eventually, quiet, type ContactSync } from './contactSync';
import { E2E_LIMIT_MS } from './limits';
import { onLedger } from './onLedger';

/** The tests of how a review is told and left, for a suite with a live contact-sync. @param running what the suite started, once it has */
export function reviewsAreDecided(running: () => { sync: ContactSync; xero: XeroReader }): void {
	const sync = () => running().sync;
	const xero = () => running().xero;

	describe('a Review row is told once and left', () => {
		test('by setting the Xero reference on the Intercom contact', async () => {
			const [contactId = ''] = organisationOf(sync()).seedContacts([
				{ Name: 'Twin One', EmailAddress: 'twin@twins.example' },
				{ Name: 'Twin Two', EmailAddress: 'twin@twins.example' },
			]);
			const id = await inReview(sync(), { role: 'user', name: 'Tina Twin', email: 'twin@twins.example' });
			sync().people.updateContact(id, { custom: { xero_contact_id: contactId, xero_organisation_id: organisationOf(sync()).id } });
			await left(sync(), id);
			expect((await xero().byNumber(id))?.ContactID).toBe(contactId);
		}, E2E_LIMIT_MS);

		test('by setting xero_sync to off', async () => {
			organisationOf(sync()).seedContacts([{ Name: 'Lea Lead', EmailAddress: 'lea@lead.example' }]);
			const id = await inReview(sync(), { role: 'lead', name: 'Lea Lead', email: 'lea@lead.example' });
			sync().people.updateContact(id, { custom: { xero_sync: 'off' } });
			await left(sync(), id);
			expect(await xero().byNumber(id)).toBeUndefined();
		}, E2E_LIMIT_MS);

		test('by mending the data', async () => {
			organisationOf(sync()).seedContacts([{ Name: 'Mia Mend', EmailAddress: 'mia@mend.example' }]);
			const id = await inReview(sync(), { role: 'lead', name: 'Mia Other', email: 'mia@mend.example' });
			sync().people.updateContact(id, { email: 'mia.other@mend.example' });
			await left(sync(), id);
			expect((await xero().byNumber(id))?.EmailAddress).toBe('mia.other@mend.example');
		}, E2E_LIMIT_MS);
	});

	describe('a person decides a review', () => {
		test.each<[string, string, () => Record<string, string>]>([
			['bind to this contact', 'bind', () => ({ xeroContactId: organisationOf(sync()).contacts.sorted().find(({ text }) => text.Name === 'Bea Bind')!.id })],
			['create a new one', 'create', () => ({})],
			['never sync this one', 'never', () => ({})],
		])('%s: the upsert obeys, the review goes, and the audit log names who decided', async (_, decision, more) => {
			const name = decision === 'bind' ? 'Bea Bind' : decision === 'create' ? 'Cora Create' : 'Nina Never';
			organisationOf(sync()).seedContacts([{ Name: name, EmailAddress: `${decision}@decide.example` }]);
			const id = await inReview(sync(), { role: 'lead', name, email: `${decision}@decide.example` });
			await onLedger(sync().stage, { operation: 'decide', recordKind: 'contact', recordId: id, decision, by: 'Jane of Accounts', ...more() });
			await left(sync(), id);
			expect((await sync().rows('audit')).filter((line) => line.id === id)).toContainEqual(expect.objectContaining({ by: 'Jane of Accounts' }));
			await quiet(sync());
			const contact = await xero().byNumber(id);
			if (decision === 'never') expect(contact).toBeUndefined();
			else expect(contact?.Name).toContain(name);
			expect(organisationOf(sync()).contacts.sorted().filter(({ text }) => text.EmailAddress === `${decision}@decide.example`)).toHaveLength(decision === 'create' ? 2 : 1);
		}, E2E_LIMIT_MS);
	});
}

const organisationOf = ({ stage }: ContactSync) => stage.sandbox.xero.organisation();

/** Makes a contact that needs a person's decision, which is told once. @returns its id */
async function inReview(sync: ContactSync, input: Parameters<ContactSync['people']['createContact']>[0]): Promise<string> {
	const { id } = sync.people.createContact(input);
	await eventually(async () => expect(await sync.rowOf('review', id)).toMatchObject({ reason: expect.any(String), nextStep: expect.any(String), intercomUrl: sync.pageOf('users', id) }));
	await eventually(() => expect(alertsAbout(sync, 'xero_sync').filter((text) => text.includes(id) || text.includes(String(input.name)))).toHaveLength(1));
	return id;
}

/** Waits until neither a review nor an alert about it is left. */
async function left(sync: ContactSync, id: string): Promise<void> {
	await eventually(async () => expect([await sync.rowOf('review', id), ...(await alertRowsAbout(sync, id))]).toEqual([undefined]));
}
