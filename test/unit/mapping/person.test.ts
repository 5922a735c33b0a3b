import fc from 'fast-check';
import { checkContact } from '../../../lib/mapping/rules/checks';
import { mapContactToPerson } from '../../../lib/mapping/person/person';
import { readProfile } from '../../../lib/mapping/profileInput';
import { samePhone } from '../../../lib/xero/contact/phone';
import { anySettings, hostileProfile, profileOf, settingsOf } from './profiles';
import { mapped, rejected } from './mappedPerson';

const literal = { mapping: { kind: 'recommended', preset: 'literal', phoneSlot: 'DEFAULT' } } as const;

describe('recommended mapping', () => {
	test('fills name, its parts, email, phone and the keys of the search', () => {
		const record = mapped(
			{ email: ' Jane@ACME.Example', phone: '(02) 9374-4000' },
			{
				previousIds: ['old1', 'old2'],
				companies: [{ id: 'c1', name: 'Acme Pty Ltd' }],
				xeroReference: { xero_contact_id: 'x1', xero_organisation_id: 'o1' },
			},
		);
		expect(record).toEqual({
			intercomId: '65a0',
			previousIds: ['old1', 'old2'],
			role: 'user',
			kind: 'person',
			xero: {
				Name: 'Jane Doe',
				FirstName: 'Jane',
				LastName: 'Doe',
				EmailAddress: 'Jane@acme.example',
				Phones: [{ PhoneType: 'DEFAULT', PhoneCountryCode: '61', PhoneAreaCode: '2', PhoneNumber: '9374 4000' }],
			},
			groups: [],
			notes: [],
			rules: {},
			match: { contactId: 'x1', organisationId: 'o1', contactNumber: '65a0', email: 'jane@acme.example', name: 'Jane Doe', company: 'Acme Pty Ltd' },
			source: { createdAt: 1, updatedAt: 2 },
			fingerprint: expect.stringMatching(/^[\w-]{22}$/),
		});
	});

	test('the whole name stays as it is written, only its parts are split', () => {
		expect(mapped({ name: "O'Brien-van der Berg, José (Pepe)" }).xero).toMatchObject({
			Name: "O'Brien-van der Berg, José (Pepe)",
			FirstName: 'José',
			LastName: "O'Brien-van der Berg",
		});
		expect(mapped({ name: 'ACME Pty Ltd' }).xero).toMatchObject({ Name: 'ACME Pty Ltd', FirstName: '', LastName: '' });
	});

	test('custom attributes first_name and last_name win over splitting', () => {
		const custom_attributes = { first_name: 'Mary Jane', last_name: 'Doe Smith' };
		expect(mapped({ name: 'Mary Jane Doe Smith', custom_attributes }).xero).toMatchObject({ FirstName: 'Mary Jane', LastName: 'Doe Smith' });
		expect(mapped({ name: null, custom_attributes }).xero.Name).toBe('Mary Jane Doe Smith');
	});

	test('a name is taken from the oldest company, else the email, and the record says so', () => {
		const companies = [{ id: 'c2', name: 'Younger', created_at: 9 }, { id: 'c8', name: 'Older', created_at: 3 }, { id: 'c0', name: ' ', created_at: 1 }];
		const fromCompany = mapped({ name: '-' }, { companies });
		expect(fromCompany.xero).toMatchObject({ Name: 'Older', FirstName: '' });
		expect(fromCompany.remarks).toEqual([expect.stringContaining('that of the company')]);
		expect(mapped({ name: null }, { companies: companies.reverse() }).xero.Name).toBe('Older');
		expect(mapped({ name: '😀' }).xero.Name).toBe('jane@acme.example');
	});

	test('markup and emoji are cleaned away with a remark, blanks without one', () => {
		const record = mapped({ name: '<b>Jane</b>  Doe 😀' });
		expect(record.xero).toMatchObject({ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe' });
		expect(record.remarks).toEqual([expect.stringContaining('"<b>Jane</b> Doe')]);
		expect(mapped({ name: ' Jane  Doe ' })).not.toHaveProperty('remarks');
	});

	test('the literal preset maps first name to Name and last name to FirstName', () => {
		expect(mapped({}, {}, literal).xero).toMatchObject({ Name: 'Jane', FirstName: 'Doe', EmailAddress: 'jane@acme.example' });
		expect(mapped({}, {}, literal).xero).not.toHaveProperty('LastName');
		expect(mapped({ name: 'ACME Pty Ltd' }, {}, literal).xero).toMatchObject({ Name: 'ACME Pty Ltd', FirstName: '' });
	});

	test('what Intercom lacks is mapped and empty, and no key of the search', () => {
		const record = mapped({ email: null, phone: null });
		expect(record.xero).toMatchObject({ EmailAddress: '', Phones: [{ PhoneType: 'DEFAULT', PhoneNumber: '', PhoneAreaCode: '', PhoneCountryCode: '' }] });
		expect(Object.keys(record.match)).toEqual(['contactNumber', 'name']);
	});

	test('the phone goes into the slot the user chose, read as a number of the chosen country', () => {
		const settings = { mapping: { kind: 'recommended', preset: 'person', phoneSlot: 'MOBILE' }, defaultCountry: 'NZ' } as const;
		expect(mapped({ phone: '021 123 456' }, {}, settings).xero.Phones).toEqual([
			{ PhoneType: 'MOBILE', PhoneCountryCode: '64', PhoneAreaCode: '', PhoneNumber: '21 123 456' },
		]);
	});
});

describe('rejected, with field, rule, value and who it is', () => {
	test.each([
		['neither name nor email', { name: null, email: null }, 'Name', 'required', ''],
		['a name of 256 characters', { name: 'x'.repeat(256) }, 'Name', 'maxChars', 'x'.repeat(79) + '…'],
		['an umlaut in the email', { email: 'jürgen@acme.example' }, 'EmailAddress', 'emailNotAscii', 'jürgen@acme.example'],
		['a broken email', { email: 'jane' }, 'EmailAddress', 'emailInvalid', 'jane'],
		['a phone that is none', { phone: '12' }, 'Phones.DEFAULT', 'phoneUnreadable', '12'],
		['an id that is too long', { id: 'i'.repeat(51) }, 'ContactNumber', 'maxChars', 'i'.repeat(51)],
	])('%s', (_, contact, field, rule, value) => {
		const result = rejected(contact);
		expect(result.problems).toContainEqual(expect.objectContaining({ field, rule, value }));
		expect(result.message).toContain('was not mapped');
		expect(result.message).toContain(String(profileOf(contact).contact.id).slice(0, 20));
	});

	test('all problems come together, the first one is the reason', () => {
		const result = rejected({ phone: '12', email: 'jane' });
		expect(result.problems.map(({ rule }) => rule)).toEqual(['phoneUnreadable', 'emailInvalid']);
		expect(result.reason).toBe('phoneUnreadable');
		expect(result.contact).toEqual({ id: '65a0', name: 'Jane Doe', email: 'jane' });
	});

	test('an unreadable phone is left out if the user wants that', () => {
		const record = mapped({ phone: '12' }, {}, { unreadablePhone: 'leaveOut' });
		expect(record.xero).not.toHaveProperty('Phones');
		expect(record.remarks).toEqual(['Phone: "12" is not a phone number and was left out.']);
	});

	test('a choice that needs tags cannot be made from a profile without them', () => {
		expect(rejected({}, {}, { syncWhom: { who: 'tag', names: ['VIP'] } })).toMatchObject({ reason: 'tagsNotRead' });
	});
});

test('skipped says why', () => {
	const result = mapContactToPerson(profileOf({ role: 'lead' }), settingsOf({ syncWhom: { who: 'usersWithEmail' } }));
	expect(result).toEqual({ kind: 'skipped', intercomId: '65a0', reason: 'lead', message: expect.stringContaining('lead') });
});

describe('whatever an item holds', () => {
	test('the mapping answers, passes every limit of Xero or names the rule, and answers the same again', () => {
		fc.assert(
			fc.property(hostileProfile, anySettings, (item, settings) => {
				const profile = readProfile(item);
				if (profile === null) return;
				const before = JSON.stringify(profile);
				const result = mapContactToPerson(profile, settings);
				expect(mapContactToPerson(profile, settings)).toEqual(result);
				expect(JSON.stringify(profile)).toBe(before);
				if (result.kind === 'mapped') expect(checkContact(result.record.xero)).toEqual([]);
				if (result.kind === 'rejected') expect(result.problems.every(({ rule, value }) => rule !== '' && [...value].length <= 80)).toBe(true);
			}),
			{ numRuns: 1_000 },
		);
	});

	test('mapping again what Xero then holds changes nothing', () => {
		fc.assert(
			fc.property(hostileProfile, (item) => {
				const profile = readProfile(item);
				const settings = settingsOf({ unreadablePhone: 'leaveOut' });
				const first = profile && mapContactToPerson(profile, settings);
				if (first?.kind !== 'mapped') return;
				const { Name, FirstName, LastName, EmailAddress, Phones } = first.record.xero;
				const phone = Phones?.[0] && `${Phones[0].PhoneCountryCode && '+'}${Phones[0].PhoneCountryCode} ${Phones[0].PhoneAreaCode} ${Phones[0].PhoneNumber}`;
				const contact = { id: profile?.contact.id, role: 'user', name: Name, email: EmailAddress, phone, custom_attributes: { first_name: FirstName, last_name: LastName } };
				const again = mapContactToPerson(profileOf(contact), settings);
				expect(again).toMatchObject({ kind: 'mapped', record: { xero: { Name, EmailAddress } } });
				if (FirstName && LastName) expect(again).toMatchObject({ record: { xero: { FirstName, LastName } } });
				if (Phones?.[0] && again.kind === 'mapped') expect(samePhone(again.record.xero.Phones?.[0] ?? '', Phones[0], 'AU')).toBe(true);
			}),
			{ numRuns: 500 },
		);
	});

	test('only what has a contact with an id is a profile', () => {
		for (const item of [null, 7, 'x', [], {}, { contact: null }, { contact: { id: '' } }, { contact: { id: {} } }]) expect(readProfile(item)).toBeNull();
		expect(readProfile({ contact: { id: 5 } })?.contact).toMatchObject({ id: '5', role: 'lead', email: null, custom_attributes: {} });
	});
});
