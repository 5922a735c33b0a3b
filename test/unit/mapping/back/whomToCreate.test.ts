import { whyNotCreated, type NotCreated } from '../../../../lib/mapping/back/whomToCreate';
import { backRecord, type BackSettings } from '../../../../lib/mapping/back/backRecord';
import type { Creation } from '../../../../lib/ledger/bothWays';
import { contactFrom } from '../../../../lib/xero/contact/contactFrom';

const [ID, WHOLESALE] = ['6f1c2ad0-0000-4000-8000-000000000001', 'a8f7e2c1-0000-4000-8000-00000000000a'];
const GROUPS: Creation = { of: 'groups', groupIds: [WHOLESALE.toUpperCase()] };
const CUSTOMERS: Creation = { of: 'customers' };
const inGroup = { ContactGroups: [{ ContactGroupID: WHOLESALE, Name: 'Wholesale', Status: 'ACTIVE' }] };
const PHONE = { Phones: [{ PhoneType: 'DEFAULT', PhoneNumber: '0412 345 678' }] };
const SETTINGS: BackSettings = { kind: 'ledger', country: 'AU', names: 'person', phoneSlot: 'auto', abnAttribute: '', assignments: [], unusableValue: 'reject' };

/** As Xero sends it. */
const contact = (more: object = {}) => contactFrom({ ContactID: ID, ContactStatus: 'ACTIVE', Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@acme.example', ContactNumber: 'CUST-1', UpdatedDateUTC: '/Date(1768018948000+0000)/', ...more });

test.each<[string, object, Creation | null, NotCreated | null]>([
	['a customer', { IsCustomer: true }, CUSTOMERS, null],
	['a supplier', { IsSupplier: true, IsCustomer: false }, CUSTOMERS, 'notChosen'],
	['nobody\'s customer yet', {}, CUSTOMERS, 'notChosen'],
	['a supplier of a chosen group', { IsSupplier: true, ...inGroup }, GROUPS, null],
	['a customer of another group', { IsCustomer: true, ContactGroups: [{ ContactGroupID: ID, Name: 'Wholesale' }] }, GROUPS, 'notChosen'],
	['one of a group that was deleted', { ContactGroups: [{ ...inGroup.ContactGroups[0], Status: 'DELETED' }] }, GROUPS, 'notChosen'],
	['one whom nothing is said of', { IsCustomer: 'true' }, CUSTOMERS, 'notChosen'],
	['an archived one', { IsCustomer: true, ContactStatus: 'ARCHIVED' }, CUSTOMERS, 'notActive'],
	['an erased one', { ContactStatus: 'GDPRREQUEST', ...inGroup }, GROUPS, 'notActive'],
	['one without email and phone', { IsCustomer: true, EmailAddress: ' ' }, CUSTOMERS, 'noEmailAndNoPhone'],
	['one with a phone that nobody can read', { IsCustomer: true, EmailAddress: '', Phones: [{ PhoneType: 'DEFAULT', PhoneNumber: 'ask reception' }] }, CUSTOMERS, 'noEmailAndNoPhone'],
	['one with a phone alone', { IsCustomer: true, EmailAddress: '', ...PHONE }, CUSTOMERS, null],
	['anybody where nobody is created', { IsCustomer: true, ...inGroup }, null, 'createsNobody'],
])('%s', (_, more, creation, why) => {
	const bothWays = { fields: ['name'], whenArchived: 'leave', ...(creation !== null && { creation }) };
	const mapped = backRecord(contact(more), { kind: 'xeroContact', id: ID, billTo: 'person', organisationId: 'org-1', bothWays }, '', SETTINGS);
	if (why === null) expect(mapped).toMatchObject({ kind: 'mapped', record: { kind: 'contact', xeroContactId: ID, organisationId: 'org-1', values: { name: 'Jane Doe' } } });
	else expect(mapped).toMatchObject({ kind: 'skipped', xeroContactId: ID, reason: why });
});

test('what is bound to somebody is none of it', () => {
	expect(backRecord(contact(), { kind: 'contact', id: 'c1', organisationId: 'org-1' }, '', SETTINGS)).toMatchObject({ kind: 'mapped' });
	expect(whyNotCreated(contact({ IsCustomer: true }), CUSTOMERS, '')).toBeNull();
});

test('one that is not chosen is skipped, whatever is wrong with its values', () => {
	expect(backRecord(contact({ EmailAddress: 'jane at acme', FirstName: 'x'.repeat(300) }), { kind: 'xeroContact', id: ID, bothWays: { fields: ['name'], creation: CUSTOMERS } }, 'org-1', SETTINGS)).toMatchObject({ kind: 'skipped', reason: 'notChosen' });
});
