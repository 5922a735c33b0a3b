import { DEFAULT_BOTH_WAYS } from '../../../lib/ledger/bothWays';
import { withRemembered } from '../../../lib/mapping/remembered';
import { segmentsIn } from '../../../lib/mapping/rules/segmentsIn';
import type { PersonResult } from '../../../lib/mapping/person/person';
import { recordOf } from '../sync/records';

const mapped: PersonResult = { kind: 'mapped', record: recordOf() };
const ledger = { kind: 'contact', id: recordOf().intercomId, billTo: 'person', lastSync: { fingerprint: 'f' }, decision: { do: 'create' }, approved: true, uncertain: true };

test('an item without a ledger, and one that is not mapped, stay as they are', () => {
	const skipped: PersonResult = { kind: 'skipped', intercomId: 'a', reason: 'lead', message: '' };
	for (const nothing of [undefined, null, 'x', []]) expect(withRemembered(mapped, nothing)).toBe(mapped);
	expect(withRemembered(skipped, ledger)).toBe(skipped);
});

test('what is remembered stands on the record; what is null or unreadable does not', () => {
	expect(withRemembered(mapped, ledger)).toEqual({ ...mapped, record: { ...recordOf(), lastSync: ledger.lastSync, decision: ledger.decision, approved: true, uncertain: true } });
	expect(withRemembered(mapped, { ...ledger, lastSync: null, decision: null, approved: false, uncertain: 'true' })).toEqual(mapped);
});

test('chosen segments are found in any case, and named as Intercom names them', () => {
	const profile = { contact: { id: 'a' }, segments: [{ id: '1', name: 'Trial' }, { id: '2', name: 'Active' }] };
	expect(segmentsIn(profile, [' TRIAL', 'active'])).toBe('Active, Trial');
	expect(segmentsIn(profile, ['other'])).toBe('');
	expect(segmentsIn(profile, [])).toBeUndefined();
	expect(segmentsIn({ contact: { id: 'a' } }, ['*'])).toBeUndefined();
});

describe('a name that both sides agreed on is in Xero\'s words', () => {
	const xeroOf = (xero: object, values: object, bothWays: unknown = DEFAULT_BOTH_WAYS, more: Partial<ReturnType<typeof recordOf>> = {}) => {
		const result = withRemembered({ kind: 'mapped', record: { ...recordOf({ xero }), ...more } }, { ...ledger, bothWays, lastSync: { values } });
		return result.kind === 'mapped' ? result.record.xero : result;
	};
	const dr = { Name: 'Dr Jane Doe', FirstName: 'Jane', LastName: 'Doe' };
	const known = { Name: 'Dr Jane Doe', FirstName: 'Dr Jane', LastName: 'Doe' };

	test.each([
		['a title', dr, known],
		['another split', { Name: 'Mary Smith Jones', FirstName: 'Mary Smith', LastName: 'Jones' }, { Name: 'Mary Smith Jones', FirstName: 'Mary', LastName: 'Smith Jones' }],
		['what the mapping takes for no person', { Name: 'Pat & Sons', FirstName: '', LastName: '' }, { Name: 'Pat & Sons', FirstName: 'Pat', LastName: '& Sons' }],
	])('%s', (_, xero, values) => {
		expect(xeroOf(xero, values)).toEqual({ ...xero, FirstName: values.FirstName, LastName: values.LastName });
	});

	test('but not another name, one that goes one way, one of which nobody knows that it was ours, nor an organisation\'s', () => {
		expect(xeroOf({ ...dr, FirstName: 'Joan' }, known)).toMatchObject({ FirstName: 'Joan' });
		expect(xeroOf(dr, known, null)).toBe(dr);
		expect(xeroOf(dr, known, { ...DEFAULT_BOTH_WAYS, fields: ['phone'] })).toBe(dr);
		expect(xeroOf(dr, { FirstName: 'Dr Jane', LastName: 'Doe' })).toBe(dr);
		expect(xeroOf(dr, known, DEFAULT_BOTH_WAYS, { staff: { intercomId: recordOf().intercomId } })).toBe(dr);
	});
});
