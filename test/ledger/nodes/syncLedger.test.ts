import { chmodSync, writeFileSync } from 'node:fs';
import type { IDataObject } from 'n8n-workflow';
import { DEFAULT_BOTH_WAYS } from '../../../lib/ledger/bothWays';
import { claimAlerts, raiseAlert } from '../../../lib/ledger/decisions/alerts';
import { writeSettings } from '../../../lib/ledger/decisions/published';
import { receiveFromXero } from '../../../lib/ledger/decisions/receiveFromXero';
import { settle } from '../../../lib/ledger/decisions/settle';
import type { Settlement } from '../../../lib/ledger/events/settlement';
import { DEFAULT_PUBLISHED } from '../../../lib/ledger/settings';
import { LedgerProblem } from '../../../lib/ledger/store/problem';
import { SqlStore } from '../../../lib/ledger/store/sql/sqlStore';
import { company, contact, LedgerBench, ORGANISATION, WORKSPACE } from './ledgerBench';

/** Each operation of the node in n8n's engine, on a ledger in a real file. */
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

const fault = async (operation: string, items: IDataObject[], parameters = {}) => (await bench.run(operation, items, parameters)).error?.message;

describe('Add', () => {
	test('found contacts and companies go in once, by why and priority; the answer hands on what the list says of itself', async () => {
		const found = [{ contactId: contact(1).id, updatedAt: 5 }, { contactId: contact(1).id, updatedAt: 5 }, { contact: { id: contact(2).id, updated_at: 6 } }].map((item) => ({ ...item, workspaceId: WORKSPACE, watermark: '2026-11-29T09:00:00.000Z', more: true }));
		expect(await bench.emitted('add', found, { why: 'segment', priority: 'live' })).toEqual([{ added: 2, leftOut: 0, message: '2 added to the ledger.', watermark: '2026-11-29T09:00:00.000Z', more: true }]);
		expect(await bench.rows('work')).toMatchObject([{ id: contact(1).id, why: 'segment', priority: 'live' }, { id: contact(2).id }]);
		expect(await bench.emitted('add', [{ companyId: company(1).id }, { companyId: company(1).id, contactId: contact(1).id }], { recordKind: 'company', recordId: '={{ $json.companyId }}' })).toMatchObject([{ added: 1, leftOut: 0 }]);
		expect(await bench.emitted('add', found)).toMatchObject([{ added: 0, leftOut: 2, message: expect.stringContaining('2 left out') }]);
	});

	test('a person names a record by the address of its page, too', async () => {
		const pages = [`https://app.intercom.com/a/apps/workspace1/users/${contact(1).id}/all-conversations`, `https://app.au.intercom.com/a/apps/workspace1/users/${contact(2).id}`];
		expect(await bench.emitted('add', pages.map((id) => ({ id })))).toMatchObject([{ added: 2 }]);
		expect(await bench.rows('work')).toMatchObject([{ id: contact(1).id }, { id: contact(2).id }]);
		expect(await fault('add', [{ id: 'paste the address of a contact in Intercom here' }])).toContain('is not the ID of an Intercom contact (item 1, field Record ID)');
	});

	test('where nothing changed nothing is added, and the watermark goes on', async () => {
		expect(await bench.emitted('add', [{ nothingChanged: true, workspaceId: WORKSPACE, watermark: 'w', more: false }])).toEqual([{ added: 0, leftOut: 0, message: '0 added to the ledger.', watermark: 'w', more: false }]);
		expect(await bench.emitted('add', [{ nothingFound: true, nextCursor: null, isLast: true, total: 0 }])).toEqual([{ added: 0, leftOut: 0, message: '0 added to the ledger.', nextCursor: null, isLast: true }]);
	});

	test('a job begins with its first record and is complete with the last page', async () => {
		const page = (n: number, isLast: boolean) => [{ contactId: contact(n).id, isLast, nextCursor: isLast ? null : 'c' }];
		await bench.emitted('add', page(1, false), { why: 'migration', priority: 'bulk', jobId: 'first sync' });
		expect(await bench.emitted('list', [{}], { what: 'jobs' })).toMatchObject([{ jobId: 'first sync', kind: 'migration', state: 'running', total: 1, allAdded: false }]);
		expect(await bench.emitted('add', page(2, true), { why: 'migration', priority: 'bulk', jobId: 'first sync' })).toMatchObject([{ nextCursor: null, isLast: true }]);
		expect(await bench.emitted('list', [{}], { what: 'jobs' })).toMatchObject([{ total: 2, allAdded: true }]);
	});

	test.each<[string, IDataObject, string]>([
		['no id', { hello: 1 }, 'Item 2 names no Intercom contact (field Record ID)'],
		['no id of Intercom', { contactId: 'a b/../c' }, '"a b/../c" is not the ID of an Intercom contact (item 2, field Record ID)'],
		['a record of another workspace', { contactId: contact(2).id, workspaceId: 'other' }, 'These records are of the Intercom workspace other, and this ledger is of the workspace workspace1.'],
	])('%s stops it before anything is added', async (_, item, message) => {
		expect(await fault('add', [{ contactId: contact(1).id }, item])).toContain(message);
		expect(await bench.rows('work')).toEqual([]);
	});
});

describe('a ledger that does not answer for a moment', () => {
	const busy = new LedgerProblem('busy', 'The ledger was busy for too long.', 'It is tried again.');
	afterEach(() => jest.restoreAllMocks());
	/** The next steps of the node fail so. */
	const failing = (...faults: Error[]) => faults.reduce((change, error) => change.mockRejectedValueOnce(error), jest.spyOn(SqlStore.prototype, 'change'));
	const skipped = async () => {
		await bench.notify([contact(1)]);
		const [item] = (await bench.claim()).due;
		return { intercomId: contact(1).id, reason: 'lead', ledger: { ...(item!.ledger as IDataObject), left: 'mapper.skipped' } };
	};

	test('is asked again, so that what became of a batch is not lost', async () => {
		const item = await skipped();
		failing(busy, busy);
		expect(await bench.emitted('settle', [item])).toMatchObject([{ outcome: 'skipped', became: 'done' }]);
		expect(await bench.rows('work')).toEqual([]);
	});

	test('a fault that does not pass by itself is told at once', async () => {
		const item = await skipped();
		const change = failing(new LedgerProblem('diskFull', 'The disk is full.', 'Make room.'));
		expect(await fault('settle', [item])).toBe('The disk is full. Make room.');
		expect(change).toHaveBeenCalledTimes(1);
	});

	test('is asked again, so that no alert is told twice', async () => {
		await bench.store.change(raiseAlert({ key: 'k', subjectState: 's', lasts: 'lasting', tellsEnd: false, repeatAfterMs: null, about: null, text: { title: 't', message: 'm', nextStep: '', links: [], good: false } }, Date.now()));
		await bench.store.change(claimAlerts({ token: 'alert token', leaseUntil: Date.now() + MINUTE }, Date.now()));
		failing(busy);
		expect(await bench.emitted('confirmAlerts', [{ ledger: { alertToken: 'alert token' } }])).toMatchObject([{ confirmed: 1 }]);
	});
});

describe('Confirm Alerts', () => {
	const claimed = async () => {
		await bench.store.change(raiseAlert({ key: 'k', subjectState: 's', lasts: 'lasting', tellsEnd: false, repeatAfterMs: null, about: null, text: { title: 't', message: 'm', nextStep: '', links: [], good: false } }, Date.now()));
		await bench.store.change(claimAlerts({ token: 'alert token', leaseUntil: Date.now() + MINUTE }, Date.now()));
	};

	test('what a channel took is told, once', async () => {
		await claimed();
		expect(await bench.emitted('confirmAlerts', [{ ledger: { alertToken: 'alert token' } }])).toEqual([{ confirmed: 1, took: true, message: '1 told.' }]);
		expect(await bench.rows('alert')).toMatchObject([{ state: 'told' }]);
		expect(await bench.emitted('confirmAlerts', [{ ledger: { alertToken: 'alert token' } }])).toMatchObject([{ confirmed: 0, message: expect.stringContaining('Nothing to confirm') }]);
	});

	test('what it did not take is told again later', async () => {
		await claimed();
		expect(await bench.emitted('confirmAlerts', [{}], { took: false, alertToken: 'alert token' })).toEqual([{ confirmed: 1, took: false, message: '1 not told: they are told again later.' }]);
		expect(await bench.rows('alert')).toMatchObject([{ state: 'due', attempts: 1 }]);
	});

	test('without a token it says so', async () => {
		expect(await fault('confirmAlerts', [{}], { alertToken: '={{ $json.none }}' })).toContain('Item 1 has no token (field Alert Token)');
	});
});

describe('watermarks', () => {
	test('the first lies seven days back; one that was set is kept, and never goes back', async () => {
		const [first] = await bench.emitted('getWatermark');
		expect(first).toMatchObject({ isFirst: true, watermarkName: 'contacts' });
		expect(Date.now() - Date.parse(String(first!.watermark)) - 7 * 24 * 60 * MINUTE).toBeLessThan(MINUTE);
		expect(await bench.emitted('setWatermark', [{ watermark: '2026-11-01T00:00:00Z' }, { watermark: '2026-11-01T00:00:00Z' }])).toEqual([{ watermark: '2026-11-01T00:00:00.000Z', watermarkName: 'contacts' }]);
		expect(await bench.emitted('setWatermark', [{ watermark: '2026-10-01T00:00:00Z' }])).toMatchObject([{ watermark: '2026-11-01T00:00:00.000Z' }]);
		expect(await bench.emitted('getWatermark')).toEqual([{ watermark: '2026-11-01T00:00:00.000Z', isFirst: false, watermarkName: 'contacts' }]);
		expect(await bench.emitted('getWatermark', [{}], { watermarkName: 'companies' })).toMatchObject([{ isFirst: true }]);
	});

	test('a search that failed is noted, told where none works for an hour and a half, and over with the next watermark', async () => {
		const failed = { contactId: null, reason: 'intercomStatus503', class: 'transient', message: 'Intercom is not available.', nextStep: 'Try again later.', retryable: true, retryAt: null, requestId: null, attempts: 4, input: {} };
		expect(await bench.emitted('searchFailed', [failed])).toEqual([{ watermarkName: 'contacts', reason: 'intercomStatus503', toldAt: expect.stringMatching(/Z$/), message: expect.stringContaining('unless a search works before') }]);
		expect(await bench.rows('alert')).toMatchObject([{ key: 'search contacts', state: 'due' }]);
		await bench.emitted('setWatermark', [{ watermark: '2026-11-02T00:00:00Z' }]);
		expect(await bench.rows('alert')).toEqual([]);
		expect(await bench.emitted('searchFailed', [{ ...failed, retryable: false }])).toMatchObject([{ message: 'Intercom is not available. It is told by Alerts.' }]);
		expect(await fault('searchFailed', [{ contactId: 'c1' }])).toContain('Connect the output Failed of Intercom Contacts, Get Changed');
	});

	test.each([['yesterday', 'is no time'], ['', 'is no time'], ['2099-01-01T00:00:00Z', 'lies in the future']])('%p is refused', async (watermark, words) => {
		expect(await fault('setWatermark', [{ watermark }])).toContain(words);
	});
});

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
		expect(await fault('decide', [{ id: contact(1).id }], { decision: 'bind', xeroContactId: 'Jane' })).toContain('"Jane" is not the ID of a Xero contact (item 1, field Xero Contact ID)');
		expect(await fault('decide', [{ id: contact(1).id }], { decision: 'bind', xeroContactId: '={{ $json.none }}' })).toContain('Item 1 names no Xero contact');
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
		expect(await fault('erase', [{ contactId: contact(1).id }])).toContain('Nothing was erased: item 1 is not confirmed (field Erase for Good).');
		expect(await bench.rows('review')).toHaveLength(1);
	});
});

describe('Check', () => {
	test('each point is an item', async () => {
		const lines = await bench.emitted('check');
		expect(lines.map(({ what, ok }) => [what, ok])).toEqual([['place', true], ['version', true], ['write', true], ['disk', true], ['integrity', true], ['binding', true]]);
		expect(lines[0]!.message).toContain(bench.path);
		expect(lines[5]!.message).toContain('Demo Company (AU)');
	});

	test.each<[string, (path: string) => void, string]>([
		['a file that is no ledger', (path) => writeFileSync(path, 'x'.repeat(8_192)), 'integrity'],
		['a path that is none', () => undefined, 'place'],
	])('%s is said in words, and nothing is thrown', async (what, spoil, line) => {
		const path = what === 'a path that is none' ? 'relative/ledger.sqlite' : `${bench.path}.other`;
		spoil(path);
		expect(await bench.emitted('check', [{}], { ledgerOptions: { path } })).toEqual([{ what: line, ok: false, message: expect.stringMatching(/\S/), nextStep: expect.stringMatching(/\S/) }]);
	});

	test('a ledger that cannot be used stops every other operation with what to do', async () => {
		const path = `${bench.path}.other`;
		writeFileSync(path, 'x'.repeat(8_192));
		chmodSync(path, 0o600);
		const { error } = await bench.run('settle', [{}], { ledgerOptions: { path } });
		expect(error?.message).toMatch(/ledger.*\. \S/);
	});
});

describe('Report a Stop', () => {
	const stopped = { workflow: { id: 'w1', name: 'Contact Sync' }, execution: { id: '7', url: 'http://n8n/execution/7', lastNodeExecuted: 'Map', error: { message: 'Something broke' } } };

	const again = { ...stopped, execution: { ...stopped.execution, error: { message: 'Something else' } } };
	const withAddress = { alertChannel: 'slack', alertAddress: 'https://hooks.example/1' };

	test('to be told at once, once a day for each workflow, and remembered as told once that is confirmed', async () => {
		const told = await bench.emitted('stop', [stopped, again], withAddress);
		expect(told).toMatchObject([{ title: 'Intercom to Xero: Workflow Contact Sync stopped', text: expect.stringContaining('It stopped at "Map": Something broke'), links: [{ url: 'http://n8n/execution/7' }], channel: 'slack', address: 'https://hooks.example/1', body: { blocks: [{ type: 'header' }, { type: 'section' }, { type: 'section' }] } }]);
		expect(await bench.rows('alert')).toMatchObject([{ key: 'stop w1', state: 'claimed', repeatAfterMs: 24 * 60 * MINUTE, text: { message: 'It stopped at "Map": Something broke' } }]);
		await bench.emitted('confirmAlerts', told, { took: true, alertToken: '={{ $json.ledger.alertToken }}' });
		expect(await bench.rows('alert')).toMatchObject([{ key: 'stop w1', state: 'told' }]);
		expect(await bench.emitted('stop', [again], withAddress)).toEqual([]);
	});

	test('without an address it waits for whoever takes alerts', async () => {
		expect(await bench.emitted('stop', [stopped, again])).toEqual([]);
		expect(await bench.rows('alert')).toMatchObject([{ key: 'stop w1', state: 'due' }]);
	});

	test('where the ledger itself is what fails, it is to be told all the same', async () => {
		const path = `${bench.path}.other`;
		writeFileSync(path, 'x'.repeat(8_192));
		const [told] = await bench.emitted('stop', [stopped], { ledgerOptions: { path }, ...withAddress });
		expect(told).toMatchObject({ channel: 'slack', address: 'https://hooks.example/1', message: expect.stringMatching(/Post body to address.*ledger/) });
	});

	test('a workflow that did not start is told by the channel that was published', async () => {
		await bench.remove();
		bench = await new LedgerBench().open({ alertChannel: 'discord', alertAddress: 'https://discord.example/1' });
		expect(await bench.emitted('stop', [{ workflow: { id: 'w1', name: 'Contact Sync' }, trigger: { error: { message: 'No credential' }, mode: 'trigger' } }])).toMatchObject([{ channel: 'discord', address: 'https://discord.example/1', body: { embeds: [{}] }, text: expect.stringContaining('It stopped at "its start": No credential') }]);
	});

	test('where the ledger cannot be used and no address is set, the execution fails with both and what to do: nobody else would hear', async () => {
		const { outputs, error } = await bench.run('stop', [stopped], { ledgerOptions: { path: '/proc/no/such.sqlite' } });
		expect(outputs.flat()).toEqual([]);
		for (const words of ['Workflow Contact Sync stopped, and nobody is told', 'It stopped at "Map": Something broke.', '/proc/no', 'Alert Address']) expect(error?.message).toContain(words);
	});

	test.each<[IDataObject]>([[{}], [{ workflow: null, execution: 'x' } as unknown as IDataObject]])('whatever n8n hands over, the stop is told: %p', async (item) => {
		expect(await bench.emitted('stop', [item], withAddress)).toMatchObject([{ title: expect.stringContaining('stopped') }]);
	});
});

test('an operation that does not exist is said in words', async () => {
	expect(await fault('nothing', [{}])).toBe('The operation "nothing" does not exist. Open the node and choose an operation.');
});
