import { P, rows, set, TELLS, test, where } from '../parameters.mjs';
import { OUTPUT_OF } from './start.mjs';

const X = 1480;
const Y = 2740;

/** Nightly, where companies are billed: every company that is neither synced in its present state nor queued. */
export function addCompanyList(canvas) {
	canvas.add('filter', 'Are Companies Billed?', [X, Y], test(`={{ ${P}.billTo === 'company' }}`));
	canvas.add('intercomContacts', 'List Companies', [X + 200, Y], { resource: 'company', operation: 'getPage', page: "={{ $json.nextPage ?? '' }}", pageSize: 50 });
	const synced = where(['key', 'eq', '={{ $json.companyId }}'], ['kind', 'eq', 'company'], ['sourceUpdatedAt', 'eq', '={{ $json.updated_at }}']);
	canvas.add('dataTable', 'Leave Out Synced Companies', [X + 400, Y - 20], rows('rowNotExists', 'state', synced), TELLS);
	canvas.add('set', 'Sync the Company Again', [X + 600, Y - 20], set({ contactId: '={{ $json.companyId }}', kind: 'company' }));
	canvas.add('set', 'Look for Another Page', [X + 400, Y + 140], set({ nextPage: ["={{ $json.nextPage ?? '' }}", 'string'] }), { executeOnce: true });
	canvas.add('filter', 'Is There Another Page?', [X + 600, Y + 140], test("={{ $json.nextPage !== '' }}"));
	canvas.link('Route', 'Are Companies Billed?', OUTPUT_OF.nightly);
	canvas.chain('Are Companies Billed?', 'List Companies', 'Leave Out Synced Companies', 'Sync the Company Again', 'Leave Out the Queued');
	canvas.chain('List Companies', 'Look for Another Page', 'Is There Another Page?', 'List Companies');
	canvas.link('List Companies', 'Describe the Failed Search', 2);
}
