import { chmodSync, writeFileSync } from 'node:fs';
import type { IDataObject } from 'n8n-workflow';
import { claimAlerts, raiseAlert } from '../../../lib/ledger/decisions/alerts';
import { LedgerProblem } from '../../../lib/ledger/store/problem';
import { SqlStore } from '../../../lib/ledger/store/sql/sqlStore';
import { company, contact, LedgerBench, WORKSPACE } from './ledgerBench';

/** Each operation of the node in n8n's engine, on a ledger in a real file. */
jest.setTimeout(60_000);

let bench: LedgerBench;
beforeEach(async () => void (bench = await new LedgerBench().open()));
afterEach(async () => await bench.remove());

const MINUTE = 60_000;

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
		expect(await bench.fault('add', [{ id: 'paste the address of a contact in Intercom here' }])).toContain('is not the ID of an Intercom contact (item 1, field Record ID)');
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
		expect(await bench.fault('add', [{ contactId: contact(1).id }, item])).toContain(message);
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
		expect(await bench.fault('settle', [item])).toBe('The disk is full. Make room.');
		expect(change).toHaveBeenCalledTimes(1);
	});

	test('is asked again, so that no alert is told twice', async () => {
		await bench.store.change(raiseAlert({ key: 'k', subjectState: 's', lasts: 'lasting', tellsEnd: false, repeatAfterMs: null, about: null, text: { title: 't', message: 'm', nextStep: '', links: [], good: false } }, Date.now()));
		await bench.store.change(claimAlerts({ token: 'alert token', leaseUntil: Date.now() + MINUTE }, Date.now()));
		failing(busy);
		expect(await bench.emitted('confirmAlerts', [{ ledger: { alertToken: 'alert token' } }])).toMatchObject([{ confirmed: 1 }]);
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
		expect(await bench.fault('searchFailed', [{ contactId: 'c1' }])).toContain('Connect the output Failed of Intercom Contacts, Get Changed');
	});

	test.each([['yesterday', 'is no time'], ['', 'is no time'], ['2099-01-01T00:00:00Z', 'lies in the future']])('%p is refused', async (watermark, words) => {
		expect(await bench.fault('setWatermark', [{ watermark }])).toContain(words);
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

test('an operation that does not exist is said in words', async () => {
	expect(await bench.fault('nothing', [{}])).toBe('The operation "nothing" does not exist. Open the node and choose an operation.');
});
