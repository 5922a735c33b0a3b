import fc from 'fast-check';
import { MAX_GROUP_CHARS, organisationGroups, personGroups, type GroupSettings } from '../../../lib/mapping/rules/groups';
import { mapContactToOrganisation } from '../../../lib/mapping/organisation/organisation';
import { mapContactToPerson } from '../../../lib/mapping/person/person';
import { readCompany } from '../../../lib/mapping/profileInput';
import { hostileText, organisationSettingsOf, profileOf, settingsOf } from './profiles';

const wish = (settings: Partial<GroupSettings> = {}): GroupSettings => ({ tags: [], segments: [], parentAttribute: '', owner: false, ...settings });
const named = (...names: string[]) => names.map((name, index) => ({ id: String(index), name }));
const VIP = { tags: named('VIP', 'wholesale'), segments: named('Paying') };
const groupsOf = (rest: object, settings: Partial<GroupSettings>) => personGroups(profileOf({}, rest as Record<string, unknown>), wish(settings)).record;

describe('groups of a contact', () => {
	test('nothing that is not switched on is touched: neither groups nor prefixes nor an owner', () => {
		expect(groupsOf(VIP, {})).toEqual({ groups: [] });
	});

	test('chosen tags and segments, compared in any case and spelled as in Intercom', () => {
		expect(groupsOf(VIP, { tags: ['vip', 'Gold'], segments: [' paying '] })).toEqual({
			groups: ['Segment: Paying', 'Tag: VIP'],
			groupPrefixes: ['Tag: ', 'Segment: '],
		});
	});

	test('a star means all, and a contact without any leaves the groups of that kind', () => {
		expect(groupsOf(VIP, { tags: ['*'] })).toEqual({ groups: ['Tag: VIP', 'Tag: wholesale'], groupPrefixes: ['Tag: '] });
		expect(groupsOf({ tags: [] }, { tags: ['*'] })).toEqual({ groups: [], groupPrefixes: ['Tag: '] });
	});

	test('names are cleaned, cut with a remark, and of two that differ in case one is kept, whatever their order', () => {
		const draft = personGroups(profileOf({}, { tags: named('<b>Big</b>  spender 🔥', '😀', 'x'.repeat(120), 'Vip', 'VIP') }), wish({ tags: ['*'] }));
		expect(draft.record.groups).toEqual(['Tag: Big spender', 'Tag: VIP', `Tag: ${'x'.repeat(MAX_GROUP_CHARS - 6)}…`]);
		expect(draft.remarks).toEqual([expect.stringContaining('was cut to 100 characters'), expect.stringContaining('became no group')]);
	});

	test('what is chosen and was not read is a problem, because a missing tag looks like a removed one', () => {
		const problems = (contact: object, settings: Partial<GroupSettings>) =>
			personGroups(profileOf(contact as Record<string, unknown>), wish(settings)).problems.map(({ rule }) => rule);
		expect(problems({}, { tags: ['VIP'], segments: ['*'] })).toEqual(['tagsNotRead', 'segmentsNotRead']);
		expect(problems({ owner_id: '7' }, { owner: true })).toEqual(['ownerNotRead']);
		expect(problems({ owner_id: null }, { owner: true })).toEqual([]);
		expect(mapContactToPerson(profileOf(), settingsOf({ groups: wish({ tags: ['VIP'] }) }))).toMatchObject({ kind: 'rejected', reason: 'tagsNotRead', message: expect.stringContaining('Get Profile') });
	});

	test('the owner travels by email, and nobody is an answer too', () => {
		expect(groupsOf({ owner: { id: '7', name: 'Jo  Lee', email: 'jo@us.example' } }, { owner: true })).toEqual({ groups: [], owner: { email: 'jo@us.example', name: 'Jo Lee' } });
		expect(groupsOf({}, { owner: true })).toEqual({ groups: [], owner: null });
	});

	test('whatever tags are called and however they are ordered, the groups are the same, within length and without brackets', () => {
		fc.assert(
			fc.property(fc.array(hostileText, { maxLength: 6 }), (names) => {
				const forwards = groupsOf({ tags: named(...names) }, { tags: ['*'] }).groups;
				expect(groupsOf({ tags: named(...names).reverse() }, { tags: ['*'] }).groups).toEqual(forwards);
				expect(new Set(forwards.map((name) => name.toLowerCase())).size).toBe(forwards.length);
				for (const group of forwards) {
					expect(group.startsWith('Tag: ')).toBe(true);
					expect(group.length).toBeLessThanOrEqual(100);
					expect(group).not.toMatch(/[<>\p{Cc}\p{Surrogate}]|^\s|\s$|\s\s/u);
				}
			}),
		);
	});
});

describe('groups of a company', () => {
	const company = readCompany({ id: 'c1', name: 'Acme', tags: named('Key account'), custom_attributes: { parent_company: ' Acme  Holdings ' } })!;

	test('its own tags and its parent', () => {
		expect(organisationGroups(company, wish({ tags: ['*'], parentAttribute: 'parent_company' })).record).toEqual({
			groups: ['Parent: Acme Holdings', 'Tag: Key account'],
			groupPrefixes: ['Tag: ', 'Parent: '],
		});
		expect(organisationGroups({ ...company, custom_attributes: {} }, wish({ parentAttribute: 'parent_company' })).record).toEqual({ groups: [], groupPrefixes: ['Parent: '] });
		expect(organisationGroups(company, wish({ parentAttribute: 'toString' })).record.groups).toEqual([]);
	});

	test('two colleagues with other tags and owners give the company the same groups and the same fingerprint', () => {
		const settings = organisationSettingsOf({ groups: wish({ tags: ['*'], segments: ['*'], owner: true, parentAttribute: 'parent_company' }) });
		const mapped = (tag: string, owner: object | null) => mapContactToOrganisation(profileOf({}, { companies: [company], tags: named(tag), owner }), settings);
		const first = mapped('VIP', { id: '1', name: 'Jo', email: 'jo@us.example' });
		expect(first).toMatchObject({ kind: 'mapped', record: { groups: ['Parent: Acme Holdings', 'Tag: Key account'] } });
		expect(mapped('Lost', null)).toEqual(first);
		expect(first.kind === 'mapped' && 'owner' in first.record).toBe(false);
	});
});
