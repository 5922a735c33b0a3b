import { settledItem } from '../../../../lib/ledger/items/settledItem';
import { settlementFrom } from '../../../../lib/ledger/items/settlementFrom';
import type { LeftBy } from '../../../../lib/ledger/events/carried';
import { FAILURE, HANDED_OUT, ID, ORGANISATION, XERO_ID } from './realItems';

const TOLD_AT = 1_790_000_000_005;
const ledger = (left: LeftBy, more: object = {}) => ({ ...HANDED_OUT, left, why: 'changedInXero', xeroChangedAt: TOLD_AT, ...more });
const read = (item: object) => settlementFrom(item, 0, 'default');
const settlementOf = (item: object) => {
	const one = read(item);
	return one.kind === 'unknown' ? one : one.settlement;
};
const of = (askedIntercom: boolean) => ({ subject: { kind: 'contact', id: ID }, token: 't1', fromXero: { toldAt: TOLD_AT, askedIntercom } });

/** As docs/contracts.md says what leaves each node of the way back. */
const BACK = { kind: 'contact', xeroContactId: XERO_ID, shownName: 'Jane Roe', email: 'jane@example.com' };
const SYNCED = {
	outcome: 'updated', reason: 'changedInXero', intercomId: ID, xeroContactId: XERO_ID, xeroContactUrl: 'https://go.xero.com/1', organisationId: ORGANISATION, xeroUpdatedAt: TOLD_AT, values: { Name: 'Jane Roe' }, intercomUpdatedAt: 1_790_000_007,
	shown: 's2', owesXero: false, changes: [{ field: 'name', before: 'Jane Doe', after: 'Jane Roe' }], requestIds: ['r1'], back: BACK, ledger: ledger('intercom.synced'),
};
const CANDIDATE = { xeroContactId: XERO_ID, name: 'Jane Roe', email: '', status: 'ACTIVE', url: 'https://go.xero.com/1' };

test('what was brought back is the new state of both sides', () => {
	expect(settlementOf(SYNCED)).toMatchObject({
		...of(true), outcome: 'broughtBack', result: 'updated', xeroContactId: XERO_ID, xeroUpdatedAt: TOLD_AT, values: { Name: 'Jane Roe' }, intercomUpdatedAtSeconds: 1_790_000_007, shown: 's2', owesXero: false, changes: [{ field: 'name' }], requestIds: ['r1'],
	});
	expect(settlementOf({ ...SYNCED, shown: '', owesXero: true })).not.toHaveProperty('shown');
	expect(settlementOf({ ...SYNCED, owesXero: true })).toMatchObject({ owesXero: true });
});

test('a review says whom it is about, with what may be decided', () => {
	const item = { outcome: 'review', reason: 'changedOnBothSides', message: 'Both changed.', nextStep: 'Choose.', candidates: [CANDIDATE], changes: SYNCED.changes, back: BACK, ledger: ledger('intercom.review') };
	expect(settlementOf(item)).toMatchObject({ ...of(true), outcome: 'review', reason: 'changedOnBothSides', who: { name: 'Jane Roe', email: 'jane@example.com' }, candidates: [{ xeroContactId: XERO_ID }] });
});

test.each<[LeftBy, string, string, object]>([
	['intercom.failed', 'intercom', 'write', { askedIntercom: true }], ['xero.missing', 'xero', 'read', { askedIntercom: false }],
])('a failure of %s is of %s', (left, vendor, step, { askedIntercom }: { askedIntercom?: boolean }) => {
	expect(settlementOf({ ...FAILURE, ledger: ledger(left) })).toMatchObject({ ...of(askedIntercom === true), outcome: 'failed', vendor, step, class: 'quota', retryAt: FAILURE.retryAt });
	expect(settlementOf({ ...FAILURE, reason: 'unexpected', ledger: ledger(left) })).toMatchObject({ vendor: 'mapping' });
});

test('what the mapper refuses names fields and rules, and no value', () => {
	const item = { reason: 'maxChars', problems: [{ field: 'name', rule: 'maxChars', message: 'xxxx', fix: 'Shorten it.' }], ledger: ledger('back.rejected') };
	expect(settlementOf(item)).toMatchObject({ ...of(false), outcome: 'failed', vendor: 'mapping', step: 'map', message: `What Xero holds of Intercom contact ${ID} was not mapped: name (maxChars).`, nextStep: 'Shorten it.' });
});

test('what the mapper leaves out is skipped on that way alone', () => {
	expect(settlementOf({ reason: 'archived', ledger: ledger('back.skipped') })).toMatchObject({ ...of(false), outcome: 'skipped', reason: 'archived' });
});

test.each<[LeftBy, RegExp]>([['trigger.changedInXero', /Connect Changed in Xero/], ['xero.read', /Connect the first output of Get Contacts/], ['back.mapped', /Connect Mapped of Xero to Intercom Mapper/]])('%s is the end of no way, and Settle says what is not connected', (left, nextStep) => {
	expect(read({ ledger: ledger(left) })).toMatchObject({ kind: 'unreadable', nextStep: expect.stringMatching(nextStep), settlement: { ...of(false), outcome: 'failed', retryable: true } });
});

test.each<[string, object, string]>([
	['another record', { intercomId: 'another' }, 'intercomId is another'], ['another organisation', { organisationId: 'another' }, 'organisationId is another'],
	['no values', { values: undefined }, 'values is missing'], ['no time', { intercomUpdatedAt: 'soon' }, 'intercomUpdatedAt is no number'],
])('of %s nothing is remembered', (_, harm, words) => {
	expect(read({ ...SYNCED, ...harm })).toMatchObject({ kind: 'unreadable', message: expect.stringContaining(words), settlement: { class: 'uncertain', step: 'write' } });
});

test('previewed is previewed, whichever way', () => {
	expect(settlementOf({ ...SYNCED, preview: true })).toMatchObject({ ...of(true), outcome: 'previewed' });
});

test('an item of the other way says nothing of Xero, and a sync that owes Intercom says so', () => {
	expect(settlementOf({ reason: 'lead', ledger: ledger('mapper.skipped') })).not.toHaveProperty('fromXero');
});

test('Settle says which way it went', () => {
	const said = (item: object) => {
		const one = read(item);
		if (one.kind === 'unknown') throw new Error(one.message);
		return settledItem(item, one.settlement, { became: 'done', nextAt: null });
	};
	expect(said(SYNCED)).toMatchObject({ outcome: 'broughtBack', message: 'Brought from Xero: updated in Intercom.' });
	expect(said({ ...SYNCED, outcome: 'unchanged' })).toMatchObject({ message: 'Changed in Xero; Intercom is as it should be already.' });
	expect(said({ reason: 'archived', ledger: ledger('back.skipped') })).toMatchObject({ message: 'Changed in Xero; nothing of it goes to Intercom.' });
});

describe('of a contact of Xero that nobody in Intercom was bound to', () => {
	const ofXero = (left: LeftBy) => ledger(left, { kind: 'xeroContact', id: XERO_ID });
	const CREATED = { ...SYNCED, outcome: 'created', reason: 'createdFromXero', madeOfIt: true, owesXero: true, ledger: ofXero('intercom.synced') };
	const subject = { kind: 'xeroContact', id: XERO_ID };

	test('a user that was made of it, now or before, agrees with it', () => {
		expect(settlementOf(CREATED)).toMatchObject({ ...of(true), subject, outcome: 'inIntercom', result: 'created', contactId: ID, xeroContactId: XERO_ID, values: { Name: 'Jane Roe' }, intercomUpdatedAtSeconds: 1_790_000_007, shown: 's2' });
		expect(settlementOf({ ...CREATED, outcome: 'unchanged', reason: 'createdBefore' })).toMatchObject({ outcome: 'inIntercom', result: 'unchanged', values: { Name: 'Jane Roe' } });
	});

	test('somebody who was there agrees in nothing yet', () => {
		expect(settlementOf({ ...CREATED, outcome: 'unchanged', reason: 'foundInIntercom', madeOfIt: undefined })).not.toHaveProperty('values');
	});

	test('nobody is no work', () => {
		expect(settlementOf({ ...CREATED, outcome: 'unchanged', reason: 'lead', intercomId: '', madeOfIt: undefined })).toMatchObject({ ...of(true), subject, outcome: 'skipped', reason: 'lead' });
		expect(settlementOf({ reason: 'notChosen', message: 'x', ledger: ofXero('back.skipped') })).toMatchObject({ ...of(false), subject, outcome: 'skipped', reason: 'notChosen' });
	});

	test('an item of another contact is not believed', () => {
		expect(read({ ...CREATED, xeroContactId: ORGANISATION })).toMatchObject({ kind: 'unreadable', settlement: { subject } });
		expect(read({ ...CREATED, organisationId: 'another' })).toMatchObject({ kind: 'unreadable' });
		expect(read({ ...CREATED, values: undefined })).toMatchObject({ kind: 'unreadable' });
	});

	test('a Preview keeps nothing', () => {
		expect(settlementOf({ ...CREATED, outcome: 'unchanged', reason: 'wouldCreate', intercomId: '', preview: true })).toMatchObject({ outcome: 'previewed', subject });
	});
});
