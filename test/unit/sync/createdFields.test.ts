import { createdFields, tellingCreated } from '../../../lib/sync/record/createdFields';

const BODY = { Name: 'Ann Lee', EmailAddress: 'ann@example.com', Phones: [{ PhoneType: 'MOBILE' as const, PhoneNumber: '1' }], ContactNumber: 'a1' };
const CHANGES = [
	{ field: 'Name', before: '', after: 'Ann Lee' },
	{ field: 'EmailAddress', before: '', after: 'ann@example.com' },
	{ field: 'Phones', before: '', after: '[{"PhoneType":"MOBILE","PhoneNumber":"1"}]' },
	{ field: 'ContactNumber', before: '', after: 'a1' },
];

test('a new contact is a change of each field that was sent, lists in JSON', () => {
	expect(createdFields(BODY)).toEqual(CHANGES);
});

test.each<[string, (outcome: object) => unknown]>([
	['read', (outcome) => outcome],
	['spread', (outcome) => ({ ...outcome })],
	['sent as JSON', (outcome) => JSON.parse(JSON.stringify(outcome)) as unknown],
	['cloned', (outcome) => structuredClone(outcome)],
])('an outcome tells them where it is %s', (_, copy) => {
	expect(copy(tellingCreated({ reason: 'noCandidate' }, BODY))).toEqual({ reason: 'noCandidate', changes: CHANGES });
});

test('a copy is plain: its changes are its own, and nothing leads back to what was sent', () => {
	const outcome = tellingCreated({ reason: 'noCandidate' }, BODY);
	const copy = { ...outcome };
	expect(Object.values(Object.getOwnPropertyDescriptors(copy)).every((one) => 'value' in one)).toBe(true);
	expect(Object.getOwnPropertySymbols(copy)).toEqual([]);
	copy.changes.pop();
	expect(outcome.changes).toEqual(CHANGES);
});
