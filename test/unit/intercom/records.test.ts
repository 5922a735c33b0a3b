import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { companyFrom } from '../../../lib/intercom/companies/companyFrom';
import { contactFrom } from '../../../lib/intercom/contacts/contactFrom';
import { conversationSummaryFrom } from '../../../lib/intercom/profile/conversationSummary';
import { xeroReferenceFrom } from '../../../lib/intercom/attributes/customAttributes';
import { epochSeconds, idOf } from '../../../lib/intercom/api/wireValue';
import { contactBody } from './scriptedIntercom';

test.each([
	[1_768_018_948, 1_768_018_948],
	[1_768_018_948_240, 1_768_018_948],
	['1768018948', 1_768_018_948],
	['2026-01-10T04:22:28.240+00:00', 1_768_018_948],
	['2026-01-10T04:22:28.999Z', 1_768_018_948],
	['2026-01-10T15:22:28+11:00', 1_768_018_948],
	[0, 0],
	[null, null],
	['', null],
	['soon', null],
	[Number.NaN, null],
	[{}, null],
])('the time %j is %j in epoch seconds', (value, seconds) => {
	expect(epochSeconds(value)).toBe(seconds);
});

test.each([
	[321, '321'],
	['321', '321'],
	[' 321 ', '321'],
	[0, null],
	['', null],
	[null, null],
	[[], null],
])('the owner id %j is %j', (value, id) => {
	expect(idOf(value)).toBe(id);
	expect(contactFrom(contactBody('c1', { owner_id: value }))?.contact.owner_id).toBe(id);
});

test('only the role user is a user; anything else is trusted as little as a lead', () => {
	const roleOf = (role: unknown) => contactFrom(contactBody('c1', { role }))?.contact.role;
	expect(roleOf('user')).toBe('user');
	expect(['lead', 'visitor', 'USER', null, undefined].map(roleOf)).toEqual(['lead', 'lead', 'lead', 'lead', 'lead']);
});

test('ids of merged contacts come oldest first, whatever order Intercom sends', () => {
	const merge_history = [
		{ source_contact_id: 'new', merged_at: 300 },
		{ source_contact_id: 'old', merged_at: 100 },
		{ source_contact_id: null, merged_at: 200 },
	];
	expect(contactFrom(contactBody('c1', { merge_history }))?.previousIds).toEqual(['old', 'new']);
	expect(contactFrom(contactBody('c1', { merge_history: null }))?.previousIds).toEqual([]);
});

test.each([
	['all there', { data: [{ id: '1' }], total_count: 1, has_more: false }, true],
	['cut at ten', { data: [{ id: '1' }], total_count: 12, has_more: true }, false],
	['more counted than listed', { data: [{ id: '1' }], total_count: 2, has_more: false }, false],
	['missing', undefined, false],
])('a tag list that is %s says so', (_, tags, complete) => {
	expect(contactFrom(contactBody('c1', { tags }))?.tags.complete).toBe(complete);
});

test('custom attributes keep plain values, null included, and drop references to objects', () => {
	const custom_attributes = { plan: 'pro', seats: 3, trial: false, gone: null, order: { type: 'Order.list', instances: [] } };
	expect(contactFrom(contactBody('c1', { custom_attributes }))?.contact.custom_attributes).toEqual({ plan: 'pro', seats: 3, trial: false, gone: null });
});

test('a Xero reference needs a contact id', () => {
	expect(xeroReferenceFrom({ xero_contact_id: ' x1 ', xero_organisation_id: 'o1' })).toEqual({
		xero_contact_id: 'x1',
		xero_contact_url: null,
		xero_organisation_id: 'o1',
	});
	for (const xero_contact_id of [undefined, null, '', '  ', 5, true]) expect(xeroReferenceFrom({ ...(xero_contact_id !== undefined && { xero_contact_id }) })).toBeNull();
});

test('a company of a notification is read like one of REST', () => {
	const file = join(__dirname, '../../../../shared/fixtures/intercom-webhooks/company_updated.json');
	if (!existsSync(file)) {
		console.warn(`NOT TESTED: no captured company at ${file}`);
		return;
	}
	expect(companyFrom(JSON.parse(readFileSync(file, 'utf8')).data.item)).toMatchObject({ name: 'Acme Enterprises', plan: null, created_at: 1768018294, tags: [] });
});

test('plan and tags of a company are read in both of their shapes', () => {
	const tags = [{ id: '1', name: 'vip' }];
	expect(companyFrom({ id: 'co', plan: { name: 'Pro' }, tags: { type: 'tag.list', tags } })).toMatchObject({ plan: 'Pro', tags });
	expect(companyFrom({ id: 'co', plan: {}, tags: { data: tags } })).toMatchObject({ plan: null, tags });
});

test('the reference and the switch of a company are also found under the names they have on contacts', () => {
	const own = { xero_company_contact_id: 'x1', xero_company_organisation_id: 'o1', xero_company_contact_url: null, xero_company_sync: ' OFF ', tier: 'gold' };
	expect(companyFrom({ id: 'co', custom_attributes: own })?.custom_attributes).toEqual({ ...own, xero_contact_id: 'x1', xero_organisation_id: 'o1', xero_sync: 'off' });
	expect(companyFrom({ id: 'co', custom_attributes: { xero_company_sync: 'on', xero_sync: 'off' } })?.custom_attributes).toMatchObject({ xero_sync: 'off' });
	expect(companyFrom({ id: 'co', custom_attributes: { tier: 'gold' } })?.custom_attributes).toEqual({ tier: 'gold' });
});

test('what is called a reference on a company but is not the guarded attribute counts for nothing', () => {
	const custom_attributes = { xero_contact_id: 'stranger', xero_organisation_id: 'o9', xero_company_organisation_id: 'o1' };
	expect(companyFrom({ id: 'co', custom_attributes })?.custom_attributes).toEqual({ xero_company_organisation_id: 'o1', xero_organisation_id: 'o1' });
});

test('the last conversation is the one changed last, and what was written in it is not read out where it has no title', () => {
	const body = {
		total_count: 7,
		conversations: [
			{ id: '1', state: 'closed', updated_at: 100, title: 'Old' },
			{ id: '2', state: 'open', updated_at: 200, title: null, source: { subject: '', body: '<p>Where is my <b>invoice</b>?</p>' } },
		],
	};
	expect(conversationSummaryFrom(body, 'ws1', 'https://app.intercom.com')).toEqual({
		count: 7,
		last: {
			id: '2',
			state: 'open',
			subject: '',
			updated_at: 200,
			url: 'https://app.intercom.com/a/inbox/ws1/inbox/shared/all/conversation/2',
		},
	});
	expect(conversationSummaryFrom({ conversations: [] }, 'ws1', '')).toEqual({ count: 0, last: null });
});

test('no answer, however odd, makes a reader throw', () => {
	fc.assert(
		fc.property(fc.anything(), fc.dictionary(fc.constantFrom(...Object.keys(contactBody('x')), 'plan', 'merge_history', 'location'), fc.anything()), (any, fields) => {
			for (const wire of [any, fields, { ...fields, id: 'c1' }]) {
				contactFrom(wire);
				companyFrom(wire);
				conversationSummaryFrom(wire, 'ws1', '');
			}
		}),
	);
});
