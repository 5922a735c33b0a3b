import type { IDataObject } from 'n8n-workflow';
import { keepForecasts, type Forecast } from '../../../lib/ledger/decisions/forecasts';
import { writeSettings } from '../../../lib/ledger/decisions/published';
import { pageItem } from '../../../lib/ledger/emitter/pageItem';
import { DEFAULT_PUBLISHED, DEFAULT_SETTINGS } from '../../../lib/ledger/settings';
import { recordOf } from '../../unit/sync/records';
import { bench, claimed, forEachTest, jobOf, profiles, start } from './jobBench';
import { contact, ORGANISATION, WORKSPACE } from './ledgerBench';

forEachTest();

describe('Take Page', () => {
	test('hands out the contacts of the page as records of the ledger, and the next page may be read', async () => {
		await start('a', { jobMode: 'migration' });
		const page = await claimed('a');
		await bench.notify([contact(2)]);
		const taken = await bench.emitted('takePage', profiles(page, [1, 2, 3]));
		expect(taken).toMatchObject([1, 3].map((n) => ({ contact: { id: contact(n).id }, ledger: { id: contact(n).id, jobId: 'a', why: 'migration', token: page.token, left: 'profile.done', workspaceId: WORKSPACE, organisationId: ORGANISATION, shown: expect.stringMatching(/./) } })));
		expect(taken[0]!.ledger).not.toHaveProperty('dryRun');
		expect(await bench.rows('work')).toMatchObject([{ id: contact(1).id, state: 'running', priority: 'bulk' }, { id: contact(2).id, state: 'waiting', priority: 'live' }, { state: 'running' }]);
		expect(await jobOf('a')).toMatchObject({ total: 3, done: 1, reading: { cursor: 'next', pages: 1, read: 3, expected: 10, page: null } });
		expect((await claimed('a')).cursor).toBe('next');
		// Its lease is another's by now.
		expect(await bench.emitted('takePage', profiles(page, [1, 2, 3]))).toEqual([]);
	});

	test.each([['person', 0], ['company', 1]] as const)('parts them by who is billed: a %s leaves by output %i', async (billTo, output) => {
		await bench.store.change(writeSettings({ ...DEFAULT_PUBLISHED, billTo }, Date.now()));
		await start('a', { jobMode: 'migration' });
		const { outputs } = await bench.run('takePage', profiles(await claimed('a'), [1, 2]));
		expect(outputs.map((items) => items.length)).toEqual(output === 0 ? [2, 0] : [0, 2]);
	});

	test('takes nothing in a dry run, and marks the items so', async () => {
		await start('a');
		const page = await claimed('a');
		expect(await bench.emitted('takePage', profiles(page, [1]))).toMatchObject([{ ledger: { id: contact(1).id, dryRun: page.token } }]);
		expect(await bench.rows('work')).toEqual([]);
		expect(await jobOf('a')).toMatchObject({ reading: { page: { token: page.token, read: { toForesee: 1, foreseen: 0 } } } });
	});

	test('has a page read once more that could not be read, and reads by themselves the contacts that are missing of one', async () => {
		await start('a', { jobMode: 'migration' });
		const { ledger } = pageItem(await claimed('a'), 'default', 'trigger');
		const failed = { class: 'network', reason: 'intercomUnreachable', message: 'Intercom did not answer.', nextStep: 'Wait.', retryable: true, ledger: { ...ledger } };
		expect(await bench.emitted('takePage', [failed])).toEqual([]);
		expect(await jobOf('a')).toMatchObject({ state: 'running', reading: { page: null, failures: 1, message: 'Intercom did not answer.', notBefore: expect.any(Number) } });
		expect(await bench.emitted('takePage', [{ ...failed, contactId: contact(7).id }])).toEqual([]);
		expect(await bench.rows('work')).toMatchObject([{ id: contact(7).id, state: 'waiting', priority: 'bulk', jobId: 'a' }]);
	});

	test('pauses the job over what no other try mends', async () => {
		await start('a', { jobMode: 'migration' });
		const { ledger } = pageItem(await claimed('a'), 'default', 'trigger');
		await bench.emitted('takePage', [{ class: 'validation', reason: 'tagUnknown', message: 'There is no tag "x".', nextStep: 'Correct it.', retryable: false, ledger: { ...ledger } }]);
		expect(await jobOf('a')).toMatchObject({ state: 'paused', reading: { message: 'There is no tag "x".' } });
		expect(await bench.rows('alert')).toMatchObject([{ state: 'due', text: { nextStep: expect.stringContaining('Correct it.') } }]);
	});

	test.each<[string, (items: IDataObject[]) => IDataObject[], RegExp]>([
		['items of no page', () => [{ contact: { id: 'c1' } }], /The first item is of no page of a job.*Connect Sync Ledger Trigger, on Pages/],
		['a page of another ledger', ([first]) => [{ ...first, ledger: { ...(first!.ledger as IDataObject), name: 'acme' } }], /of the ledger "acme", and this node works on "default"/],
		['a contact of which a node between left something out', ([first]) => [{ ...first, contact: { id: 'c1', name: 'Jane' } }], /Item 1 is no profile of a contact.*a node between them must keep/],
		['an item that is no profile', ([first]) => [first!, { contactId: 'c1', ledger: first!.ledger as IDataObject }], /Item 2 is no profile of a contact/],
	])('refuses %s in words, and takes nothing', async (_, spoilt, words) => {
		await start('a', { jobMode: 'migration' });
		const page = await claimed('a');
		expect(await bench.fault('takePage', spoilt(profiles(page, [1])))).toMatch(words);
		expect(await bench.rows('work')).toEqual([]);
		expect(await jobOf('a')).toMatchObject({ reading: { page: { token: page.token } } });
	});
});

describe('Recall Forecasts', () => {
	const foreseen: Omit<Forecast, 'subject'> = { outcome: 'created', reason: 'wouldCreate', message: '', nextStep: '', xeroContactId: null, changes: [], keys: ['email jane@example.com', 'name jane doe', 'number x1'], contact: { ContactID: 'foreseen 1', Name: 'Jane Doe', EmailAddress: 'jane@example.com' } };
	const mapped = (n: number, more: IDataObject = {}): IDataObject => ({ ...(recordOf({ intercomId: contact(n).id }) as unknown as IDataObject), ledger: { jobId: 'a', dryRun: 'page 1' }, ...more });

	beforeEach(async () => {
		await start('a');
		const page = await claimed('a');
		await bench.emitted('takePage', profiles(page, [1]));
		await bench.store.change(keepForecasts('a', page.token, { forecasts: [{ subject: contact(1), ...foreseen }], failure: null }, DEFAULT_SETTINGS, Date.now()));
	});

	test('brings what earlier pages would have written where a record shares a key with it, once for all items', async () => {
		const recalled = await bench.emitted('recallForecasts', [mapped(2), mapped(3)]);
		expect(recalled).toMatchObject([{ intercomId: contact(2).id, rehearsal: { name: 'default a', contacts: [{ Name: 'Jane Doe' }] } }, { intercomId: contact(3).id, rehearsal: { name: 'default a', contacts: [] } }]);
		expect(recalled[0]).toMatchObject({ xero: { Name: 'Jane Doe' }, match: { email: 'jane@example.com' } });
	});

	test('brings nothing that it foresaw of these very records: a page that was not kept whole comes again', async () => {
		const again = mapped(1, { ledger: { jobId: 'a', name: 'default', kind: 'contact', id: contact(1).id, token: '', left: 'mapper.mapped', organisationId: 'o1', dryRun: 'page 1' } });
		expect(await bench.emitted('recallForecasts', [again])).toMatchObject([{ rehearsal: { contacts: [] } }]);
		expect(await bench.emitted('recallForecasts', [again, mapped(2)])).toMatchObject([{ rehearsal: { contacts: [] } }, {}]);
	});

	test('brings nothing to strangers, to the items of another job, or where nobody foresaw anything', async () => {
		const stranger = mapped(2, { match: { contactNumber: contact(2).id, email: 'bob@example.com', name: 'Bob Ray' }, xero: { Name: 'Bob Ray' } });
		expect(await bench.emitted('recallForecasts', [stranger])).toMatchObject([{ rehearsal: { contacts: [] } }]);
		expect(await bench.emitted('recallForecasts', [mapped(2, { ledger: { jobId: 'other', dryRun: 'page 1' } })])).toMatchObject([{ rehearsal: { name: 'default other', contacts: [] } }]);
	});

	test('hands on by Live what belongs to no dry run, as it came, and by Dry Run what is no mapped record without keys of its own', async () => {
		const live = [mapped(2, { ledger: {} }), mapped(3, { ledger: { jobId: 'a', reserve: 100 } }), mapped(4, { ledger: undefined })];
		const { outputs } = await bench.run('recallForecasts', [...live, mapped(5)]);
		expect(outputs.map((output) => output.map(({ json }) => json))).toEqual([[expect.objectContaining({ intercomId: contact(5).id, rehearsal: expect.objectContaining({ name: 'default a' }) })], live]);
		expect(await bench.emitted('recallForecasts', [{ contactId: 'c1', ledger: { jobId: 'a', dryRun: 'page 1' } }])).toMatchObject([{ contactId: 'c1', rehearsal: { contacts: [] } }]);
	});
});
