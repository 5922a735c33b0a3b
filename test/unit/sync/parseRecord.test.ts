import fc from 'fast-check';
import omit from 'lodash/omit';
import { identify } from '../../../lib/sync/identity/identify';
import { neededKeys } from '../../../lib/sync/identity/neededKeys';
import { parseRecord } from '../../../lib/sync/record/parseRecord';
import { planCreate, planUpdate } from '../../../lib/sync/plan/plan';
import { contactOf, ME, OPTIONS, recordOf, viewOf } from './records';

const XERO = recordOf().xero;
const LAST = { sourceUpdatedAt: 1, xeroUpdatedAt: 2, values: {} };
const readable = (value: unknown) => {
	const parsed = parseRecord(value);
	if (!parsed.ok) throw new Error(parsed.failure.message);
	return parsed.record;
};

test('a mapped record is read as it is, and reading it again changes nothing', () => {
	const record = recordOf({ lastSync: { ...LAST, fingerprint: 'f0', values: { Name: 'Jane' } }, rules: { Name: { update: 'always', clear: false } }, remarks: ['x'] });
	expect(readable(record)).toEqual(record);
	expect(readable(JSON.parse(JSON.stringify(record)))).toEqual(record);
});

test('what may be left out gets its default, and null counts as left out', () => {
	const bare = omit(recordOf(), 'previousIds', 'groups', 'notes', 'rules');
	const nulls = { previousIds: null, groups: null, notes: null, rules: null, lastSync: null, match: { ...bare.match, contactId: null, company: '' } };
	expect(readable(bare)).toEqual(recordOf());
	expect(readable({ ...bare, ...nulls })).toEqual(recordOf());
});

test('ids are compared without case, and the number is always the record\'s own', () => {
	const { match } = readable(recordOf({ match: { contactId: ' ABC ', organisationId: 'ORG', contactNumber: 'CRM-77' } }));
	expect(match).toMatchObject({ contactId: 'abc', organisationId: 'org', contactNumber: ME });
});

test('what the last sync found in Xero is read leniently: it is only compared', () => {
	const Phones = [{ PhoneType: 'FAX', PhoneNumber: '1', ValidationErrors: [] }];
	const values = { Name: 'Jane', TaxNumber: 5, Phones, ContactPersons: [{ FirstName: 'Ann', Extra: 'x' }] };
	expect(readable({ ...recordOf(), lastSync: { ...LAST, values } }).lastSync?.values).toEqual({ Name: 'Jane', Phones, ContactPersons: [{ FirstName: 'Ann', Extra: 'x' }] });
});

describe('an item that is no mapped record is refused with the field', () => {
	test.each<[string, unknown, string]>([
		['nothing', undefined, 'it'],
		['a list', [], 'it'],
		['an empty object', {}, 'intercomId'],
		['a blank id', { ...recordOf(), intercomId: ' ' }, 'intercomId'],
		['an id that is a number', { ...recordOf(), intercomId: 7 }, 'intercomId'],
		['an unknown role', { ...recordOf(), role: 'admin' }, 'role'],
		['an unknown kind', { ...recordOf(), kind: 'dog' }, 'kind'],
		['no fields', { ...recordOf(), xero: null }, 'xero'],
		['no keys', { ...recordOf(), match: undefined }, 'match'],
		['no name to match', { ...recordOf(), match: { name: '' } }, 'match'],
		['an email that is a list', { ...recordOf(), match: { name: 'x', email: ['a'] } }, 'match.email'],
		['no times', { ...recordOf(), source: {} }, 'source'],
		['a time that is text', { ...recordOf(), source: { createdAt: '1', updatedAt: 1 } }, 'source'],
		['no fingerprint', { ...recordOf(), fingerprint: 1 }, 'fingerprint'],
		['earlier ids that are numbers', { ...recordOf(), previousIds: [1] }, 'previousIds'],
		['an empty Name', { ...recordOf(), xero: { Name: ' ' } }, 'xero.Name'],
		['no Name', { ...recordOf(), xero: {} }, 'xero.Name'],
		['a field that is no text', { ...recordOf(), xero: { ...XERO, TaxNumber: 5 } }, 'xero.TaxNumber'],
		['a null', { ...recordOf(), xero: { ...XERO, EmailAddress: null } }, 'xero.EmailAddress'],
		['a status: it would archive the contact', { ...recordOf(), xero: { ...XERO, ContactStatus: 'ARCHIVED' } }, 'xero.ContactStatus'],
		['bank details', { ...recordOf(), xero: { ...XERO, BankAccountDetails: '1' } }, 'xero.BankAccountDetails'],
		['another contact\'s id', { ...recordOf(), xero: { ...XERO, ContactID: 'a' } }, 'xero.ContactID'],
		['phones that are no list', { ...recordOf(), xero: { ...XERO, Phones: {} } }, 'xero.Phones'],
		['a phone without a type', { ...recordOf(), xero: { ...XERO, Phones: [{ PhoneNumber: '1' }] } }, 'xero.Phones'],
		['a phone that is a number', { ...recordOf(), xero: { ...XERO, Phones: [{ PhoneType: 'FAX', PhoneNumber: 1 }] } }, 'xero.Phones'],
		['an address of an unknown type', { ...recordOf(), xero: { ...XERO, Addresses: [{ AddressType: 'HOME' }] } }, 'xero.Addresses'],
		['a person with a number', { ...recordOf(), xero: { ...XERO, ContactPersons: [{ FirstName: 1 }] } }, 'xero.ContactPersons'],
		['rules that are a list', { ...recordOf(), rules: [] }, 'rules'],
		['an unknown rule', { ...recordOf(), rules: { Name: { update: 'never', clear: false } } }, 'rules.Name'],
		['a rule for an unknown field', { ...recordOf(), rules: { Nonsense: { update: 'always', clear: false } } }, 'rules.Nonsense'],
		['a decision without a contact', { ...recordOf(), decision: { do: 'bind', xeroContactId: ' ' } }, 'decision'],
		['a decision that nobody knows', { ...recordOf(), decision: { do: 'guess' } }, 'decision'],
		['a decision that is a text', { ...recordOf(), decision: 'bind' }, 'decision'],
		['one whom a person never wants', { ...recordOf(), decision: { do: 'never' } }, 'decision'],
		['a last sync without times', { ...recordOf(), lastSync: { values: {} } }, 'lastSync'],
	])('%s', (_, value, field) => {
		const parsed = parseRecord(value);
		expect(parsed).toMatchObject({ ok: false, failure: { class: 'validation', reason: 'notAMappedRecord', retryable: false, field, message: expect.stringContaining(field) } });
		const isNamed = typeof (value as { intercomId?: unknown } | undefined)?.intercomId === 'string' && (value as { intercomId: string }).intercomId.trim() !== '';
		if (isNamed && !parsed.ok) expect(parsed.failure.message).toContain(ME);
	});
});

test('what a person decided is read, and of a stop and a doubt only what is certain', () => {
	const read = (more: object) => {
		const parsed = parseRecord({ ...recordOf(), ...more });
		if (!parsed.ok) throw new Error(parsed.failure.message);
		const { decision, approved, uncertain } = parsed.record;
		return { decision, approved, uncertain };
	};
	const nothing = { decision: undefined, approved: undefined, uncertain: undefined };
	expect(read({ decision: { do: 'bind', xeroContactId: ' AB-1 ', by: 'jo', at: 7, more: 1 }, approved: true, uncertain: true })).toEqual({ decision: { do: 'bind', xeroContactId: 'ab-1', by: 'jo', at: 7 }, approved: true, uncertain: true });
	expect(read({ decision: { do: 'create', xeroContactId: 'x', by: 5 } })).toEqual({ ...nothing, decision: { do: 'create' } });
	expect(read({ decision: null, approved: 'true', uncertain: 1 })).toEqual(nothing);
});

/** A good record with anything at all in one or two of its places. */
const spoiled = fc
	.array(fc.tuple(fc.constantFrom('intercomId', 'previousIds', 'role', 'kind', 'xero', 'rules', 'match', 'source', 'lastSync', 'xero.Name', 'xero.Phones', 'xero.ContactPersons', 'match.email', 'match.company', 'match.contactId', 'lastSync.values', 'decision', 'approved', 'uncertain'), fc.anything({ withNullPrototype: true })), { maxLength: 2 })
	.map((places) => {
		const record: Record<string, unknown> = { ...recordOf({ lastSync: LAST }) };
		for (const [place, value] of places) {
			const [top, inner] = place.split('.') as [string, string | undefined];
			record[top] = inner === undefined ? value : { ...(record[top] as object), [inner]: value };
		}
		return record;
	});

test('whatever an item holds, reading it never throws and what is read can be decided and planned', () => {
	let read = 0;
	fc.assert(
		fc.property(fc.oneof({ arbitrary: spoiled, weight: 4 }, { arbitrary: fc.anything(), weight: 1 }), (value) => {
			const parsed = parseRecord(value);
			if (!parsed.ok) return void expect(parsed.failure.message.length).toBeLessThan(400);
			read += 1;
			const contact = contactOf('a', { EmailAddress: 'jane@example.com', ContactNumber: '5' });
			const view = viewOf(contact);
			identify(parsed.record, view, { ...OPTIONS, matchByName: true });
			neededKeys([{ record: parsed.record }], view, OPTIONS);
			planCreate(parsed.record, [], { nameTaken: 'suffix' }, () => false, view);
			planUpdate(parsed.record, { kind: 'bind', contact, by: 'email', notes: [] }, view, () => false);
		}),
		{ numRuns: 1_000 },
	);
	expect(read).toBeGreaterThan(100);
});
