import fc from 'fast-check';
import { newPeople, planPeople } from '../../../lib/sync/plan/planPeople';
import { planSlots } from '../../../lib/sync/plan/planSlots';
import { phoneText } from '../../../lib/sync/record/slotText';
import { planText } from '../../../lib/sync/plan/planText';
import type { FieldRule, MappedRecord } from '../../../lib/sync/record/record';
import { mayWrite, ruleFor } from '../../../lib/sync/record/rules';
import type { XeroContact, XeroContactPerson, XeroPhone } from '../../../lib/xero/contact/contact';
import { contactOf, recordOf } from './records';

const mapped = (xero: MappedRecord['xero'], rules: MappedRecord['rules'] = {}, role: MappedRecord['role'] = 'user') => recordOf({ xero, rules, role });
const rule = (update: FieldRule['update'], clear = false): FieldRule => ({ update, clear });

describe('the rules', () => {
	// update, clear, Intercom empty, Xero empty
	test.each<[FieldRule['update'], boolean, boolean, boolean, boolean]>([
		['always', false, false, false, true],
		['always', false, false, true, true],
		['always', false, true, false, false],
		['always', true, true, false, true],
		['ifEmpty', false, false, false, false],
		['ifEmpty', false, false, true, true],
		['ifEmpty', true, true, false, false],
		['onCreate', false, false, true, false],
		['onCreate', true, true, false, false],
	])('%s, clearing %s: an empty value %s into an empty field %s is written: %s', (update, clear, desiredIsEmpty, presentIsEmpty, may) => {
		expect(mayWrite(rule(update, clear), desiredIsEmpty, presentIsEmpty)).toBe(may);
	});

	test('accountants\' fields are only filled, all others follow Intercom, and nothing is emptied unless asked', () => {
		for (const field of ['TaxNumber', 'AccountNumber', 'CompanyNumber', 'DefaultCurrency', 'SalesDefaultAccountCode', 'AccountsPayableTaxType'] as const) {
			expect(ruleFor(recordOf(), field)).toEqual(rule('ifEmpty'));
		}
		for (const field of ['Name', 'EmailAddress', 'Phones', 'Addresses'] as const) expect(ruleFor(recordOf(), field)).toEqual(rule('always'));
		expect(ruleFor(mapped({}, { TaxNumber: rule('always') }), 'TaxNumber')).toEqual(rule('always'));
	});
});

describe('one-line fields', () => {
	test.each<[string, MappedRecord, Partial<XeroContact>, object]>([
		['an email follows Intercom', mapped({ EmailAddress: 'new@x.example' }), { EmailAddress: 'old@x.example' }, { EmailAddress: 'new@x.example' }],
		['an email in another case is no change', mapped({ EmailAddress: 'jane@x.example' }), { EmailAddress: 'Jane@X.example ' }, {}],
		['an email that a lead typed is none', mapped({ EmailAddress: 'new@x.example' }, {}, 'lead'), { EmailAddress: 'old@x.example' }, {}],
		['an ABN is filled', mapped({ TaxNumber: '51824753556' }), {}, { TaxNumber: '51824753556' }],
		['an ABN is not replaced', mapped({ TaxNumber: '51824753556' }), { TaxNumber: '53004085616' }, {}],
		['an ABN in another spelling is no change', mapped({ TaxNumber: '51824753556' }, { TaxNumber: rule('always') }), { TaxNumber: '51 824 753 556' }, {}],
		['an empty value clears nothing', mapped({ EmailAddress: '' }), { EmailAddress: 'old@x.example' }, {}],
		['unless the rule says so', mapped({ EmailAddress: '' }, { EmailAddress: rule('always', true) }), { EmailAddress: 'old@x.example' }, { EmailAddress: '' }],
		['a field that is not mapped stays', mapped({}), { EmailAddress: 'old@x.example', TaxNumber: '1' }, {}],
	])('%s', (_, record, present, body) => {
		const plan = planText(record, contactOf('a', present));
		expect(plan.body).toEqual(body);
		expect(plan.changes.map(({ field, after }) => [field, after])).toEqual(Object.entries(body));
	});
});

describe('phones', () => {
	const phone = (PhoneNumber: string, PhoneAreaCode = '', PhoneCountryCode = '', PhoneType: XeroPhone['PhoneType'] = 'DEFAULT'): XeroPhone => ({ PhoneType, PhoneNumber, PhoneAreaCode, PhoneCountryCode });
	const SYDNEY = phone('9374 4000', '2', '61');

	test.each<[string, XeroPhone[], XeroPhone[] | undefined, XeroPhone[] | undefined]>([
		['a new one is sent', [SYDNEY], undefined, [SYDNEY]],
		['another spelling is no change', [SYDNEY], [phone('93744000', '02', '')], undefined],
		['a country with a plus is no change', [SYDNEY], [phone('93744000', '2', '+61')], undefined],
		['the whole number in one part is no change', [SYDNEY], [phone('+61 2 9374-4000')], undefined],
		['another number is sent whole, with every part', [{ PhoneType: 'DEFAULT', PhoneNumber: '+61 412 345 678' }], [SYDNEY], [phone('+61 412 345 678')]],
		['other slots stay as they are', [SYDNEY], [phone('1', '', '', 'FAX')], [SYDNEY]],
		['an empty one clears nothing', [phone('')], [SYDNEY], undefined],
	])('%s', (_, desired, present, sent) => {
		const plan = planSlots(mapped({ Phones: desired }), contactOf('a', present && { Phones: present }));
		expect(plan.body).toEqual(sent ? { Phones: sent } : {});
	});

	test('an empty one clears the slot where the rule says so, part by part', () => {
		const plan = planSlots(mapped({ Phones: [{ PhoneType: 'DEFAULT' }] }, { Phones: rule('always', true) }), contactOf('a', { Phones: [SYDNEY] }));
		expect(plan.body.Phones).toEqual([phone('')]);
		expect(plan.changes).toEqual([{ field: 'Phones.DEFAULT', before: '+61 2 9374 4000', after: '' }]);
	});

	test.each([
		[undefined, ''],
		[{ PhoneType: 'DEFAULT' as const }, ''],
		[phone('9374 4000', '2', '61'), '+61 2 9374 4000'],
		[phone('9374 4000', '2', '+61'), '+61 2 9374 4000'],
		[phone('1'), '1'],
	])('%j reads %j', (given, text) => {
		expect(phoneText(given)).toBe(text);
	});
});

describe('addresses', () => {
	const STREET = { AddressType: 'STREET' as const, AddressLine1: '1 George St', City: 'Sydney' };

	test('a touched slot is sent whole, an untouched one not at all', () => {
		const plan = planSlots(mapped({ Addresses: [STREET] }), contactOf('a', { Addresses: [{ AddressType: 'STREET', City: 'Perth' }, { AddressType: 'POBOX', City: 'Perth' }] }));
		expect(plan.body.Addresses).toEqual([{ ...STREET, AddressLine2: '', AddressLine3: '', AddressLine4: '', Region: '', PostalCode: '', Country: '', AttentionTo: '' }]);
		expect(plan.changes).toEqual([{ field: 'Addresses.STREET', before: 'Perth', after: '1 George St, Sydney' }]);
	});

	test('an address of which Xero holds parts that are not mapped is kept, with the reason: neither mixed nor emptied', () => {
		const plan = planSlots(mapped({ Addresses: [STREET] }), contactOf('a', { Addresses: [{ AddressType: 'STREET', City: 'Perth', PostalCode: '6000' }] }));
		expect(plan.body).toEqual({});
		expect(plan.changes).toEqual([]);
		expect(plan.notes).toEqual([expect.stringContaining('Addresses.STREET kept: Xero also has PostalCode')]);
	});

	test('blanks and line breaks at an end are no change', () => {
		expect(planSlots(mapped({ Addresses: [STREET] }), contactOf('a', { Addresses: [{ ...STREET, AddressLine1: '1 George St\n' }] })).changes).toEqual([]);
	});
});

describe('people', () => {
	const MAIL = { EmailAddress: 'accounts@acme.example' };
	const person = (name: string, email?: string): XeroContactPerson => ({ FirstName: name, LastName: 'Lee', ...(email && { EmailAddress: email }), IncludeInEmails: true });
	const people = fc.uniqueArray(
		fc.record({ FirstName: fc.constantFrom('Ann', 'Bob', 'Cid', 'Dan', 'Eve', 'Fay'), EmailAddress: fc.constantFrom(undefined, 'a@x.example', 'A@x.example', 'b@x.example'), IncludeInEmails: fc.boolean() }),
		{ selector: ({ FirstName }) => FirstName, maxLength: 6 },
	);

	test('people Xero has stay as they are, new ones stand behind them and get no invoices', () => {
		const plan = planPeople(mapped({ ContactPersons: [person('Bob', 'bob@x.example')] }), contactOf('a', { ...MAIL, ContactPersons: [person('Ann')] }));
		expect(plan.body.ContactPersons).toEqual([person('Ann'), { ...person('Bob', 'bob@x.example'), IncludeInEmails: false }]);
		expect(plan.changes).toEqual([{ field: 'ContactPersons', before: 'Ann Lee', after: 'Ann Lee; Bob Lee <bob@x.example>' }]);
	});

	test.each<[string, XeroContactPerson[], XeroContactPerson[]]>([
		['the same email in another case', [person('Ann', 'ann@x.example')], [person('Annie', 'ANN@x.example')]],
		['the same name where one has no email', [person('Ann')], [person('ANN', 'ann@x.example')]],
		['nobody', [person('Ann')], []],
	])('%s is nobody new', (_, present, wanted) => {
		expect(planPeople(mapped({ ContactPersons: wanted }), contactOf('a', { ...MAIL, ContactPersons: present }))).toEqual({ body: {}, changes: [], notes: [] });
	});

	test('who finds no room is named', () => {
		const present = ['A', 'B', 'C', 'D', 'E'].map((name) => person(name));
		const plan = planPeople(mapped({ ContactPersons: [person('Fay', 'fay@x.example')] }), contactOf('a', { ...MAIL, ContactPersons: present }));
		expect([plan.body, plan.notes]).toEqual([{}, ['Fay Lee <fay@x.example> was not added: Xero keeps at most 5 people a contact.']]);
	});

	test('the list that is sent never loses or changes anybody, never grows over five by us, and adds nobody twice', () => {
		fc.assert(
			fc.property(people, people, (present, wanted) => {
				const had = present.slice(0, 5) as XeroContactPerson[];
				const plan = planPeople(mapped({ ContactPersons: [...wanted, ...wanted] as XeroContactPerson[] }), contactOf('a', { ...MAIL, ContactPersons: had }));
				const sent = plan.body.ContactPersons ?? had;
				expect(sent.slice(0, had.length)).toEqual(had);
				expect(sent.length).toBeLessThanOrEqual(5);
				const added = sent.slice(had.length);
				expect(added.every(({ IncludeInEmails }) => IncludeInEmails === false)).toBe(true);
				expect(new Set(added.map(({ FirstName }) => FirstName)).size).toBe(added.length);
				const again = planPeople(mapped({ ContactPersons: wanted as XeroContactPerson[] }), contactOf('a', { ...MAIL, ContactPersons: sent }));
				expect(again.body).toEqual({});
			}),
		);
	});

	test('they wait until the contact has an email, which the same update may give it', () => {
		const wanted = mapped({ ContactPersons: [person('Bob', 'bob@x.example')] });
		expect(planPeople(wanted, contactOf('a'))).toEqual({ body: {}, changes: [], notes: [expect.stringMatching(/^Bob Lee <bob@x.example> not added: .* has an email/)] });
		expect(planPeople(wanted, contactOf('a'), 'accounts@acme.example').body.ContactPersons).toHaveLength(1);
		expect(newPeople(wanted)).toEqual({ people: [], notes: [expect.stringContaining('Bob Lee')] });
	});
});
