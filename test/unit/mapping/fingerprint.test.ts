import { createHash } from 'node:crypto';
import { fingerprintOf, type Fingerprinted } from '../../../lib/mapping/fingerprint';

const base: Fingerprinted = { xero: { Name: 'Jane', EmailAddress: 'a@b.example' }, groups: ['Tag: VIP'], notes: ['n'], notesWhen: 'change' };

test('the order of keys and absent values do not matter', () => {
	expect(fingerprintOf({ notesWhen: 'change', notes: ['n'], groups: ['Tag: VIP'], xero: { EmailAddress: 'a@b.example', FirstName: undefined, Name: 'Jane' } })).toBe(fingerprintOf(base));
	expect(fingerprintOf(base)).toMatch(/^[\w-]{22}$/);
});

test.each<Fingerprinted>([
	{ ...base, xero: { ...base.xero, Name: 'Joan' } },
	{ ...base, xero: { ...base.xero, FirstName: '' } },
	{ ...base, groups: [] },
	{ ...base, notes: ['m'] },
	{ ...base, owner: null },
	{ ...base, owner: { email: 'jo@us.example', name: 'Jo' } },
	{ ...base, xero: { ...base.xero, Phones: [{ PhoneType: 'DEFAULT' as const, PhoneNumber: '1' }] } },
])('another value is another fingerprint: %j', (changed) => {
	expect(fingerprintOf(changed)).not.toBe(fingerprintOf(base));
});

test('nothing but values, groups, owner and notes counts', () => {
	const noisy = { ...base, rules: {}, source: { updatedAt: 5 }, match: { name: 'x' } };
	expect(fingerprintOf(noisy)).toBe(fingerprintOf(base));
});

test('notes of the first sync only are no difference later', () => {
	expect(fingerprintOf({ ...base, notesWhen: 'create' })).toBe(fingerprintOf({ ...base, notes: [], notesWhen: undefined }));
});

// What users' state tables hold since the first version must stay right: this text is what it hashed.
test('a record without groups, owner and notes keeps the fingerprint of the first version', () => {
	const stored = '{"groups":[],"notes":[],"xero":{"EmailAddress":"j@x.example","Name":"José","Phones":[{"PhoneNumber":"1","PhoneType":"DEFAULT"}]}}';
	const xero = { Name: 'José', EmailAddress: 'j@x.example', Phones: [{ PhoneType: 'DEFAULT' as const, PhoneNumber: '1' }] };
	expect(fingerprintOf({ xero, groups: [], notes: [] })).toBe(createHash('sha256').update(stored).digest('base64url').slice(0, 22));
});
