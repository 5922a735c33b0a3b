import { withRemembered } from '../../../lib/mapping/remembered';
import { segmentsIn } from '../../../lib/mapping/segmentsIn';
import type { PersonResult } from '../../../lib/mapping/person';
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
