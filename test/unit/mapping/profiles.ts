import fc from 'fast-check';
import type { Profile } from '../../../lib/intercom/profile/profile';
import type { ContactToOrganisationSettings } from '../../../lib/mapping/organisation/organisation';
import type { PersonSettings } from '../../../lib/mapping/person/person';
import { readProfile } from '../../../lib/mapping/profileInput';

/** A user as Get Profile gives it; `contact` and `rest` replace what a test is about. */
export function profileOf(contact: Record<string, unknown> = {}, rest: Record<string, unknown> = {}): Profile {
	const profile = readProfile({
		contact: { id: '65a0', role: 'user', name: 'Jane Doe', email: 'jane@acme.example', created_at: 1, updated_at: 2, ...contact },
		previousIds: [],
		workspaceId: 'w1',
		...rest,
	});
	if (profile === null) throw new Error('The fixture is no profile');
	return profile;
}

export const settingsOf = (settings: Partial<PersonSettings> = {}): PersonSettings => ({
	mapping: { kind: 'recommended', preset: 'person', phoneSlot: 'DEFAULT' },
	syncWhom: { who: 'everyone' },
	rules: {},
	defaultCountry: 'AU',
	unreadablePhone: 'reject',
	invalidAbn: 'reject',
	unusableValue: 'reject',
	...settings,
});

export const organisationSettingsOf = (settings: Partial<ContactToOrganisationSettings> = {}): ContactToOrganisationSettings => ({
	attributes: { abn: 'abn', acn: 'acn', billingEmail: 'billing_email', domain: 'domain', fields: {} },
	billingRole: { attribute: 'job_title', role: 'Accounts' },
	invalidAbn: 'reject',
	severalCompanies: 'reject',
	syncWhom: { who: 'everyone' },
	rules: {},
	defaultCountry: 'AU',
	unreadablePhone: 'reject',
	unusableValue: 'reject',
	...settings,
});

/** Texts that have broken mappings before: markup, emoji, controls, halves of characters, long ones, other scripts. */
export const hostileText = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 60 }),
	fc.string({ unit: 'grapheme', maxLength: 400 }),
	fc.array(fc.constantFrom('<b>', '<', '>', '  ', '\u0000', '\ud800', '😀', '\u200d', '王', 'van', 'Jr', ',', '(', '"', 'Pty Ltd', '@', '+61', '0412 345 678', 'é', 'Dr')).map((words) => words.join(' ')),
	fc.constantFrom('0412 345 678 ext 9', '+64 21 123 456', '(02) 9374-4000', 'müller@example.com', 'a@b.example', 'x'.repeat(256)),
);

export const hostileValue = fc.oneof(hostileText, fc.constant(null), fc.integer(), fc.boolean(), fc.jsonValue({ maxDepth: 2 }));

/** A text that is usually fine, so that most profiles get past the first check. */
const mostly = (good: string) => fc.oneof({ weight: 5, arbitrary: fc.constant<unknown>(good) }, { weight: 2, arbitrary: hostileValue });

/** A part of a profile that is usually there, whatever it holds. */
const usually = (part: fc.Arbitrary<unknown>) => fc.oneof({ weight: 8, arbitrary: part }, { weight: 1, arbitrary: hostileValue });

const attributes = fc.dictionary(fc.constantFrom('first_name', 'last_name', 'xero_sync', 'plan', 'renewal_at', '__proto__'), hostileValue);

/** Anything an item could hold where a profile is expected: well formed, damaged or something else altogether. */
export const hostileProfile = fc.oneof(
	{ weight: 1, arbitrary: fc.jsonValue() },
	{
		weight: 5,
		arbitrary: fc.record(
			{
				contact: fc.record(
					{
						id: mostly('65a0b1'),
						role: fc.constantFrom('user', 'lead', null, 7),
						name: hostileValue,
						email: mostly('Jane@ACME.example'),
						phone: mostly('0412 345 678'),
						created_at: hostileValue,
						signed_up_at: fc.oneof(fc.integer(), fc.double()),
						owner_id: fc.constantFrom(null, '7'),
						custom_attributes: attributes,
						location: fc.jsonValue({ maxDepth: 1 }),
					},
					{ requiredKeys: ['id'] },
				),
				companies: fc.oneof(fc.array(fc.record({ id: hostileValue, name: hostileValue, custom_attributes: attributes }), { maxLength: 3 }), hostileValue),
				tags: usually(fc.array(fc.record({ id: hostileValue, name: hostileValue }), { maxLength: 2 })),
				xeroReference: fc.oneof(fc.record({ xero_contact_id: hostileValue, xero_organisation_id: hostileValue }), hostileValue),
				segments: usually(fc.array(fc.record({ id: hostileValue, name: hostileValue }), { maxLength: 2 })),
				owner: fc.oneof(fc.record({ id: hostileValue, name: hostileValue, email: hostileValue }), fc.constant(null)),
				previousIds: hostileValue,
				conversations: usually(
					fc.record({ count: fc.nat(), last: fc.record({ id: hostileValue, state: hostileValue, subject: hostileValue, updated_at: fc.double(), url: hostileValue }) }),
				),
			},
			{ requiredKeys: ['contact', 'tags', 'segments', 'conversations'] },
		),
	},
);

const people = fc.array(fc.record({ FirstName: mostly('Ann'), EmailAddress: mostly('ann@acme.example') }), { maxLength: 7 });

export const anySettings: fc.Arbitrary<PersonSettings> = fc.record({
	mapping: fc.oneof(
		fc.record({ kind: fc.constant('recommended' as const), preset: fc.constantFrom('person' as const, 'literal' as const), phoneSlot: fc.constantFrom('DEFAULT' as const, 'MOBILE' as const) }),
		fc.record({
			kind: fc.constant('custom' as const),
			values: fc
				.tuple(
					fc.dictionary(
						fc.constantFrom('Name', 'FirstName', 'EmailAddress', 'TaxNumber', 'DefaultCurrency', 'AccountNumber', 'PhoneDEFAULT', 'PhoneFAX', 'AddressSTREETCountry', 'AddressSTREETAddressLine1', 'AddressPOBOXPostalCode', 'Unknown'),
						fc.oneof({ weight: 4, arbitrary: hostileText }, { weight: 1, arbitrary: hostileValue }, { weight: 1, arbitrary: fc.constantFrom('@name', '@firstName', '@lastName', '@email', '@phone', '@company') }),
					),
					fc.option(fc.oneof({ weight: 4, arbitrary: people }, { weight: 1, arbitrary: hostileValue })),
				)
				.map(([values, persons]): Record<string, unknown> => (persons === null ? values : { ...values, ContactPersons: persons })),
		}),
	),
	syncWhom: fc.constantFrom({ who: 'everyone' as const }, { who: 'everyone' as const }, { who: 'everyone' as const }, { who: 'usersWithEmail' as const }, { who: 'tag' as const, names: ['VIP'] }, { who: 'companyAttribute' as const, attribute: 'plan', value: '' }),
	rules: fc.constant({}),
	defaultCountry: fc.constantFrom('AU', 'NZ', 'XX', ''),
	unreadablePhone: fc.constantFrom('reject' as const, 'leaveOut' as const),
	invalidAbn: fc.constantFrom('reject' as const, 'leaveOut' as const),
	unusableValue: fc.constantFrom('reject' as const, 'leaveOut' as const),
});

const someNames = fc.constantFrom<readonly string[]>([], ['*'], ['VIP', 'paying']);

/** Every choice of groups, notes and attributes that stand beside a mapping. */
export const surroundings: fc.Arbitrary<Pick<PersonSettings, 'groups' | 'notes' | 'attributes'>> = fc.record(
	{
		groups: fc.record({ tags: someNames, segments: someNames, parentAttribute: fc.constantFrom('', 'parent_company', '__proto__'), owner: fc.boolean() }),
		notes: fc.record({ when: fc.constantFrom('create' as const, 'change' as const), timestamps: fc.boolean(), conversations: fc.boolean(), actions: fc.boolean() }),
		attributes: fc.array(
			fc.record({
				attribute: fc.constantFrom('first_name', 'plan', 'renewal_at', '__proto__'),
				field: fc.constantFrom('Name', 'LastName', 'EmailAddress', 'TaxNumber', 'PhoneDEFAULT', 'PhoneFAX', 'AddressSTREETCity', 'AddressPOBOXCountry', 'ContactPersons', 'Unknown'),
				reading: fc.constantFrom('auto' as const, 'date' as const, 'text' as const),
			}),
			{ maxLength: 3 },
		),
	},
	{ requiredKeys: [] },
);
