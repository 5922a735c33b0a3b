import fc from 'fast-check';
import omit from 'lodash/omit';
import { mapCompanyToOrganisation, mapContactToOrganisation, type ContactToOrganisationSettings } from '../../../lib/mapping/organisation/organisation';
import { mapContactToPerson, type PersonResult } from '../../../lib/mapping/person/person';
import { readProfile } from '../../../lib/mapping/profileInput';
import { planCreate, planUpdate } from '../../../lib/sync/plan/plan';
import type { MappedRecord } from '../../../lib/sync/record/record';
import type { XeroContact } from '../../../lib/xero/contact/contact';
import { viewOf } from '../sync/records';
import { hostileProfile, hostileValue, organisationSettingsOf, surroundings, anySettings } from './profiles';
import { objectionsTo, specificationCheck } from './xeroLimits';

/** The three promises of the mapping, over whatever an item may hold and however the node is set. */
const bySpecification = specificationCheck();

const company = fc.record({
	id: fc.oneof(fc.constant('c1'), hostileValue),
	name: fc.oneof(fc.constant('Acme Pty Ltd'), hostileValue),
	website: hostileValue,
	company_id: hostileValue,
	tags: fc.oneof(fc.array(fc.record({ id: hostileValue, name: hostileValue }), { maxLength: 3 }), hostileValue),
	custom_attributes: fc.dictionary(fc.constantFrom('abn', 'acn', 'billing_email', 'domain', 'phone', 'parent_company', '__proto__'), hostileValue),
});
const organisationSettings = fc.record({ unreadable: fc.constantFrom('reject' as const, 'leaveOut' as const), around: surroundings }).map(
	({ unreadable, around }): ContactToOrganisationSettings =>
		organisationSettingsOf({
			...around,
			invalidAbn: unreadable,
			unreadablePhone: unreadable,
			severalCompanies: 'first',
			attributes: { ...organisationSettingsOf().attributes, fields: { PhoneDEFAULT: 'phone', AddressSTREETCountry: 'phone', AddressSTREETAddressLine1: 'domain' } },
		}),
);

/** One mapping of one item, to be made as often as a promise wants. */
const anyMapping: fc.Arbitrary<() => PersonResult[]> = fc.oneof(
	fc.tuple(hostileProfile, anySettings, surroundings).map(([item, settings, around]) => () => {
		const profile = readProfile(item);
		return profile === null ? [] : [mapContactToPerson(profile, { ...settings, ...around, syncWhom: { who: 'everyone' } })];
	}),
	fc.tuple(hostileProfile, fc.array(company, { maxLength: 2 }), organisationSettings).map(([item, companies, settings]) => () => {
		const profile = readProfile({ ...(item as object), companies });
		if (profile === null) return [];
		return [mapContactToOrganisation(profile, settings), ...(profile.companies ?? []).map((one) => mapCompanyToOrganisation(one, settings))];
	}),
);

const recordsOf = (results: readonly PersonResult[]) => results.flatMap((result) => (result.kind === 'mapped' ? [result.record] : []));

/** The contact that Xero has after a record was created in it. */
function contactAfterCreate(record: MappedRecord): XeroContact {
	const plan = planCreate(record, [], { nameTaken: 'suffix' }, () => false, viewOf());
	if (plan.kind !== 'create') throw new Error('A record that nobody has met before is created');
	return { ...structuredClone(plan.body), ContactID: 'x1', ContactStatus: 'ACTIVE' };
}

test('what is mapped passes every documented limit of Xero, what is rejected names the rule', () => {
	let mapped = 0;
	fc.assert(
		fc.property(anyMapping, (map) => {
			const results = map();
			for (const record of recordsOf(results)) {
				mapped += 1;
				expect(objectionsTo(record)).toEqual([]);
				// The description lists the currencies of its own day; which ones there are is the organisation's to say.
				expect(bySpecification?.(omit(contactAfterCreate(record), 'DefaultCurrency')) ?? []).toEqual([]);
				expect(record.groups.every((group) => (record.groupPrefixes ?? []).some((prefix) => group.startsWith(prefix)))).toBe(true);
			}
			for (const result of results) {
				if (result.kind === 'rejected') expect(result.problems.every(({ rule, fix, value }) => rule !== '' && fix !== '' && [...value].length <= 80)).toBe(true);
			}
		}),
		{ numRuns: 2_000 },
	);
	expect(mapped).toBeGreaterThan(200);
});

test('mapping twice gives the same, down to the last byte', () => {
	fc.assert(fc.property(anyMapping, (map) => expect(JSON.stringify(map())).toBe(JSON.stringify(map()))), { numRuns: 500 });
});

test('mapping again what Xero then holds changes nothing', () => {
	let planned = 0;
	fc.assert(
		fc.property(anyMapping, (map) => {
			for (const record of recordsOf(map())) {
				planned += 1;
				const contact = contactAfterCreate(record);
				const plan = planUpdate(record, { kind: 'bind', contact, by: 'contactNumber', notes: [] }, viewOf(contact), () => false);
				expect({ kind: plan.kind, changes: 'changes' in plan ? plan.changes : [] }).toEqual({ kind: 'unchanged', changes: [] });
			}
		}),
		{ numRuns: 2_000 },
	);
	expect(planned).toBeGreaterThan(200);
});
