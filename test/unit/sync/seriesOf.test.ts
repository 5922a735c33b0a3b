import { seriesOf } from '../../../nodes/XeroContactUpsert/ofPage';

const item = (ledger: object) => ({ json: { ledger: { name: 'Main', jobId: 'job', reserve: 100, ...ledger } } });

test.each([
	['pages of one job', [item({}), item({})], { name: '["Main","job"]', isLast: false }],
	['its last page', [item({ isLastPage: true }), item({ isLastPage: true })], { name: '["Main","job"]', isLast: true }],
	['of a job that compares all', [item({ whole: { toCome: 300, since: 5 } })], { name: '["Main","job"]', isLast: false, whole: { toCome: 300, since: 5 } }],
	['of two jobs', [item({}), item({ jobId: 'other' })], undefined],
	['of a job of the same name in another ledger', [item({}), item({ name: 'Other' })], undefined],
	['of a batch of live changes', [item({ jobId: null, reserve: undefined })], undefined],
	['one of them of no ledger', [item({}), { json: {} }], undefined],
	['none', [], undefined],
])('%s', (_, items, series) => {
	expect(seriesOf(items)).toEqual(series);
});
