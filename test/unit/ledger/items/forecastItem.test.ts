import { forecastItem } from '../../../../lib/ledger/items/forecastItem';

/** What an item of a dry run foresees, and when the whole page is looked at once more. */
const LEDGER = { name: 'default', kind: 'contact', id: '6961d4040000000000000001', token: '', leaseUntil: 1, why: 'migration', topic: '', attempts: 0, left: 'preview.failed', jobId: 'dry', dryRun: 'page 1' };
const failed = (more: object) => forecastItem({ outcome: 'failed', reason: 'x', message: 'said', nextStep: 'do', retryable: true, preview: true, ledger: LEDGER, ...more });

test.each(['transient', 'quota', 'auth', 'uncertain'])('a service that did not answer (%s): nobody knows yet, and the page is looked at once more', (kind) => {
	expect(failed({ class: kind, retryAt: '2026-01-01T00:00:00.000Z' })).toMatchObject({ jobId: 'dry', pageToken: 'page 1', forecast: { outcome: 'failed', reason: 'x' }, failure: { message: 'said', retryable: true, retryAt: Date.UTC(2026, 0, 1) } });
});

test.each([
	['a record whose key another one has', { class: 'conflict', retryable: true }],
	['what no other try mends', { class: 'validation', retryable: false }],
])('%s is what is foreseen: the page goes on', (_, more) => {
	expect(failed(more)).toMatchObject({ forecast: { outcome: 'failed', reason: 'x', message: 'said', nextStep: 'do' }, failure: null });
});

test.each([
	['wouldCreate', { company: { id: 'c1', outcome: 'created' } }],
	['wouldUpdate', { company: { id: 'c1', outcome: 'updated' } }],
	['nothingChanged', {}],
])("of a company's staff (%s) only the link is foreseen, with what is written of the company", (reason, more) => {
	const { company, ...forecast } = failed({ outcome: 'updated', reason, record: { intercomId: 'c1', staff: { intercomId: LEDGER.id } }, ledger: { ...LEDGER, left: 'preview.synced' } })!.forecast;
	expect(forecast).toMatchObject({ outcome: 'linked', reason });
	expect({ ...(company && { company }) }).toEqual(more);
});

test('an item of a live run, or of no ledger, is no forecast', () => {
	expect([failed({ ledger: { ...LEDGER, dryRun: undefined } }), failed({ ledger: undefined })]).toEqual([null, null]);
});
