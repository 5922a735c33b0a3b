import { fingerprintOf } from '../../../lib/mapping/fingerprint';

const base = { xero: { Name: 'Jane', EmailAddress: 'a@b.example' }, groups: ['Tag: VIP'], notes: ['n'] };

test('the order of keys and absent values do not matter', () => {
	expect(fingerprintOf({ notes: ['n'], groups: ['Tag: VIP'], xero: { EmailAddress: 'a@b.example', FirstName: undefined, Name: 'Jane' } })).toBe(fingerprintOf(base));
	expect(fingerprintOf(base)).toMatch(/^[0-9a-f]{64}$/);
});

test.each([
	{ ...base, xero: { ...base.xero, Name: 'Joan' } },
	{ ...base, xero: { ...base.xero, FirstName: '' } },
	{ ...base, groups: [] },
	{ ...base, notes: ['m'] },
	{ ...base, xero: { ...base.xero, Phones: [{ PhoneType: 'DEFAULT' as const, PhoneNumber: '1' }] } },
])('another value is another fingerprint: %j', (changed) => {
	expect(fingerprintOf(changed)).not.toBe(fingerprintOf(base));
});

test('nothing but values, groups and notes counts', () => {
	const noisy = { ...base, rules: {}, source: { updatedAt: 5 }, match: { name: 'x' } };
	expect(fingerprintOf(noisy)).toBe(fingerprintOf(base));
});
