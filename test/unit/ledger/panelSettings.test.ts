import { DEFAULT_BOTH_WAYS } from '../../../lib/ledger/bothWays';
import { panelSettings, type PanelValues } from '../../../lib/ledger/emitter/panelSettings';
import { DEFAULT_PUBLISHED } from '../../../lib/ledger/settings';

const AS_SHIPPED: PanelValues = {
	triggerOn: ['due', 'gone', 'alerts'], billTo: 'person', whenDeleted: 'leave', alertChannel: 'json', alertAddress: '', batchSize: 50, reserve: 100, auditValues: false, auditKeepDays: 90, auditKeepRows: 20_000, leaseMinutes: 15, timeZone: 'UTC',
};
const refusal = (values: Partial<PanelValues>) => {
	const read = panelSettings({ ...AS_SHIPPED, ...values });
	return read.ok ? 'taken' : read.message;
};

test('as shipped it is what ships', () => {
	const asShipped = { ok: true, settings: DEFAULT_PUBLISHED, wanted: { work: true, alerts: true } };
	expect(panelSettings(AS_SHIPPED)).toEqual(asShipped);
	// Options that nobody added.
	expect(panelSettings({ ...AS_SHIPPED, auditValues: undefined, auditKeepDays: undefined, auditKeepRows: undefined, leaseMinutes: undefined })).toEqual(asShipped);
});

test('what is chosen is kept in the units of the ledger', () => {
	const read = panelSettings({ ...AS_SHIPPED, triggerOn: ['alerts'], batchSize: '20', leaseMinutes: 1, alertChannel: 'teams', alertAddress: ' https://example.com/hook ', billTo: 'company', whenDeleted: 'tell', auditValues: true });
	expect(read).toEqual({
		ok: true, wanted: { work: false, alerts: true },
		settings: { ...DEFAULT_PUBLISHED, batchSize: 20, leaseMs: 60_000, alertChannel: 'teams', alertAddress: 'https://example.com/hook', billTo: 'company', whenDeleted: 'tell', auditValues: true },
	});
});

test('the days of the report are those of the workflow; of a zone that this machine does not know those of UTC', () => {
	const zoneFor = (timeZone: unknown) => panelSettings({ ...AS_SHIPPED, timeZone });
	expect(zoneFor('Australia/Sydney')).toMatchObject({ ok: true, settings: { timeZone: 'Australia/Sydney' } });
	for (const odd of ['DEFAULT', '', undefined, 7]) expect(zoneFor(odd)).toMatchObject({ ok: true, settings: { timeZone: 'UTC' } });
});

test.each<[string, Partial<PanelValues>, RegExp]>([
	['Due without Gone', { triggerOn: ['due', 'alerts'] }, /Due and Gone belong together/],
	['nothing to trigger on', { triggerOn: [] }, /Nothing is chosen under Trigger On/],
	['a batch of none', { batchSize: 0 }, /Batch Size.*1 to 500.*"0"/],
	['half a record', { batchSize: 1.5 }, /Batch Size/],
	['an empty number', { reserve: '' }, /Reserve/],
	['no lease', { leaseMinutes: 0 }, /Lease \(Minutes\)/],
	['a log of no days', { auditKeepDays: 0 }, /Audit Log \(Days\)/],
	['a channel that is none', { alertChannel: 'fax' }, /"fax" is no choice of Alert Channel.*slack/],
	['archiving where companies are billed', { billTo: 'company', whenDeleted: 'archive' }, /Where companies are billed.*Tell a Person/],
])('refuses %s in words', (_, values, words) => {
	expect(refusal(values)).toMatch(words);
});

test('an address that is none is refused, and not repeated', () => {
	for (const alertAddress of ['hooks.slack.com/T0/secret', 'ftp://x.example/secret', 'https:// secret']) {
		expect(refusal({ alertAddress })).toMatch(/Alert Address.*https/);
		expect(refusal({ alertAddress })).not.toContain('secret');
	}
});

describe('Both Ways', () => {
	const switchedOn: Partial<PanelValues> = { bothWays: true, backFields: [...DEFAULT_BOTH_WAYS.fields], whenBothChanged: { name: 'review', phone: 'review', email: null }, whenArchivedInXero: 'leave' };

	test('is off until somebody switches it on, whatever stands in the fields that are not shown', () => {
		expect(panelSettings({ ...AS_SHIPPED, ...switchedOn, bothWays: false, backFields: 'x' })).toMatchObject({ ok: true, settings: { bothWays: null }, wanted: { work: true, alerts: true } });
	});

	test('as the switch gives it, and as somebody chose', () => {
		expect(panelSettings({ ...AS_SHIPPED, ...switchedOn })).toMatchObject({ ok: true, settings: { bothWays: DEFAULT_BOTH_WAYS }, wanted: { work: true, alerts: true, changedInXero: true } });
		const chosen = panelSettings({ ...AS_SHIPPED, bothWays: true, backFields: ['email', 'name'], whenBothChanged: { name: 'newest', email: 'intercom' }, whenArchivedInXero: 'mark' });
		expect(chosen).toMatchObject({ settings: { bothWays: { fields: ['name', 'email'], whenBothChanged: { name: 'newest', phone: 'review', email: 'intercom' }, whenArchived: 'mark' } } });
	});

	test('a workflow that only tells alerts takes nothing of it', () => {
		expect(panelSettings({ ...AS_SHIPPED, ...switchedOn, triggerOn: ['alerts'] })).toMatchObject({ wanted: { work: false, alerts: true } });
		expect(panelSettings({ ...AS_SHIPPED, ...switchedOn, triggerOn: ['alerts'] })).not.toHaveProperty('wanted.changedInXero');
	});

	test('creates whom somebody chose in Intercom, and nobody as shipped', () => {
		expect(panelSettings({ ...AS_SHIPPED, ...switchedOn, createInIntercom: 'nobody', createGroups: ['g1'] })).toMatchObject({ ok: true, settings: { bothWays: DEFAULT_BOTH_WAYS } });
		expect(panelSettings({ ...AS_SHIPPED, ...switchedOn, createInIntercom: 'nobody' })).not.toHaveProperty('settings.bothWays.creation');
		expect(panelSettings({ ...AS_SHIPPED, ...switchedOn, createInIntercom: 'customers' })).toMatchObject({ settings: { bothWays: { creation: { of: 'customers' } } } });
		expect(panelSettings({ ...AS_SHIPPED, ...switchedOn, createInIntercom: 'groups', createGroups: ['g1', ''] })).toMatchObject({ settings: { bothWays: { creation: { of: 'groups', groupIds: ['g1'] } } } });
	});

	test.each<[string, Partial<PanelValues>, RegExp]>([
		['groups without one', { createInIntercom: 'groups', createGroups: [] }, /no group is chosen.*Contact Groups/], ['creating where companies are billed', { createInIntercom: 'customers', billTo: 'company' }, /companies.*Create in Intercom/], ['a creation that is none', { createInIntercom: 'all' }, /"all" is no choice of Create in Intercom/],
		['no field', { backFields: [] }, /Fields That Flow Back.*Name, Phone, Email/], ['a field that cannot flow', { backFields: ['name', 'address'] }, /Fields That Flow Back/],
		['a rule that is none', { whenBothChanged: { name: 'coin' } }, /"coin" is no choice of When Both Sides Changed/], ['another rule that is none', { whenArchivedInXero: 'delete' }, /"delete" is no choice of When Archived in Xero/],
	])('refuses %s in words', (_, values, words) => expect(refusal({ ...switchedOn, ...values })).toMatch(words));
});
