import { fieldsToLeaveOut, isRefusedForGood, withoutRefused, type LeftOut } from '../../../lib/sync/decide/refusedFields';
import { contactOf } from './records';

const BODY = { Name: 'Acme', ContactNumber: 'n', EmailAddress: 'a@x.example', AccountNumber: 'A-1', TaxNumber: '1', DefaultCurrency: 'EUR', Phones: [], Addresses: [], ContactPersons: [] };

test.each<[string, string[]]>([
	['The Account Number already exists. Please enter a different Account Number.', ['AccountNumber']],
	['Organisation is not subscribed to currency EUR', ['DefaultCurrency']],
	['A primary person with an email address is needed before additional people.', ['ContactPersons']],
	['Contact person email address must be valid.', ['ContactPersons']],
	['The PhoneNumber must not be longer than 50 characters.', ['Phones']],
	['The PhoneCountryCode must not be longer than 20 characters.', ['Phones']],
	['The Country may hold letters only.', ['Addresses']],
	['Email address must be valid.', []],
	['The contact name Acme is already assigned to another contact. The contact name must be unique across all active contacts.', []],
	['The contact number n is already assigned to another contact.', []],
	['The specified contact details matched an archived contact. Archived contacts cannot currently be edited via the API.', []],
])('%s is about %j', (message, fields) => {
	expect(Object.keys(fieldsToLeaveOut(BODY, [message], false))).toEqual(fields);
	if (fields.length === 0) expect(isRefusedForGood(BODY, { body: JSON.stringify(BODY), messages: [message] }, {})).toBe(true);
});

test('words that nobody knows take everything optional out, once the same was refused twice', () => {
	expect(fieldsToLeaveOut(BODY, ['Something is wrong.'], false)).toEqual({});
	const leftOut: LeftOut = {};
	expect(isRefusedForGood(BODY, { body: JSON.stringify(BODY), messages: ['Something is wrong.'] }, leftOut)).toBe(false);
	const plan = withoutRefused({ kind: 'create', body: BODY, changes: Object.keys(BODY).map((field) => ({ field, before: '', after: 'x' })), notes: [] }, leftOut);
	expect(Object.keys(plan.kind === 'create' ? plan.body : {})).toEqual(['Name', 'ContactNumber', 'EmailAddress']);
	expect(plan.notes).toHaveLength(6);
	expect(isRefusedForGood({ Name: 'Acme' }, { body: '{"Name":"Acme"}', messages: ['Something is wrong.'] }, leftOut)).toBe(true);
});

test('an update of which nothing is left changes nothing', () => {
	const plan = { kind: 'update' as const, body: { ContactID: 'a', AccountNumber: 'A-1' }, contact: contactOf('a'), changes: [{ field: 'AccountNumber', before: '', after: 'A-1' }], notes: [] };
	expect(withoutRefused(plan, { AccountNumber: 'The Account Number already exists.' })).toMatchObject({ kind: 'unchanged', notes: ['AccountNumber left out: Xero refused it ("The Account Number already exists").'] });
	expect(withoutRefused(plan, {})).toBe(plan);
});
