import { differencesOf } from '../../../lib/sync/decide/differences';
import { planUpdate } from '../../../lib/sync/plan/plan';
import { synced } from '../../../lib/sync/record/outcomes';
import type { Difference, Outcome } from '../../../lib/sync/record/outcome';
import type { MappedRecord } from '../../../lib/sync/record/record';
import type { XeroContact } from '../../../lib/xero/contact/contact';
import { contactOf, ME, ORGANISATION, recordOf, viewOf, type RecordParts } from './records';

type Bound = Extract<Outcome, { fingerprint: string }>;

const PHONE = { PhoneType: 'DEFAULT' as const, PhoneCountryCode: '61', PhoneAreaCode: '2', PhoneNumber: '93744000' };
const AGREED = { Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@example.com' };

/** Jane, synced to contact a with what Intercom still says of her. */
const janeWith = (more: RecordParts = {}, values = AGREED as MappedRecord['xero']) => recordOf({ lastSync: { fingerprint: 'f1', xeroContactId: 'a', sourceUpdatedAt: 1_760_000_000, xeroUpdatedAt: 1, values }, ...more, match: { contactId: 'a', organisationId: ORGANISATION, ...more.match } });

/** Compares as a run does. */
function differences(record: MappedRecord, contact: Partial<XeroContact>): Difference[] {
	const held = contactOf('a', { ...AGREED, ContactNumber: ME, ...contact });
	const plan = planUpdate(record, { kind: 'bind', contact: held, reason: 'reference', notes: [] } as unknown as Parameters<typeof planUpdate>[1], viewOf(held), () => false);
	const changes = plan.kind === 'update' ? plan.changes : [];
	const outcome = synced(record, { outcome: changes.length > 0 ? 'updated' : 'unchanged', reason: 'x', organisationId: ORGANISATION, xeroContactId: 'a', xeroUpdatedAt: 2, changes }) as Bound;
	return differencesOf(record, outcome, held);
}

test('who agrees has none, whatever Xero has that Intercom says nothing of', () => {
	expect(differences(janeWith(), { TaxNumber: '51824753556', Phones: [PHONE] })).toEqual([]);
});

test('what is the sync\'s and was changed in Xero is repaired, and said to have been changed there', () => {
	const record = janeWith({ xero: { ...AGREED, Phones: [PHONE] } }, { ...AGREED, Phones: [PHONE] });
	expect(differences(record, { EmailAddress: 'other@example.com', Phones: [{ ...PHONE, PhoneNumber: '11112222' }] })).toEqual([
		{ field: 'EmailAddress', xero: 'other@example.com', intercom: 'jane@example.com', changedInXero: true },
		{ field: 'Phones.DEFAULT', xero: '+61 2 11112222', intercom: '+61 2 93744000', changedInXero: true },
	]);
});

test('a change in Intercom is a difference that nobody made in Xero', () => {
	expect(differences(janeWith({ xero: { ...AGREED, EmailAddress: 'new@example.com' } }), {})).toEqual([{ field: 'EmailAddress', xero: 'jane@example.com', intercom: 'new@example.com', changedInXero: false }]);
});

test.each<[string, MappedRecord, Partial<XeroContact>, Partial<Difference>[]]>([
	['a field of the accountant\'s', janeWith({ xero: { ...AGREED, TaxNumber: '51824753556' } }, { ...AGREED, TaxNumber: '51824753556' }), { TaxNumber: '83914571673' }, [{ field: 'TaxNumber', kept: 'ifEmpty', changedInXero: true }]],
	['a field that is set on create', janeWith({ xero: { ...AGREED, Phones: [PHONE] }, rules: { Phones: { update: 'onCreate', clear: false } } }), { Phones: [{ ...PHONE, PhoneNumber: '11112222' }] }, [{ field: 'Phones.DEFAULT', kept: 'onCreate', changedInXero: false }]],
	['a name that somebody gave in Xero', janeWith(), { Name: 'Doe Holdings' }, [{ field: 'Name', xero: 'Doe Holdings', intercom: 'Jane Doe', kept: 'notOurs', changedInXero: true }]],
	['the person of such a contact', janeWith(), { Name: 'Doe Holdings', FirstName: 'Ann', LastName: 'Lee' }, [{ field: 'Name', kept: 'notOurs' }, { field: 'FirstName', kept: 'notOurs' }, { field: 'LastName', kept: 'notOurs' }]],
	['an email that a lead typed', janeWith({ role: 'lead' }), { EmailAddress: 'other@example.com' }, [{ field: 'EmailAddress', kept: 'lead' }]],
	['an address with parts that nobody maps', janeWith({ xero: { ...AGREED, Addresses: [{ AddressType: 'POBOX', City: 'Sydney' }] } }), { Addresses: [{ AddressType: 'POBOX', City: 'Perth', AddressLine1: '1 High St' }] }, [{ field: 'Addresses.POBOX', kept: 'byRule' }]],
])('%s stays, and is named with the reason', (_, record, contact, expected) => {
	expect(differences(record, contact)).toMatchObject(expected);
	expect(differences(record, contact)).toHaveLength(expected.length);
});

test.each([['is gone', { contactId: undefined, organisationId: undefined }, ''], ['leads elsewhere', { contactId: 'zz' }, 'zz'], ['is of another organisation', { organisationId: 'org-2' }, '']])('a reference that %s is a difference', (_, match, intercom) => {
	expect(differences(janeWith({ match }), {})).toEqual([{ field: 'xero_contact_id', xero: 'a', intercom, changedInXero: false }]);
});

test('the number that an earlier sync set belongs to the record; of who never was synced nobody changed anything', () => {
	expect(differences(janeWith(), { ContactNumber: '' })).toEqual([{ field: 'ContactNumber', xero: '', intercom: ME, changedInXero: true }]);
	expect(differences(recordOf(), { ContactNumber: '' })).toEqual([{ field: 'ContactNumber', xero: '', intercom: ME, changedInXero: false }]);
});
