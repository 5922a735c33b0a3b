import fc from 'fast-check';
import { canonicalOf, sameValue, type SharedField } from '../../../../lib/mapping/back/canonical';
import { nameInIntercom, nameAttributes } from '../../../../lib/mapping/back/intercomSide';
import { agreedValues, recommendedBack, type RecommendedBackSettings } from '../../../../lib/mapping/back/recommendedBack';
import { mapCompanyToOrganisation } from '../../../../lib/mapping/organisation/organisation';
import { mapContactToPerson } from '../../../../lib/mapping/person/person';
import { companyFrom } from '../../../../lib/intercom/companies/companyFrom';
import type { WritableContact, XeroContact } from '../../../../lib/xero/contact/contact';
import { organisationSettingsOf, profileOf, settingsOf } from '../profiles';
import { country, email, intercomName, intercomPerson, intercomPhone, xeroNames, xeroPhone } from './people';

const settingsBack = (more: Partial<RecommendedBackSettings> = {}): RecommendedBackSettings => ({ kind: 'contact', country: 'AU', slot: 'DEFAULT', abnAttribute: 'abn', names: 'person', intercomId: '', ...more });

function forward(contact: Record<string, unknown>, defaultCountry: string, preset: 'person' | 'literal' = 'person'): WritableContact | null {
	const result = mapContactToPerson(profileOf(contact), settingsOf({ defaultCountry, unreadablePhone: 'leaveOut', mapping: { kind: 'recommended', preset, phoneSlot: 'DEFAULT' } }));
	return result.kind === 'mapped' ? result.record.xero : null;
}

const FIELDS = ['name', 'phone', 'email'] as const satisfies readonly SharedField[];

describe('put-get: what went to Xero and comes back is no change', () => {
	test.each(['person', 'literal'] as const)('of a contact, preset %s', (names) => {
		fc.assert(
			fc.property(intercomPerson, country, (person, of) => {
				const xero = forward(person, of, names);
				fc.pre(xero !== null);
				const back = agreedValues(xero!, xero!, settingsBack({ country: of, names }));
				for (const field of FIELDS) {
					const value = person[field];
					// An unreadable phone is left out, and one that names nobody gets a name from elsewhere.
					if (back[field] === undefined || (field === 'name' && canonicalOf('name', value, { country: of }) === '')) continue;
					expect([field, canonicalOf(field, back[field], { country: of })]).toEqual([field, canonicalOf(field, value, { country: of })]);
				}
			}),
			{ numRuns: 600 },
		);
	});

	test('of a company', () => {
		const names = fc.oneof(fc.constantFrom('Acme Pty Ltd', 'Smith & Co', 'O’Brien Holdings', 'الشركة', 'Acme  Ltd', 'Harbour (Sydney)'), intercomName);
		fc.assert(
			fc.property(names, fc.constantFrom('51 824 753 556', '51824753556', 51824753556, null), (name, abn) => {
				const company = companyFrom({ id: 'c1', name, custom_attributes: { abn } });
				const result = mapCompanyToOrganisation(company!, organisationSettingsOf());
				fc.pre(result.kind === 'mapped');
				const xero = result.kind === 'mapped' ? result.record.xero : {};
				const back = agreedValues(xero, xero, settingsBack({ kind: 'company' }));
				expect(canonicalOf('name', back.name, { country: 'AU', kind: 'company' })).toBe(canonicalOf('name', company?.name, { country: 'AU', kind: 'company' }));
				if (abn !== null) expect(back.custom_attributes).toEqual({ abn: '51 824 753 556' });
				expect(sameValue('abn', String(abn ?? ''), String(back.custom_attributes?.abn ?? ''), { country: 'AU' })).toBe(true);
			}),
		);
	});

	test('with first_name and last_name', () => {
		fc.assert(
			fc.property(intercomName, xeroNames, fc.constantFrom('both', 'first', 'last'), (name, [first, last], which) => {
				const contact = { name, custom_attributes: { ...(which !== 'last' && { first_name: first }), ...(which !== 'first' && { last_name: last }) } };
				const xero = forward({ ...contact, email: '' }, 'AU');
				fc.pre(xero !== null && canonicalOf('name', nameInIntercom(contact), { country: '' }) !== '');
				expect(canonicalOf('name', recommendedBack(xero!, settingsBack()).name, { country: '' })).toBe(canonicalOf('name', nameInIntercom(contact), { country: '' }));
			}),
			{ numRuns: 500 },
		);
	});
});

test('a canonical form is its own', () => {
	const value = fc.oneof(intercomName, intercomPhone, email, fc.webUrl(), fc.constantFrom('51 824 753 556', 'ABN 51824753556', 'n/a'));
	fc.assert(
		fc.property(value, country, fc.constantFrom<SharedField[]>('name', 'phone', 'email', 'website', 'abn'), fc.constantFrom('contact' as const, 'company' as const), (text, of, field, kind) => {
			const once = canonicalOf(field, text, { country: of, kind });
			expect(canonicalOf(field, once, { country: of, kind })).toBe(once);
		}),
		{ numRuns: 3_000 },
	);
});

const xeroPerson = fc.record({ names: xeroNames, phone: xeroPhone('DEFAULT'), mobile: xeroPhone('MOBILE'), EmailAddress: email }).map(
	({ names: [FirstName, LastName], phone, mobile, EmailAddress }): XeroContact => ({ ContactID: 'a', Name: `${FirstName} ${LastName}`.trim() || 'Acme', FirstName, LastName, EmailAddress, Phones: [phone, mobile] }),
);

describe('get-put: what came from Xero and goes back is no change', () => {
	test('of a contact: the same name, phone and email', () => {
		fc.assert(
			fc.property(xeroPerson, country, (contact, of) => {
				const settings = settingsBack({ country: of });
				const back = recommendedBack(contact, settings);
				const xero = forward({ name: back.name, phone: back.phone, email: back.email }, of);
				fc.pre(xero !== null);
				const again = agreedValues(xero!, xero!, settings);
				for (const field of FIELDS) {
					if (again[field] === undefined || (field === 'name' && back.name === '')) continue;
					expect([field, canonicalOf(field, again[field], { country: of })]).toEqual([field, canonicalOf(field, back[field], { country: of })]);
				}
			}),
			{ numRuns: 500 },
		);
	});

	test.each([
		['太郎', '山田', '山田 太郎'], ['ジョン', 'スミス', 'スミス ジョン'], ['マリア', 'デ・ラ・クルス', 'マリア・デ・ラ・クルス'], ['Jan', 'van der Berg', 'Jan van der Berg'], ["Pat", "O'Dell", "Pat O'Dell"], ['יוסי', 'כהן', 'יוסי כהן'], ['Robert', 'Downey Jr', 'Robert Downey Jr'],
	])('%s %s is %s, which is split into the same two', (FirstName, LastName, name) => {
		expect(recommendedBack({ FirstName, LastName }, settingsBack()).name).toBe(name);
		expect(forward({ name }, 'AU')).toMatchObject({ FirstName, LastName });
	});

	test('with first_name and last_name the attributes change along', () => {
		fc.assert(
			fc.property(xeroNames, fc.constantFrom<Record<string, string>>({ first_name: 'Ann', last_name: 'Lee' }, { first_name: 'Ann' }, { last_name: 'Lee' }), ([FirstName, LastName], held) => {
				const name = recommendedBack({ FirstName, LastName }, settingsBack()).name ?? '';
				const before = { name: 'Ann Lee', custom_attributes: { ...held, plan: 'gold' } };
				const after = { name, email: '', custom_attributes: { ...before.custom_attributes, ...nameAttributes(before, name, { FirstName, LastName }) } };
				fc.pre(name !== '');
				expect(Object.keys(after.custom_attributes)).toEqual([...Object.keys(held), 'plan']);
				expect(canonicalOf('name', nameInIntercom(after), { country: '' })).toBe(canonicalOf('name', name, { country: '' }));
				expect(after.custom_attributes.plan).toBe('gold');
			}),
		);
	});
});

describe('a change of one field moves nothing else', () => {
	test('in Xero', () => {
		const change = fc.oneof(
			xeroNames.map(([FirstName, LastName]) => ({ field: 'name', change: { FirstName, LastName } })),
			xeroPhone('DEFAULT').map((phone) => ({ field: 'phone', change: { Phones: [phone] } })),
			email.map((EmailAddress) => ({ field: 'email', change: { EmailAddress } })),
			fc.constantFrom({ field: 'none', change: { TaxNumber: '51 824 753 556' } }, { field: 'none', change: { AccountNumber: 'A1' } }),
		);
		fc.assert(
			fc.property(xeroPerson, change, (contact, { field, change: changed }) => {
				const named = { ...contact, FirstName: contact.FirstName || 'Jane' };
				const [before, after] = [recommendedBack(named, settingsBack()), recommendedBack({ ...named, ...changed }, settingsBack())];
				const moved = FIELDS.filter((one) => before[one] !== after[one]);
				expect(moved.filter((one) => one !== field && !(field === 'name' && after.name === ''))).toEqual([]);
			}),
			{ numRuns: 500 },
		);
	});

	test('in Intercom', () => {
		fc.assert(
			fc.property(intercomPerson, intercomPerson, fc.constantFrom(...FIELDS), (person, other, field) => {
				const [before, after] = [forward(person, 'AU'), forward({ ...person, [field]: other[field] }, 'AU')];
				fc.pre(before !== null && after !== null && canonicalOf('name', person.name, { country: '' }) !== '' && canonicalOf('name', other.name, { country: '' }) !== '');
				const [one, two] = [agreedValues(before!, before!, settingsBack()), agreedValues(after!, after!, settingsBack())];
				expect(FIELDS.filter((name) => name !== field && one[name] !== two[name])).toEqual([]);
			}),
			{ numRuns: 500 },
		);
	});
});
