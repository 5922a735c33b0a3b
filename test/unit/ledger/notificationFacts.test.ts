import { contactFrom } from '../../../lib/intercom/contacts/contactFrom';
import type { IntercomNotification } from '../../../lib/intercom/notifications/notification';
import { notificationFacts } from '../../../lib/ledger/notificationFacts';
import { KNOWN_NAMES, KNOWN_PARTS } from '../../../lib/intercom/attributes/attributeNames';
import { companyFrom } from '../../../lib/intercom/companies/companyFrom';
import { shownCompany, shownContact } from '../../../lib/ledger/shownState';

const rest = { id: 'c1', role: 'user', email: 'jane@example.com', name: 'Jane Doe', created_at: 1768018948, updated_at: 1768018950, custom_attributes: { plan: 'pro' } };
const told = (payload: Record<string, unknown>, topic = 'contact.user.updated'): IntercomNotification => ({ topic, notificationId: 'n', occurredAt: 1768018950, workspaceId: 'w', kind: 'contact', contactId: 'c1', previousIds: [], payload });

test('a notification shows the state that a profile read, whatever its times look like, and without visits and our own reference', () => {
	const echo = { ...rest, created_at: '2026-01-10T04:22:28.240+00:00', updated_at: '2026-01-10T04:30:00.000Z', last_seen_at: 1768018999, custom_attributes: { plan: 'pro', xero_contact_id: 'x1', xero_organisation_id: 'o1', xero_contact_url: 'https://x' } };
	const facts = notificationFacts(told(echo));
	expect(facts?.shown).toBe(shownContact(contactFrom(rest)!.contact));
	expect(facts?.reference).toEqual({ xeroContactId: 'x1', organisationId: 'o1' });
});

test.each(KNOWN_PARTS)('%s, which the sync alone writes, is no news of either kind of record', (part) => {
	const written = { ...rest, custom_attributes: { plan: 'pro', [KNOWN_NAMES.contact[part]]: 'new' } };
	expect(notificationFacts(told(written))?.shown).toBe(shownContact(contactFrom(rest)!.contact));
	const company = (attributes: object) => shownCompany(companyFrom({ id: 'k1', name: 'Acme', custom_attributes: attributes })!);
	expect(company({ [KNOWN_NAMES.company[part]]: 'new' })).toBe(company({}));
	expect(company({ abn: 'new' })).not.toBe(company({}));
});

test.each([['email', { email: 'jane@other.example' }], ['role', { role: 'lead' }], ['custom attribute', { custom_attributes: { plan: 'free' } }], ['switch', { custom_attributes: { plan: 'pro', xero_sync: 'off' } }]])('another %s is another state', (_, change) => {
	expect(notificationFacts(told({ ...rest, ...change }))?.shown).not.toBe(shownContact(contactFrom(rest)!.contact));
});

test('what shows no contact says whom it is about, and shows nothing', () => {
	const facts = notificationFacts(told({ type: 'contact_tag', contact: rest, tag: { id: '1' } }, 'contact.user.tag.created'));
	expect(facts).toMatchObject({ subject: { kind: 'contact', id: 'c1' }, shown: null, reference: null, updatedAtSeconds: null });
});
