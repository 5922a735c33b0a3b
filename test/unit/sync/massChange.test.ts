import { changeTexts, isMassChange, isStopped, newMeasure, wasBound, type ByBinding } from '../../../lib/sync/decide/massChange';
import type { Decision } from '../../../lib/sync/decide/decide';
import { review, synced } from '../../../lib/sync/record/outcomes';
import { noteBinding } from '../../../lib/sync/write/stopMassChange';
import { contactOf, ME, ORGANISATION, recordOf } from './records';

const so = (earlier: number, first = 0): ByBinding => {
	const ids = (count: number, name: string) => new Set(Array.from({ length: count }, (_, index) => `${name}${index}`));
	return { earlier: ids(earlier, 'e'), first: ids(first, 'f') };
};

const outcomeOf = (outcome: 'updated' | 'unchanged') => synced(recordOf(), { outcome, reason: 'fieldsDiffer', organisationId: ORGANISATION, xeroContactId: 'a', xeroUpdatedAt: 1 });

test.each<[string, ByBinding, ByBinding, boolean]>([
	['fifty updates say nothing', so(50), so(60), false],
	['a fifth of those bound before', so(200), so(1_000), false],
	['more than a fifth', so(201), so(1_000), true],
	['more than five hundred of however many', so(501), so(100_000), true],
	['more than five hundred of both kinds', so(300, 201), so(100_000, 201), true],
	['contacts bound for the first time are no fewer because others were bound before', so(0, 60), so(1_000, 60), true],
	['and those bound before no fewer because others are bound for the first time', so(60, 10), so(100, 10), true],
	['fifty bound for the first time', so(0, 50), so(0, 50), false],
])('%s', (_, updates, bound, is) => {
	expect(isMassChange({ updated: updates, bound })).toBe(is);
});

test('a contact was bound before by its reference, its last sync or its number', () => {
	const contact = contactOf('a');
	expect(wasBound(recordOf(), contact, ORGANISATION)).toBe(false);
	expect(wasBound(recordOf({ match: { contactId: 'a', organisationId: 'org-2' } }), contact, ORGANISATION)).toBe(false);
	expect(wasBound(recordOf({ match: { contactId: 'a', organisationId: ORGANISATION } }), contact, ORGANISATION)).toBe(true);
	expect(wasBound(recordOf({ lastSync: { xeroContactId: 'a', sourceUpdatedAt: 1, xeroUpdatedAt: 1, values: {} } }), contact, ORGANISATION)).toBe(true);
	expect(wasBound(recordOf(), contactOf('a', { ContactNumber: ME }), ORGANISATION)).toBe(true);
});

test('what was stopped is told by what it would change', () => {
	const change = { field: 'Phones.DEFAULT', before: '1', after: '2' };
	const stopped = changeTexts([change, { field: 'FirstName', before: '', after: 'Jo' }]);
	expect(isStopped([{ ...change, before: 'anything' }], stopped)).toBe(true);
	expect(isStopped([{ ...change, after: '3' }], stopped)).toBe(false);
	expect(isStopped([change], undefined)).toBe(false);
});

test('an update that turns out to be none, or waits for a person, counts as it ended', () => {
	const record = recordOf();
	const measure = newMeasure();
	const counts = () => [measure.bound, measure.updated].map(({ earlier, first }) => [earlier.size, first.size]);
	const update: Decision = { kind: 'write', plan: { kind: 'update', contact: contactOf('a'), body: { ContactID: 'a' }, changes: [], notes: [] } };
	noteBinding(measure, ORGANISATION, { record }, update);
	expect(counts()).toEqual([[0, 1], [0, 1]]);
	noteBinding(measure, ORGANISATION, { record }, { kind: 'ask' });
	noteBinding(measure, ORGANISATION, { record }, { kind: 'settled', outcome: outcomeOf('updated') });
	expect(counts()).toEqual([[0, 1], [0, 1]]);
	noteBinding(measure, ORGANISATION, { record }, { kind: 'settled', outcome: outcomeOf('unchanged') });
	expect(counts()).toEqual([[1, 0], [0, 0]]);
	noteBinding(measure, ORGANISATION, { record }, update);
	noteBinding(measure, ORGANISATION, { record }, { kind: 'settled', outcome: review(record, 'ambiguous', []) });
	expect(counts()).toEqual([[0, 0], [0, 0]]);
});
