import { addChannelRefused, addMessage } from '../message.mjs';
import { columns, neverSeen, P, row, rows, set, TELLS, test, where } from '../parameters.mjs';
import { TABLE_TITLES } from '../tables.mjs';
import { OUTPUT_OF } from './start.mjs';

const X = 5220;
const Y = 1560;
const TOLD = [['key', 'eq', '={{ $json.key }}'], ['state', 'eq', '={{ $json.state }}']];

/**
 * An alert is told once for each state of its subject. A row says so; while it is being told it names the execution that
 * does it. One that stopped before, or whose channel refused, leaves its name, and the queue tells it again.
 */
export function addAlerts(canvas) {
	addSearchFailure(canvas);
	addClaim(canvas);
	addMessage(canvas, [X + 1820, Y + 40], P);
	canvas.chain('Put Them Together', 'Write the Message');
	addAfterwards(canvas);
	addSecondTry(canvas);
	addTables(canvas);
}

/** Below whatever sends it: what refuses stops the execution before. */
function addAfterwards(canvas) {
	canvas.add('dataTable', 'Note That It Was Told', [X + 2020, Y + 460], rows('update', 'alerts', { ...where(['claimedBy', 'eq', '={{ $execution.id }}']), ...columns({ claimedBy: '' }) }), { executeOnce: true, ...TELLS });
	canvas.link('Write the Message', 'Note That It Was Told');
	addChannelRefused(canvas, [X + 2660, Y + 320]);
}

/** What was claimed longer ago than a lease lasts was never told. A channel that goes on refusing is asked at twice the distance each time. */
function addSecondTry(canvas) {
	const claimed = where(['claimedBy', 'neq', ''], ['at', 'lt', `={{ $now.minus({ minutes: ${P}.leaseMinutes }).toUTC().toISO() }}`]);
	canvas.add('dataTable', 'Find What Was Not Told', [X + 600, Y + 480], rows('get', 'alerts', { ...claimed, returnAll: false, limit: 100 }), TELLS);
	canvas.add('filter', 'Is It Time to Tell It?', [X + 800, Y + 480], test('={{ Date.now() - Date.parse($json.at) >= Date.parse($json.at) - Date.parse($json.createdAt) }}'));
	const unchanged = where(['id', 'eq', '={{ $json.id }}'], ['claimedBy', 'eq', '={{ $json.claimedBy }}']);
	canvas.add('dataTable', 'Take It Over', [X + 1000, Y + 480], rows('update', 'alerts', { ...unchanged, ...columns({ claimedBy: '={{ $execution.id }}', at: '={{ $now.toUTC().toISO() }}' }) }), TELLS);
	canvas.link('Route', 'Find What Was Not Told', OUTPUT_OF.queue);
	canvas.chain('Find What Was Not Told', 'Is It Time to Tell It?', 'Take It Over', 'Unpack the Links');
}

function addSearchFailure(canvas) {
	const alert = "{ key: 'search for changes', level: 'daily', record: '', vendor: 'intercom', state: $json.reason || 'unknown', title: $json.reason === 'segmentUnknown' ? 'A segment that the sync uses is not in Intercom' : 'The reconciliation could not read Intercom', message: $json.message || String($json.error?.message || $json.error || 'unknown').slice(0, 300), nextStep: $json.nextStep || 'It is tried again by itself.', links: [] }";
	canvas.add('set', 'Describe the Failed Search', [X - 200, Y + 360], set({ alert: [`={{ ${alert} }}`, 'object'] }), { executeOnce: true });
	canvas.link('Find Changed Contacts', 'Describe the Failed Search', 2);
	canvas.link('Sweep a Page', 'Describe the Failed Search', 1);
	canvas.chain('Describe the Failed Search', 'Is There an Alert?');
}

function addClaim(canvas) {
	canvas.add('filter', 'Is There an Alert?', [X, Y + 40], test('={{ !!$json.alert }}'));
	canvas.link('Follow the Deletion Policy', 'Is There an Alert?');
	canvas.add('set', 'Take the Alert', [X + 200, Y + 40], { mode: 'raw', jsonOutput: '={{ JSON.stringify($json.alert) }}', options: {} });
	canvas.add('removeDuplicates', 'Take Each Alert Once', [X + 400, Y + 40], { operation: 'removeDuplicateInputItems', compare: 'selectedFields', fieldsToCompare: 'key, state', options: {} });
	canvas.add('dataTable', 'Leave Out What Was Told', [X + 600, Y + 40], rows('rowNotExists', 'alerts', where(...TOLD)), TELLS);
	const fields = Object.fromEntries(['key', 'level', 'record', 'vendor', 'state', 'title', 'message', 'nextStep'].map((name) => [name, `={{ $json.${name} }}`]));
	canvas.add('dataTable', 'Claim the Alert', [X + 800, Y + 40], rows('insert', 'alerts', row({ ...fields, links: '={{ JSON.stringify($json.links) }}', claimedBy: '={{ $execution.id }}', at: '={{ $now.toUTC().toISO() }}' })), TELLS);
	canvas.add('dataTable', 'See Who Was First', [X + 1000, Y + 40], rows('get', 'alerts', { ...where(...TOLD), returnAll: false, limit: 1, orderBy: true, orderByColumn: 'id', orderByDirection: 'ASC' }), TELLS);
	canvas.add('if', 'Was It Us?', [X + 1200, Y + 40], test('={{ $json.claimedBy === $execution.id }}'));
	canvas.add('dataTable', 'Take Back the Claim', [X + 1400, Y + 180], rows('deleteRows', 'alerts', { ...where(...TOLD, ['claimedBy', 'eq', '={{ $execution.id }}']), options: {} }), TELLS);
	canvas.link('Was It Us?', 'Take Back the Claim', 1);
	canvas.add('dataTable', 'Forget Its Older State', [X + 1400, Y - 100], rows('deleteRows', 'alerts', { ...where(['key', 'eq', '={{ $json.key }}'], ['state', 'neq', '={{ $json.state }}']), options: {} }), TELLS);
	canvas.add('set', 'Unpack the Links', [X + 1400, Y + 40], set({ title: '={{ $json.title }}', message: '={{ $json.message }}', nextStep: "={{ $json.nextStep || '' }}", links: ["={{ JSON.parse($json.links || '[]') }}", 'array'] }));
	canvas.add('aggregate', 'Put Them Together', [X + 1600, Y + 40], { aggregate: 'aggregateAllItemData', destinationFieldName: 'alerts', options: {} });
	canvas.chain('Is There an Alert?', 'Take the Alert', 'Take Each Alert Once', 'Leave Out What Was Told', 'Claim the Alert', 'See Who Was First', 'Was It Us?', 'Forget Its Older State');
	canvas.chain('Was It Us?', 'Unpack the Links', 'Put Them Together');
}

/** A table that refuses (full, or renamed): the sync goes on, and a person hears of it once a day. */
function addTables(canvas) {
	const message = "'The sync goes on, but cannot keep its queue, state or reviews: ' + String($json.error?.message || $json.error || $('Read Open Alerts').first().json.error || 'it takes no rows').slice(0, 300) + '.'";
	const nextStep = 'If the storage for Data Tables is full, delete old rows or raise N8N_DATA_TABLES_MAX_SIZE_BYTES. Otherwise run the Setup workflow again.';
	canvas.add('set', 'Describe the Table', [X + 600, Y + 320], set({
		day: '={{ $now.toUTC().toISODate() }}', good: false, alerts: [`={{ [{ title: 'An n8n Data Table refuses', message: ${message}, nextStep: '${nextStep}', links: [] }] }}`, 'array'],
	}), { executeOnce: true });
	canvas.add('removeDuplicates', 'Tell It Once a Day', [X + 800, Y + 320], neverSeen('={{ $json.day }}', 100), TELLS);
	canvas.chain('Describe the Table', 'Tell It Once a Day', 'Write the Message');
	canvas.add('filter', 'Was Reading Refused?', [X + 400, Y + 320], test('={{ !!$json.error }}'));
	for (const node of ['Recall the Last Sync', 'Recall Its Last Sync', 'Look It Up in the Queue', 'Read the Watermark', 'Claim It']) canvas.link(node, 'Was Reading Refused?');
	canvas.link('Was Reading Refused?', 'Describe the Table');
	// Tables are made when the alert list cannot be read; a list that was there all along has refused.
	canvas.add('filter', 'Was It There All Along?', [1240, 1120], test('={{ !!$json.createdAt && Date.parse($json.createdAt) < Date.now() - 60000 }}'));
	canvas.chain(TABLE_TITLES.alerts, 'Was It There All Along?', 'Describe the Table');
	canvas.add('noOp', 'A Table Refused While Searching', [2480, 1300]);
	canvas.add('noOp', 'A Table Refused While Writing', [6420, 100]);
	for (const gate of ['A Table Refused While Searching', 'A Table Refused While Writing']) canvas.link(gate, 'Describe the Table');
	canvas.link('Did It Take No Row?', 'A Table Refused While Searching');
	for (const node of canvas.nodes.filter(({ type, onError }) => type.endsWith('.dataTable') && onError === 'continueErrorOutput')) canvas.link(node.name, gateOf(node.position), 1);
}

/** By where the node stands, so that no line crosses the canvas twice. */
function gateOf([x, y]) {
	if (x < 2800) return 'A Table Refused While Searching';
	return y >= Y - 100 ? 'Describe the Table' : 'A Table Refused While Writing';
}
