import type { Observation } from '../../../sandbox/demo/observation';
import { hasPhone, inIntercom, inXero, judged, onlyFields, type RowResult } from '../../../sandbox/demo/rows/row';
import { tableOf } from '../../../sandbox/demo/table';

const NOTHING: Observation = { outcomes: [], calls: [], notified: { intercom: 0, xero: 0 }, changed: [], failedExecutions: [] };
const call = (vendor: 'intercom' | 'xero') => ({ vendor }) as Observation['calls'][number];
const change = (field: string) => ({ contactId: 'c1', field, before: '', after: 'x' });
const row = (more: Partial<RowResult> = {}) => ({ way: 'to Xero' as const, name: 'a new user', observation: NOTHING, readBack: '', ...more });

describe('the judgement of a row', () => {
	test('what was kept is no fault, and what was not is one by its own words', () => {
		expect(judged(row(), { 'it arrived': true, 'nobody else changed': true }).faults).toEqual([]);
		expect(judged(row(), { 'it arrived': false, 'nobody else changed': true, 'it was told': false }).faults).toEqual(['it arrived', 'it was told']);
	});

	test('an execution that did not end well is a fault, whatever was kept', () => {
		expect(judged(row({ observation: { ...NOTHING, failedExecutions: ['7: error'] } }), { 'it arrived': true }).faults).toEqual(['execution 7: error']);
	});

	test('one field that is not among those allowed is one too many', () => {
		expect(onlyFields({ changed: [change('Phones.DEFAULT.PhoneNumber')] }, /^Phones\./)).toBe(true);
		expect(onlyFields({ changed: [change('Phones.DEFAULT.PhoneNumber'), change('Name')] }, /^Phones\./)).toBe(false);
	});

	test('a number is the same however it is cut, and nobody has none', () => {
		const contact = { ContactID: 'c1', Name: 'Jane', Phones: [{ PhoneType: 'DEFAULT', PhoneCountryCode: '61', PhoneAreaCode: '2', PhoneNumber: '9876 5432' }] };
		expect([hasPhone(contact, '61298765432'), hasPhone(contact, '6129876543'), hasPhone(undefined, '')]).toEqual([true, false, false]);
	});

	test('what was read back is shown with its side, and without what is empty', () => {
		expect(inXero({ ContactID: 'c1', Name: 'Jane Doe', EmailAddress: '' })).toBe('Xero: Jane Doe');
		expect(inXero(undefined)).toBe('');
		expect(inIntercom({ name: 'Jane Doe', email: 'jane@acme.example', phone: null })).toBe('Intercom: Jane Doe | jane@acme.example');
	});
});

describe('the table', () => {
	const good: RowResult = { ...row({ observation: { ...NOTHING, outcomes: ['created'], calls: [call('xero'), call('xero'), call('intercom')], secondsToWrite: 0.456 }, readBack: 'Xero: Jane Doe' }), faults: [] };
	const bad: RowResult = { ...row({ way: 'to Intercom', name: 'corrected in Xero' }), faults: ['the name is in Intercom', 'execution 7: error'] };

	test('has a line for each row under its head, columns below each other', () => {
		const [head = '', line = '', first = '', second = ''] = tableOf([good, bad]).split('\n');
		expect(head).toMatch(/^ +way +what happens +outcome +read back afterwards +Xero calls +Intercom calls +seconds$/);
		expect(line).toMatch(/^-{2}( {2}-+){7}$/);
		expect(first).toMatch(/^ok {2}to Xero +a new user +created +Xero: Jane Doe +2 +1 +0\.46$/);
		expect(second).toMatch(/^NO {2}to Intercom +corrected in Xero +no execution +none +0 +0 +no write$/);
		for (const column of ['way', 'outcome', 'Xero calls', 'seconds']) expect([first, second].map((text) => text[head.indexOf(column) - 1])).toEqual([' ', ' ']);
	});

	test('says below it what is not as it should be, each with its row, and nothing where all is', () => {
		expect(tableOf([good, bad]).split('\n').slice(4)).toEqual(['NOT AS IT SHOULD BE  corrected in Xero: the name is in Intercom', 'NOT AS IT SHOULD BE  corrected in Xero: execution 7: error']);
		expect(tableOf([good])).not.toContain('NOT');
	});
});
