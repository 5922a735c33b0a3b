import { addChannelRefused, addMessage } from '../message.mjs';
import { IS_REAL } from '../lastSync.mjs';
import { callWorkflow, createTable, neverSeen, P, set, TELLS, test } from '../parameters.mjs';

const X = 880;
const Y = 700;

/** Without Contact Sync: all companies page by page; each page is a run of its own, and who waits is told once. */
export function addStandAlone(canvas) {
	canvas.add('intercomContacts', 'List Companies', [X, Y], { resource: 'company', operation: 'getPage', page: "={{ $json.nextPage ?? '' }}", pageSize: 50 });
	const settings = Object.fromEntries(['workspace', 'organisation', 'organisationId', 'source', 'startedAt'].map((name) => [name, `={{ ${P}.${name} }}`]));
	canvas.add('set', 'Hand Over the Page', [X + 200, Y - 60], set({ companyId: '={{ $json.companyId }}', topic: '', alone: true, ...settings, tables: [`={{ ${P}.tables }}`, 'object'] }));
	canvas.add('executeWorkflow', 'Sync the Page', [X + 400, Y - 60], callWorkflow('={{ $workflow.id }}'));
	canvas.add('filter', 'Does It Wait for Somebody?', [X + 600, Y - 60], test(`={{ ${IS_REAL} && ['review', 'failed'].includes($json.answer) }}`));
	canvas.add('removeDuplicates', 'Tell Each Once', [X + 800, Y - 60], neverSeen("={{ $json.companyId + ' ' + $json.reason }}", 10000));
	canvas.add('set', 'Describe It', [X + 1000, Y - 60], set({
		title: "={{ $json.answer === 'review' ? 'A company waits for a person' : 'A company could not be synced' }}",
		message: "={{ $json.message + ' (Intercom company ' + $json.companyId + ')' }}", nextStep: "={{ $json.nextStep || ($json.problems || []).map((problem) => problem.fix).join(' ') }}",
		links: ["={{ ($json.candidates || []).slice(0, 4).map((candidate) => ({ title: 'Xero: ' + candidate.name, url: candidate.url })) }}", 'array'],
	}));
	canvas.add('aggregate', 'Put Them Together', [X + 1200, Y - 60], { aggregate: 'aggregateAllItemData', destinationFieldName: 'alerts', options: {} });
	canvas.add('set', 'Look for Another Page', [X + 200, Y + 120], set({ nextPage: ["={{ $json.nextPage ?? '' }}", 'string'] }), { executeOnce: true });
	canvas.add('filter', 'Is There Another Page?', [X + 400, Y + 120], test("={{ $json.nextPage !== '' }}"));
	canvas.add('stopAndError', 'Stop and Say Why', [X + 200, Y + 260], { errorMessage: '={{ $json.message }}' });
	canvas.add('dataTable', 'Create the State', [X - 240, Y], createTable('state'), { executeOnce: true });
	canvas.link('Was It Called?', 'Create the State', 1);
	canvas.link('Create the State', 'List Companies');
	addTable(canvas);
	canvas.chain('List Companies', 'Hand Over the Page', 'Sync the Page', 'Does It Wait for Somebody?', 'Tell Each Once', 'Describe It', 'Put Them Together', 'Write the Message');
	canvas.chain('List Companies', 'Look for Another Page', 'Is There Another Page?', 'List Companies');
	canvas.link('List Companies', 'Stop and Say Why', 2);
	addMessage(canvas, [X + 1460, Y - 60], "$('Settings').first().json");
	addChannelRefused(canvas, [X + 2300, Y + 60]);
}

/** A table that refuses: the companies are synced all the same. Where Contact Sync called, it tells of its tables itself. */
function addTable(canvas) {
	const message = "'The companies are synced, but what was synced cannot be kept: ' + String($json.error?.message || $json.error).slice(0, 300) + '.'";
	const nextStep = 'If the storage for Data Tables is full, delete old rows or raise N8N_DATA_TABLES_MAX_SIZE_BYTES.';
	canvas.add('filter', 'Did a Table Refuse?', [X + 600, Y + 240], test(`={{ !!$json.error && (${P}.alone || !${P}.called) }}`));
	canvas.add('set', 'Describe the Table', [X + 800, Y + 240], set({
		day: '={{ $now.toUTC().toISODate() }}', good: false, alerts: [`={{ [{ title: 'An n8n Data Table refuses', message: ${message}, nextStep: '${nextStep}', links: [] }] }}`, 'array'],
	}), { executeOnce: true });
	canvas.add('removeDuplicates', 'Tell It Once a Day', [X + 1000, Y + 240], neverSeen('={{ $json.day }}', 100), TELLS);
	canvas.link('Recall the Last Sync', 'Did a Table Refuse?');
	for (const node of ['Remember the Sync', 'Doubt the Last Sync']) canvas.link(node, 'Did a Table Refuse?', 1);
	canvas.chain('Did a Table Refuse?', 'Describe the Table', 'Tell It Once a Day', 'Write the Message');
}
