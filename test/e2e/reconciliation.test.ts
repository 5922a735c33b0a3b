import type { INode } from 'n8n-workflow';
import { XeroReader } from '../../sandbox/demo/xeroReader';
import { eventually, quiet, startContactSync, withParameters, type ContactSync } from './harness/contactSync';
import type { LedgerRow } from './harness/ledgerFile';
import { E2E_LIMIT_MS } from './harness/limits';
import { Migration } from './harness/migration';
import { axeViolations, picture, publishStatusPage, Visitors } from './harness/statusPage';

/** Contacts that are in step are changed by hand on either side, and the whole is compared: named, repaired or left, and then at rest. */
let sync: ContactSync;
let migration: Migration;
let xero: XeroReader;
let ids: Record<Who, string>;

const WHO = ['phone', 'email', 'number', 'renamed', 'accountant', 'archived', 'reference', 'both', 'quiet1', 'quiet2', 'quiet3'] as const;
type Who = (typeof WHO)[number] | 'missing';

/** The account number comes from an attribute, and is the accountant's once it is there. */
const mapped = (node: INode): INode =>
	node.type.endsWith('.intercomToXeroMapper') ? withParameters(node, { customAttributes: { field: [{ attribute: { __rl: true, mode: 'name', value: 'account_no' }, xeroField: 'AccountNumber', reading: 'text' }] } }) : node;

beforeAll(async () => {
	sync = await startContactSync({ channel: 'json', settings: { options: { auditValues: true } }, node: mapped });
	xero = new XeroReader(sync.stage.sandbox);
	ids = Object.fromEntries(WHO.map((who, number) => [who, sync.people.createContact({ role: 'user', name: `Pat ${nameOf(who)}`, email: `${who}@drift.example`, phone: '+61 2 9374 4000', custom: { account_no: `A-${number}` } }).id])) as typeof ids;
	await eventually(async () => {
		for (const who of WHO) expect(await sync.rowOf('record', ids[who])).toMatchObject({ state: 'synced', reference: 'stored' });
	});
	await quiet(sync);
	drift();
	migration = await Migration.publish(sync, mapped);
}, E2E_LIMIT_MS);

afterAll(async () => await sync?.close(), E2E_LIMIT_MS);

const nameOf = (who: string) => `${who[0]!.toUpperCase()}${who.slice(1)}`;
const organisation = () => sync.stage.sandbox.xero.organisation();
const xeroIds = new Map<string, string>();
const phone = (PhoneNumber: string) => [{ PhoneType: 'DEFAULT', PhoneCountryCode: '61', PhoneAreaCode: '2', PhoneNumber }];

/** What nobody is told of: by hand in Xero, and in Intercom while no notification goes out. */
function drift(): void {
	for (const { ContactID, ContactNumber } of organisation().allContacts()) xeroIds.set(String(ContactNumber ?? ''), String(ContactID));
	const edit = (who: Who, input: Parameters<ReturnType<typeof organisation>['editInUi']>[1]) => organisation().editInUi(xeroIds.get(ids[who])!, input);
	edit('phone', { Phones: phone('11112222') });
	edit('email', { EmailAddress: 'typed@by.hand.example' });
	edit('number', { ContactNumber: '' });
	edit('renamed', { Name: 'Renamed Holdings' });
	edit('accountant', { AccountNumber: 'LEDGER-7' });
	edit('both', { AccountNumber: 'LEDGER-8', Phones: phone('33334444') });
	organisation().archiveInUi(xeroIds.get(ids.archived)!);
	const app = sync.stage.sandbox.intercom.app();
	const { subscription } = app;
	app.subscription = null;
	sync.people.updateContact(ids.reference, { custom: { xero_contact_id: null, xero_contact_url: null, xero_organisation_id: null } });
	ids.missing = sync.people.createContact({ role: 'user', name: 'Pat Missing', email: 'missing@drift.example' }).id;
	app.subscription = subscription;
}

const writesSince = (mark: number) => sync.stage.sandbox.journal.list({ after: mark }).filter(({ method, path }) => !['GET', 'HEAD'].includes(method) && !/\/(search|token|connect|oauth)/.test(path)).map(({ vendor, method, path }) => `${vendor} ${method} ${path}`);

type Change = { field: string; before?: string; after?: string; changedInXero?: true; kept?: string };
const found = async (jobId: string) => new Map((await migration.forecasts()).filter((row) => row.jobId === jobId).map((row) => [String(row.id), row]));
const of = (rows: ReadonlyMap<string, LedgerRow>, who: Who) => rows.get(ids[who]);
const KEPT = { changedInXero: true, kept: 'ifEmpty' } as const;

/** What either run names, and nobody else. @param done `created` and so on, as both say it */
function expectNamed(rows: ReadonlyMap<string, LedgerRow>): void {
	const changesOf = (who: Who) => (of(rows, who)?.changes as Change[] | undefined)?.filter(({ field }) => field !== 'ContactNumber' || who === 'number');
	expect(of(rows, 'phone')).toMatchObject({ outcome: 'updated' });
	expect(changesOf('phone')).toEqual([{ field: 'Phones.DEFAULT', before: '+61 2 11112222', after: '+61 2 9374 4000', changedInXero: true }]);
	expect(of(rows, 'email')).toMatchObject({ outcome: 'updated', changes: [{ field: 'EmailAddress', before: 'typed@by.hand.example', after: 'email@drift.example', changedInXero: true }] });
	expect(of(rows, 'number')).toMatchObject({ outcome: 'updated', changes: [{ field: 'ContactNumber', before: '', after: ids.number, changedInXero: true }] });
	expect(of(rows, 'renamed')).toMatchObject({ outcome: 'unchanged', changes: [{ field: 'Name', before: 'Renamed Holdings', after: 'Pat Renamed', changedInXero: true, kept: 'notOurs' }] });
	expect(of(rows, 'accountant')).toMatchObject({ outcome: 'unchanged', changes: [{ field: 'AccountNumber', before: 'LEDGER-7', ...KEPT }] });
	expect(of(rows, 'both')).toMatchObject({ outcome: 'updated', changes: expect.arrayContaining([expect.objectContaining({ field: 'Phones.DEFAULT', changedInXero: true }), expect.objectContaining({ field: 'AccountNumber', ...KEPT })]) });
	expect(of(rows, 'archived')).toMatchObject({ outcome: 'review', reason: 'archived' });
	expect(of(rows, 'reference')).toMatchObject({ outcome: 'unchanged', changes: [{ field: 'xero_contact_id', before: xeroIds.get(ids.reference), after: '' }] });
	expect(of(rows, 'missing')).toMatchObject({ outcome: 'created' });
	expect([...rows.keys()].sort()).toEqual((['phone', 'email', 'number', 'renamed', 'accountant', 'both', 'archived', 'reference', 'missing'] as const).map((who) => ids[who]).sort());
}

test('a dry run names each difference and why it is there, and writes nothing on either side', async () => {
	const mark = sync.stage.sandbox.journal.mark();
	await migration.start({ jobName: 'compare', jobMode: 'comparison' });
	const job = await migration.ended('compare');
	expect(job).toMatchObject({ kind: 'comparison', total: 12, counts: { created: 1, updated: 4, unchanged: 6, review: 1, failed: 0, other: 0 }, reading: { keptApart: 2 } });
	expectNamed(await found('compare'));
	expect(writesSince(mark)).toEqual([]);
	expect(sync.xeroCalls(mark).length).toBeLessThanOrEqual(3);
}, E2E_LIMIT_MS);

test('the live run repairs what is the sync\'s, says so in the log, and leaves what is the accountant\'s', async () => {
	await migration.start({ jobName: 'whole', jobMode: 'reconciliation', foreseenBy: 'compare' });
	const job = await migration.ended('whole');
	await quiet(sync);
	expect(job).toMatchObject({ kind: 'reconciliation', counts: { created: 1, updated: 4, review: 1, failed: 0 }, reading: { keptApart: 2 } });
	expectNamed(await found('whole'));
	const inXero = async (who: Who) => await xero.byId(xeroIds.get(ids[who])!);
	expect((await inXero('phone'))?.Phones).toEqual(expect.arrayContaining([expect.objectContaining({ PhoneType: 'DEFAULT', PhoneNumber: '9374 4000' })]));
	expect(await inXero('email')).toMatchObject({ EmailAddress: 'email@drift.example' });
	expect(await inXero('number')).toMatchObject({ ContactNumber: ids.number });
	expect(await inXero('renamed')).toMatchObject({ Name: 'Renamed Holdings' });
	expect(await inXero('accountant')).toMatchObject({ AccountNumber: 'LEDGER-7' });
	expect(await inXero('both')).toMatchObject({ AccountNumber: 'LEDGER-8' });
	expect((await inXero('both'))?.Phones).toEqual(expect.arrayContaining([expect.objectContaining({ PhoneNumber: '9374 4000' })]));
	expect(sync.people.contact(ids.reference).custom).toMatchObject({ xero_contact_id: xeroIds.get(ids.reference) });
	expect(await xero.byNumber(ids.missing)).toMatchObject({ Name: 'Pat Missing' });
	expect(await sync.rowOf('review', ids.archived)).toMatchObject({ reason: 'archived' });
	const repaired = (await sync.rows('audit')).filter(({ event, why }) => event === 'updated' && why === 'reconciliation').map(({ id }) => id);
	expect(repaired.sort()).toEqual([ids.phone, ids.email, ids.number, ids.both].sort());
}, E2E_LIMIT_MS);

test('a third run writes nothing, and names again what is left', async () => {
	const mark = sync.stage.sandbox.journal.mark();
	await migration.start({ jobName: 'again', jobMode: 'reconciliation', foreseenBy: '' });
	const job = await migration.ended('again');
	await quiet(sync);
	expect(job).toMatchObject({ counts: { created: 0, updated: 0, unchanged: 11, review: 1 }, reading: { keptApart: 3 } });
	expect([...(await found('again')).keys()].sort()).toEqual([ids.renamed, ids.accountant, ids.both, ids.archived].sort());
	expect(await found('compare')).toEqual(new Map());
	expect(writesSince(mark)).toEqual([]);
}, E2E_LIMIT_MS);

test('one that is begun under a name that was used says so, and fails nothing', async () => {
	await migration.start({ jobName: 'again', jobMode: 'reconciliation', whenBusy: 'skip' });
	await quiet(sync);
	const { session } = sync.stage;
	const failed = await session.request<{ results: unknown[] }>('GET', `/executions?filter=${encodeURIComponent(JSON.stringify({ workflowId: migration.workflow.id, status: ['error', 'crashed'] }))}`);
	expect(failed.results).toEqual([]);
}, E2E_LIMIT_MS);

test('the status page names what is left and ends a job by a click; axe finds nothing by light, by dark and on a phone', async () => {
	const again = await migration.job('again');
	await sync.ledger.putFact('job <b>paused</b>', { ...again, state: 'paused', startedAt: Date.now(), finishedAt: null } as never);
	const address = await publishStatusPage(sync.stage);
	const visitors = await Visitors.come();
	try {
		for (const [name, options] of [['light', {}], ['dark', { colorScheme: 'dark' as const }], ['phone', { viewport: { width: 390, height: 844 }, isMobile: true }]] as const) {
			const context = await visitors.enter(options);
			const page = await context.newPage();
			await page.goto(`${address}?contact=${ids.accountant}`);
			for (const summary of await page.locator('summary').all()) await summary.click();
			expect(await axeViolations(page)).toEqual([]);
			await picture(page, `status-page-jobs-${name}`);
			expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
			await context.close();
		}
		const context = await visitors.enter({ javaScriptEnabled: false });
		const page = await context.newPage();
		await page.goto(address);
		expect(await page.getByRole('heading', { name: '<b>paused</b> (reconciliation)' }).count()).toBe(1);
		await page.getByRole('button', { name: 'End it for good' }).click();
		await page.getByText('The job is ended').waitFor();
		expect(await migration.job('<b>paused</b>')).toMatchObject({ state: 'cancelled' });
		// Of the jobs the last one is shown, with what it found.
		await sync.ledger.putFact('job <b>paused</b>', { ...again, startedAt: 1 } as never);
		await page.goto(address);
		const table = await page.getByRole('region', { name: 'What differs', exact: true }).innerText();
		for (const words of ['AccountNumber: Xero “LEDGER-7”, Intercom “A-4” (left: the accountant\'s, filled only where it is empty)', 'Name: Xero “Renamed Holdings”', 'A person decides']) expect(table).toContain(words);
		await context.close();
	} finally {
		await visitors.leave();
	}
}, E2E_LIMIT_MS);
