import fc from 'fast-check';
import { ATTRIBUTE_NAMES } from '../../../../lib/intercom/attributes/attributeNames';
import { mergeBack } from '../../../../lib/sync/back/mergeBack';
import { notOfItsLedger } from '../../../../lib/sync/back/ofItsLedger';
import { parseBack } from '../../../../lib/sync/back/parseBack';
import { backWords } from '../../../../nodes/IntercomContactUpsert/backWords';
import { ORGANISATION } from '../records';
import { ALL, backOf, BASE, HELD, heldOf, inXero, lastSyncOf, remembered, XERO_ID } from './merging';

const good = () => JSON.parse(JSON.stringify(backOf(BASE, BASE))) as Record<string, unknown>;
const read = (value: unknown) => {
	const parsed = parseBack(value);
	return parsed.ok ? parsed.back : parsed.failure.message;
};

test('what the mapper makes is read as it is', () => {
	fc.assert(fc.property(inXero, fc.option(remembered, { nil: null }), (xero, base) => {
		const back = backOf(xero, base);
		expect(read(JSON.parse(JSON.stringify(back)))).toEqual(back);
	}));
});

test.each<[string, object, RegExp]>([
	['no kind', { kind: 'person' }, /back\.kind is not contact or company/],
	['no contact', { xeroContactId: ' ' }, /back\.xeroContactId is missing/],
	['no organisation', { organisationId: 7 }, /back\.organisationId is missing/],
	['no time', { xeroUpdatedAt: '2026-01-01' }, /back\.xeroUpdatedAt is no time/],
	['no values', { values: [] }, /back\.values \(the mapped fields\) is missing/],
	['a name of another type', { values: { name: { first: 'x' } } }, /"Jane Doe" is no contact .* back\.values\.name is not text/],
	['a base of another type', { base: { phone: 5 } }, /back\.base\.phone is not text/],
	['attributes that are no list', { values: { custom_attributes: 'x' } }, /custom_attributes is no list/],
	['an attribute that is no plain value', { values: { custom_attributes: { plan: [] } } }, /custom_attributes\.plan is neither/],
])('%s: says contact and field', (_, change, message) => {
	expect(read({ ...good(), ...change })).toMatch(message);
});

test.each(Object.values(ATTRIBUTE_NAMES).flatMap((names) => Object.values(names)).flatMap((name) => [name, name.toUpperCase()]))('no item writes %s', (name) => {
	expect(read({ ...good(), values: { custom_attributes: { [name]: 'x' } } })).toMatch(/only Set Xero Reference writes it/);
});

test('any JSON never throws, and what is read of it can be merged', () => {
	const json = fc.jsonValue({ maxDepth: 4 });
	const changed = fc.tuple(fc.constantFrom('values', 'base', 'sources', 'remarks', 'mergedTo', 'status', 'country', 'email', 'contactNumber', 'shownName', 'kind'), json).map(([field, value]) => ({ ...good(), [field]: value }));
	const source = fc.tuple(fc.constantFrom('name', 'phone', 'email'), fc.constantFrom('Name', 'FirstName', 'Phones', 'EmailAddress', '__proto__'), json).map(([field, name, value]) => ({ ...good(), sources: { [field]: JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(value)}}`) } }));
	fc.assert(fc.property(fc.oneof(json, changed, source), (value) => {
		const parsed = parseBack(value);
		if (!parsed.ok) return expect(parsed.failure).toMatchObject({ class: 'validation', reason: 'notABackRecord', retryable: false });
		return expect(mergeBack(parsed.back, heldOf(HELD), { bothWays: ALL, withoutBase: 'xeroWins', lastSync: lastSyncOf(BASE) }, backWords).kind).toMatch(/^(?:merge|review)$/);
	}), { numRuns: 2_000 });
});

describe('the record that the ledger handed out', () => {
	const back = backOf(BASE, BASE);

	test.each<[string, object]>([['that very one', { kind: 'contact', organisationId: ORGANISATION.toUpperCase(), xeroContactId: XERO_ID.toUpperCase() }], ['one of which nothing is said', {}], ['one of which it cannot be read', { kind: null, organisationId: 5, xeroContactId: [] }]])('is %s', (_, handedOut) => {
		expect(notOfItsLedger(back, handedOut)).toBeUndefined();
	});

	test.each<[string, object, RegExp]>([
		['another kind', { kind: 'company' }, /knows a company, and the item is of a contact/],
		['another organisation', { organisationId: 'org-2' }, /of the Xero organisation org-2/],
		['another contact', { xeroContactId: 'b' }, /knows the Xero contact b/],
	])('is not one of %s', (_, handedOut, message) => {
		expect(notOfItsLedger(back, handedOut)).toMatchObject({ class: 'validation', reason: 'notItsRecord', retryable: false, message: expect.stringMatching(message) as string });
	});
});
