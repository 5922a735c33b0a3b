import { DEFAULT_BOTH_WAYS } from '../../../lib/ledger/bothWays';
import { writeSettings } from '../../../lib/ledger/decisions/published';
import { receiveFromXero } from '../../../lib/ledger/decisions/receiveFromXero';
import { settle } from '../../../lib/ledger/decisions/settle';
import type { Settlement } from '../../../lib/ledger/events/settlement';
import { DEFAULT_PUBLISHED } from '../../../lib/ledger/settings';
import { company, contact, LedgerBench, ORGANISATION, WORKSPACE } from './ledgerBench';

/** What waits for a person, and what a person does about it. */
jest.setTimeout(60_000);

let bench: LedgerBench;
beforeEach(async () => void (bench = await new LedgerBench().open()));
afterEach(async () => await bench.remove());

const MINUTE = 60_000;

/** A review of a contact that was claimed. */
async function reviewed(n: number, more: Partial<Extract<Settlement, { outcome: 'review' }>> = {}): Promise<void> {
	await bench.notify([contact(n)]);
	const { due } = await bench.claim();
	const { token } = due[0]!.ledger as { token: string };
	const review: Settlement = {
		outcome: 'review', subject: contact(n), token, reason: 'ambiguous', message: 'Two contacts have this email.', nextStep: 'Merge them in Xero.', changes: [{ field: 'Name', before: 'a', after: 'b' }], requestIds: [],
		candidates: [{ xeroContactId: ORGANISATION, name: 'Jane', email: 'j@x.example', status: 'ACTIVE', url: `https://go.xero.com/Contacts/View/${ORGANISATION}` }], ...more,
	};
	await bench.store.change(settle([review], DEFAULT_PUBLISHED, Date.now()));
}

describe('List', () => {
	test('a review has both links, the candidates and the ways out; filters and limit hold', async () => {
		await reviewed(1);
		await reviewed(2, { reason: 'unverified' });
		const both = await bench.emitted('list', [{}], { what: 'reviews' });
		expect(both).toMatchObject([{ id: contact(1).id, reason: 'ambiguous', message: 'Two contacts have this email.', nextStep: 'Merge them in Xero.', ways: expect.stringContaining('Decide'), intercomUrl: `https://app.intercom.com/a/apps/${WORKSPACE}/users/${contact(1).id}`, xeroUrl: `https://go.xero.com/Contacts/View/${ORGANISATION}`, candidates: [{ name: 'Jane' }], since: expect.stringMatching(/Z$/) }, { id: contact(2).id }]);
		expect(await bench.emitted('list', [{}], { what: 'reviews', filters: { reason: 'unverified' } })).toMatchObject([{ id: contact(2).id }]);
		expect(await bench.emitted('list', [{}], { what: 'reviews', filters: { recordId: contact(1).id } })).toMatchObject([{ id: contact(1).id }]);
		expect(await bench.emitted('list', [{}], { what: 'reviews', filters: { recordKind: 'company' } })).toEqual([]);
		expect(await bench.emitted('list', [{}], { what: 'reviews', limit: 1 })).toHaveLength(1);
	});

	test('the queue, records, alerts and the audit log, times as a person reads them', async () => {
		await reviewed(1);
		await bench.notify([contact(3), company(4)], {}, { ...DEFAULT_PUBLISHED, billTo: 'company' });
		expect(await bench.emitted('list', [{}], { what: 'queue' })).toMatchObject([{ kind: 'company', state: 'waiting', intercomUrl: expect.stringContaining('/companies/') }, { kind: 'contact', dueAt: expect.stringMatching(/Z$/), leaseUntil: null }]);
		expect(await bench.emitted('list', [{}], { what: 'queue', filters: { queueState: 'parked' } })).toEqual([]);
		expect(await bench.emitted('list', [{}], { what: 'records' })).toMatchObject([{ id: contact(1).id, state: 'unsynced', xeroUrl: '', syncedAt: null }]);
		expect(await bench.emitted('list', [{}], { what: 'alerts' })).toMatchObject([{ key: `contact ${contact(1).id}`, title: 'A contact waits for a person', state: 'due', links: [{ title: 'Xero: Jane' }] }]);
		const audit = await bench.emitted('list', [{}], { what: 'audit' });
		expect(audit.map(({ event }) => event)).toEqual(['review', 'settings', 'bound']);
		expect(audit[0]).toMatchObject({ fields: 'Name', changes: [{ field: 'Name' }], at: expect.stringMatching(/Z$/) });
		expect(await bench.emitted('list', [{}], { what: 'audit', filters: { since: new Date(Date.now() + MINUTE).toISOString() } })).toEqual([]);
	});

	test('more rows than one question to the store are all shown', async () => {
		await bench.emitted('add', Array.from({ length: 1_203 }, (_, n) => ({ contactId: contact(n + 1).id })));
		expect(new Set((await bench.emitted('list', [{}], { what: 'queue', returnAll: true })).map(({ id }) => id)).size).toBe(1_203);
		expect(await bench.emitted('list', [{}], { what: 'queue', limit: 700 })).toHaveLength(700);
	});
});

describe('Decide', () => {
	test.each([
		['bind', { xeroContactId: `https://go.xero.com/Contacts/View/${ORGANISATION.toUpperCase()}` }, { do: 'bind', xeroContactId: ORGANISATION }, 'waiting'],
		['create', {}, { do: 'create' }, 'waiting'],
		['never', {}, { do: 'never' }, undefined],
		['tryAgain', {}, null, 'waiting'],
	] as const)('%s closes the review, stands with who decided, and is done at once', async (decision, more, kept, state) => {
		await reviewed(1);
		const [answer] = await bench.emitted('decide', [{ id: contact(1).id }], { decision, by: 'Jo', ...more });
		expect(answer).toMatchObject({ id: contact(1).id, decision, by: 'Jo', decided: true, nextStep: '' });
		expect(await bench.rows('review')).toEqual([]);
		expect((await bench.rows('record'))[0]?.decision ?? null).toEqual(kept === null ? null : { ...kept, by: 'Jo', at: expect.any(Number) });
		expect((await bench.rows('work'))[0]?.state).toBe(state);
		expect(await bench.emitted('list', [{}], { what: 'audit', limit: 1 })).toMatchObject([{ event: 'decided', by: 'Jo' }]);
	});

	test('what cannot be decided is said in words', async () => {
		expect(await bench.emitted('decide', [{ id: contact(8).id }])).toMatchObject([{ decided: false, message: `The ledger does not know Intercom contact ${contact(8).id}, so nothing was decided.`, nextStep: expect.stringContaining('List') }]);
		await bench.notify([contact(1)]);
		await bench.claim();
		expect(await bench.emitted('decide', [{ id: contact(1).id }])).toMatchObject([{ decided: false, message: expect.stringContaining('right now'), nextStep: 'Try again in a minute.' }]);
		expect(await bench.fault('decide', [{ id: contact(1).id }], { decision: 'bind', xeroContactId: 'Jane' })).toContain('"Jane" is not the ID of a Xero contact (item 1, field Xero Contact ID)');
		expect(await bench.fault('decide', [{ id: contact(1).id }], { decision: 'bind', xeroContactId: '={{ $json.none }}' })).toContain('Item 1 names no Xero contact');
	});

	test('a stop is let pass, or sent away', async () => {
		await reviewed(1, { reason: 'massChange' });
		expect(await bench.rows('work')).toMatchObject([{ state: 'held', heldBy: 'change' }]);
		expect(await bench.emitted('decide', [{}], { decision: 'letPass', stop: 'change', by: 'Jo' })).toMatchObject([{ stop: 'change', held: 1, decided: true, message: '1 record may pass, and is due now.' }]);
		expect(await bench.rows('work')).toMatchObject([{ state: 'waiting', approved: true }]);
		await bench.emitted('add', [{ contactId: contact(2).id }], { jobId: 'j' });
		expect(await bench.emitted('decide', [{ jobId: 'j' }], { decision: 'sendAway', stop: 'job' })).toMatchObject([{ stop: 'job j', message: expect.stringContaining('The job is cancelled') }]);
		expect(await bench.emitted('list', [{}], { what: 'jobs' })).toMatchObject([{ state: 'cancelled' }]);
	});
});

describe('Erase', () => {
	test('a contact of Xero is found by its id in capitals, too', async () => {
		await bench.store.change(writeSettings({ ...DEFAULT_PUBLISHED, bothWays: { ...DEFAULT_BOTH_WAYS, creation: { of: 'customers' } } }, Date.now()));
		const xeroContactId = 'bd2270c3-8706-4c11-9cfb-000b551c3f51';
		await bench.store.change(receiveFromXero(ORGANISATION, [{ xeroContactId, changedAt: Date.now() }], Date.now()));
		expect(await bench.emitted('erase', [{ id: xeroContactId.toUpperCase() }], { recordKind: 'xeroContact', confirmed: true })).toMatchObject([{ id: xeroContactId, erased: true }]);
		expect(await bench.rows('work')).toEqual([]);
	});

	test('everything about one contact goes, and the log keeps that one was erased', async () => {
		await reviewed(1);
		expect(await bench.emitted('erase', [{ contactId: contact(1).id }], { confirmed: true, by: 'Jo' })).toMatchObject([{ id: contact(1).id, erased: true, message: expect.stringContaining('is erased') }]);
		for (const name of ['record', 'work', 'review', 'alert'] as const) expect(await bench.rows(name)).toEqual([]);
		expect(JSON.stringify(await bench.rows('audit'))).not.toContain(contact(1).id);
		expect((await bench.rows('audit'))[0]).toMatchObject({ event: 'erased', by: 'Jo' });
		expect(await bench.emitted('erase', [{ contactId: contact(1).id }], { confirmed: true })).toMatchObject([{ erased: false, message: expect.stringContaining('knew nothing') }]);
	});

	test('nothing goes without the switch', async () => {
		await reviewed(1);
		expect(await bench.fault('erase', [{ contactId: contact(1).id }])).toContain('Nothing was erased: item 1 is not confirmed (field Erase for Good).');
		expect(await bench.rows('review')).toHaveLength(1);
	});
});
