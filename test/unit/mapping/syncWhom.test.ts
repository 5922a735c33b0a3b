import { whetherToSync, type SyncWhom } from '../../../lib/mapping/rules/syncWhom';
import { profileOf } from './profiles';

const usersWithEmail: SyncWhom = { who: 'usersWithEmail' };
const company = (values: Record<string, unknown>) => ({ companies: [{ id: 'c1', name: 'Acme', ...values }] });
const decide = (contact: Record<string, unknown>, whom: SyncWhom, rest = {}) => {
	const decision = whetherToSync(profileOf(contact, rest), whom);
	return decision.kind === 'skip' ? decision.reason : decision.kind === 'undecided' ? decision.problem.rule : decision.kind;
};

test.each<[string, Record<string, unknown>, SyncWhom, object, string]>([
	['a user with an email', {}, usersWithEmail, {}, 'sync'],
	['a user without an email', { email: null }, usersWithEmail, {}, 'noEmail'],
	['a user with neither email nor name is left to the checks', { email: null, name: null }, usersWithEmail, {}, 'sync'],
	['a user with a company only', { email: null, name: null }, usersWithEmail, company({}), 'noEmail'],
	['a lead with an email', { role: 'lead' }, usersWithEmail, {}, 'lead'],
	['a record without a role', { role: undefined }, usersWithEmail, {}, 'lead'],
	['everyone', { role: 'lead', email: null }, { who: 'everyone' }, {}, 'sync'],
	['xero_sync off', { custom_attributes: { xero_sync: ' OFF ' } }, { who: 'everyone' }, {}, 'switchedOff'],
	['xero_sync on', { custom_attributes: { xero_sync: 'on' } }, { who: 'everyone' }, {}, 'sync'],
	['a tag in another case', {}, { who: 'tag', names: ['x', 'vip'] }, { tags: [{ id: '1', name: 'VIP ' }] }, 'sync'],
	['another tag', {}, { who: 'tag', names: ['vip'] }, { tags: [{ id: '1', name: 'vips' }] }, 'withoutTag'],
	['tags that were not read', {}, { who: 'tag', names: ['vip'] }, {}, 'tagsNotRead'],
	['a segment', {}, { who: 'segment', names: ['Paying'] }, { segments: [{ id: '1', name: 'paying' }] }, 'sync'],
	['no segment', {}, { who: 'segment', names: ['Paying'] }, { segments: [] }, 'outsideSegment'],
	['segments that were not read', {}, { who: 'segment', names: ['Paying'] }, {}, 'segmentsNotRead'],
	['a custom attribute', {}, { who: 'companyAttribute', attribute: 'tier', value: 'gold' }, company({ custom_attributes: { tier: 'Gold' } }), 'sync'],
	['a boolean attribute', {}, { who: 'companyAttribute', attribute: 'customer', value: 'true' }, company({ custom_attributes: { customer: true } }), 'sync'],
	["one of Intercom's own fields", {}, { who: 'companyAttribute', attribute: 'plan', value: '' }, company({ plan: 'Pro' }), 'sync'],
	['no value at all', {}, { who: 'companyAttribute', attribute: 'plan', value: '' }, company({}), 'companyAttribute'],
	['a property every object has', {}, { who: 'companyAttribute', attribute: 'constructor', value: '' }, company({}), 'companyAttribute'],
	['companies that were not read', {}, { who: 'companyAttribute', attribute: 'plan', value: '' }, {}, 'companiesNotRead'],
])('%s', (_, contact, whom, rest, expected) => {
	expect(decide(contact, whom, rest)).toBe(expected);
});

test('xero_sync off wins over every choice, for users too', () => {
	expect(decide({ custom_attributes: { xero_sync: 'off' } }, { who: 'tag', names: ['vip'] }, { tags: [{ id: '1', name: 'vip' }] })).toBe('switchedOff');
});
