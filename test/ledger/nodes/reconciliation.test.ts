import type { IDataObject } from 'n8n-workflow';
import { claimPage } from '../../../lib/ledger/decisions/pages';
import { settle } from '../../../lib/ledger/decisions/settle';
import { pageItem } from '../../../lib/ledger/emitter/pageItem';
import { PAGE_TOKEN } from '../../../lib/ledger/rows/work';
import { DEFAULT_PUBLISHED } from '../../../lib/ledger/settings';
import { contact, LedgerBench, ORGANISATION } from './ledgerBench';

/** A reconciliation of the whole through the nodes, in n8n's engine on a ledger in a real file: started, taken, settled, listed, shown. */
jest.setTimeout(60_000);

const AT = 1_768_000_000;
const XERO = '11111111-2222-4333-8444-555555555555';

let bench: LedgerBench;
beforeEach(async () => {
	bench = await new LedgerBench().open();
	await bench.notify([contact(1), contact(2)]);
	const tokens = (await bench.claim()).due.map(({ ledger }) => (ledger as { token: string }).token);
	const settled = [contact(1), contact(2)].map((subject, number) => ({
		outcome: 'synced' as const, subject, token: tokens[number]!, reason: 'x', requestIds: ['r'], result: 'created' as const, as: 'person' as const, xeroContactId: XERO, fingerprint: 'f', sourceUpdatedAtSeconds: AT, xeroUpdatedAt: 1, values: {}, reference: 'stored' as const, changes: [],
	}));
	await bench.store.change(settle(settled, DEFAULT_PUBLISHED, Date.now()));
});
afterEach(async () => await bench.remove());

const start = async (jobName: string, jobMode: string, more: object = {}) => await bench.run('startJob', [{}], { jobName, jobMode, foreseenBy: '', selection: {}, sample: 0, dayCalls: 5_000, whenBusy: 'fail', ...more } as never);
const started = async (jobName: string, jobMode: string, more: object = {}) => {
	const { outputs, error } = await start(jobName, jobMode, more);
	if (error) throw error;
	return outputs[0]![0]!.json;
};

/** The one page of a job, as Get Page hands it on. */
async function taken(jobId: string): Promise<IDataObject[]> {
	const token = `${PAGE_TOKEN}1`;
	const { page } = await bench.store.change(claimPage(jobId, { token, holder: 'h', isOver: () => false }, { ...DEFAULT_PUBLISHED }, Date.now()));
	const { ledger } = pageItem(page!, 'default', 'h');
	const profiles = [contact(1), contact(2)].map(({ id }) => ({ contact: { id, updated_at: AT, custom_attributes: {}, location: {} }, ledger, isLast: true, nextCursor: null, total: 2 }));
	return await bench.emitted('takePage', profiles as never);
}

const settledAs = (item: IDataObject, outcome: object): IDataObject => {
	const { contact: { id } = {}, ledger } = item as { contact?: { id: string }; ledger: IDataObject };
	return {
		intercomId: id, outcome: 'unchanged', reason: 'nothingChanged', xeroContactId: XERO, organisationId: ORGANISATION, xeroUpdatedAt: 2, changes: [], requestIds: ['r'],
		record: { kind: 'person', fingerprint: 'f', source: { updatedAt: AT }, match: { contactId: XERO, organisationId: ORGANISATION } }, ledger: { ...ledger, left: 'upsert.synced' }, ...outcome,
	} as IDataObject;
};
const KEPT = { field: 'TaxNumber', xero: '1', intercom: '2', changedInXero: true, kept: 'ifEmpty' };

test('contacts that are in step are taken to be compared, what differs is listed with the reason, and the report shows it', async () => {
	expect(await started('whole', 'reconciliation')).toMatchObject({ jobId: 'whole', kind: 'reconciliation', started: true, dryRun: false, message: expect.stringContaining('reconciliation has begun') });
	const items = await taken('whole');
	expect(items.map(({ ledger }) => ledger)).toMatchObject([{ compare: true, why: 'reconciliation', whole: { toCome: 0 }, lastSync: { fingerprint: 'f' } }, { compare: true }]);
	await bench.emitted('settle', [settledAs(items[0]!, {}), settledAs(items[1]!, { differences: [KEPT, { field: '', xero: 'x' }, { field: 'Name', xero: 'a', intercom: 'b', kept: 'somethingNew' }] })]);
	const listed = await bench.emitted('list', [{}], { what: 'forecasts', returnAll: true, filters: {} });
	expect(listed).toMatchObject([{ jobId: 'whole', id: contact(2).id, outcome: 'unchanged', fields: 'TaxNumber, Name', changes: [{ field: 'TaxNumber', changedInXero: true, kept: 'ifEmpty' }, { field: 'Name' }] }]);
	expect(listed[0]!.changes).not.toContainEqual(expect.objectContaining({ before: '1' }));
	const [{ report } = {}] = await bench.emitted('report', [{}], { format: 'json', contactId: contact(2).id });
	expect(report).toMatchObject({ differences: { jobId: 'whole', shown: [{ id: contact(2).id, words: 'Left as it is in Xero' }] }, jobs: [{ kind: 'reconciliation', keptApart: 1 }], record: { difference: { fields: [{ kept: true }, { kept: false }] } } });
});

test('its dry run keeps what differs and writes no record', async () => {
	expect(await started('dry', 'comparison')).toMatchObject({ kind: 'comparison', dryRun: true });
	const items = await taken('dry');
	const before = await bench.rows('record');
	const foreseen = await bench.emitted('settle', items.map((item, number) => settledAs(item, { preview: true, ledger: { ...(item.ledger as object), left: 'preview.synced' }, ...(number === 1 && { differences: [KEPT] }) })));
	expect(foreseen).toMatchObject([{ became: 'foreseen' }, { became: 'foreseen' }]);
	expect(await bench.emitted('list', [{}], { what: 'forecasts', returnAll: true, filters: {} })).toMatchObject([{ id: contact(2).id, outcome: 'unchanged' }]);
	expect(await bench.rows('record')).toEqual(before);
	expect(await started('live', 'reconciliation', { foreseenBy: 'dry' })).toMatchObject({ kind: 'reconciliation' });
});

test('a schedule begins none while another runs, or under a name that was used, says so, and does not fail; a person is refused', async () => {
	await started('a', 'dryRun');
	expect(await started('reconciliation-2026-12', 'reconciliation', { whenBusy: 'skip' })).toMatchObject({ started: false, kind: 'reconciliation', message: 'The job "a" is not done, and there is one at a time. Nothing was begun.', nextStep: expect.stringContaining('Control Job') });
	expect((await bench.rows('audit')).filter(({ event }) => event === 'jobNotStarted')).toHaveLength(1);
	expect(await started('a', 'reconciliation', { whenBusy: 'skip' })).toMatchObject({ started: false });
	expect((await start('b', 'reconciliation')).error?.message).toContain('The job "a" is not done');
	expect((await start('b', 'repair')).error?.message).toContain('Use dryRun, migration, comparison, reconciliation');
});

test('the page pauses and ends the job by its form', async () => {
	await started('whole', 'reconciliation');
	const press = async (decision: string) => {
		const [page] = await bench.emitted('report', [{}], { reportOptions: { forms: true } });
		const form = /<form method="post" action="\?" aria-label="Decide about the job whole">[^]*?<\/form>/.exec(String(page!.text))![0];
		const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(form)![1];
		return (await bench.emitted('decide', [{ body: { token: field('token'), kind: field('kind'), id: field('id'), decision } }] as never, { takenFrom: 'page', by: 'Status page' }))[0];
	};
	expect(await press('pause')).toMatchObject({ jobId: 'whole', decision: 'pause', by: 'Status page', decided: true, said: 'pause', message: expect.stringContaining('paused') });
	expect(await press('pause')).toMatchObject({ decided: false, said: 'jobChanged' });
	expect(await press('cancel')).toMatchObject({ decided: true, said: 'cancel' });
});
