import type { MappedRecord } from '../../../lib/sync/record/record';
import { PHONE_SLOTS, XERO_FIELDS } from '../../../lib/mapping/rules/fieldTable';
import { mapCompanyToOrganisation, mapContactToOrganisation } from '../../../lib/mapping/organisation/organisation';
import { mapContactToPerson, type PersonResult } from '../../../lib/mapping/person/person';
import { readCompany } from '../../../lib/mapping/profileInput';
import { ORGANISATION_GOES, PERSON_GOES, STAFF_GOES, type Goes } from '../../../lib/mapping/rules/whatGoesWhere';
import { organisationSettingsOf, profileOf, settingsOf } from './profiles';

/** What the panel says must be what the mapping does: no field more, none less. */
const COMPANY = { id: 'c1', company_id: 'A-17', name: 'Acme Pty Ltd', custom_attributes: { abn: '51 824 753 556', acn: '004 085 616', billing_email: 'bills@acme.example' } };
const JANE = { name: 'Jane van der Berg', email: 'jane@acme.example', phone: '+61298765432' };

function filled(result: PersonResult): string[] {
	if (result.kind !== 'mapped') throw new Error(`Not mapped: ${result.message}`);
	const { xero, rules }: MappedRecord = result.record;
	const labels = Object.keys(xero).map((field) => (field === 'Phones' ? PHONE_SLOTS.DEFAULT : XERO_FIELDS[field as keyof typeof XERO_FIELDS].label));
	return Object.keys(xero).map((field, position) => `${labels[position]}${rules[field as keyof typeof rules]?.update === 'ifEmpty' ? ' only if empty in Xero' : ''}`).sort();
}

const said = (lines: readonly Goes[]) => lines.map(({ to, when }) => `${to}${when === 'only if empty in Xero' ? ` ${when}` : ''}`).sort();

test.each(['person', 'literal'] as const)('the table of the preset %s', (preset) => {
	const profile = profileOf({ ...JANE, custom_attributes: { first_name: 'Jane', last_name: 'van der Berg' } });
	expect(filled(mapContactToPerson(profile, settingsOf({ mapping: { kind: 'recommended', preset, phoneSlot: 'DEFAULT' } })))).toEqual(said(PERSON_GOES[preset]));
});

test('the tables of organisations', () => {
	expect(filled(mapCompanyToOrganisation(readCompany(COMPANY)!, organisationSettingsOf()))).toEqual(said(ORGANISATION_GOES));
	expect(filled(mapContactToOrganisation(profileOf(JANE, { companies: [COMPANY] }), organisationSettingsOf()))).toEqual(said(STAFF_GOES));
});
