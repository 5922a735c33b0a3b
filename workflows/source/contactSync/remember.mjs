import { DIFFERS, IS_REAL, NEWEST, REFERENCE_DIFFERS, remember } from '../lastSync.mjs';
import { P, row, rows, set, TELLS, test, where } from '../parameters.mjs';
import { SPARES, UNTOUCHED } from './queueRow.mjs';

const X = 5020;
const KEY = ['key', 'eq', '={{ $json.key }}'];

/** A row of the state belongs to the contact, or to one of a company's staff. */
export const STAFF = '$json.record.staff?.intercomId';

/** What the next sync has to know, and everything that this one settles. */
export function addRemember(canvas) {
	canvas.add('filter', 'Is It the Newest State?', [X, -260], NEWEST);
	const kept = remember(`={{ ${STAFF} ?? $json.intercomId }}`, `={{ ${STAFF} ? 'staff' : 'contact' }}`, '$json.record.fingerprint');
	canvas.add('dataTable', 'Remember the Sync', [X + 200, -260], kept, TELLS);
	canvas.chain('Create or Update in Xero', 'Is It the Newest State?', 'Remember the Sync');
	addSettle(canvas);
	addAudit(canvas);
	addReference(canvas);
}

function addSettle(canvas) {
	canvas.add('set', 'Settle', [X, -80], set({
		key: '={{ $json.record?.staff?.intercomId || $json.contactId || $json.companyId || $json.intercomId }}',
		kind: "={{ $json.companyId ? 'company' : 'contact' }}",
		outcome: "={{ $json.outcome || ($json.winnerId ? 'merged' : $json.intercomId ? 'skipped' : 'gone') }}",
		reason: "={{ $json.reason || '' }}",
		spares: SPARES,
		// Without its reference in Intercom it is not done: the queue keeps it until that is stored.
		isDone: [`={{ !$json.record?.fingerprint || !(${DIFFERS}) }}`, 'boolean'],
		fields: "={{ ($json.changes || []).map((change) => change.field).join(', ') }}",
		changes: `={{ ${P}.auditShowsValues ? JSON.stringify($json.changes || []) : 'hidden' }}`,
		requestIds: "={{ ($json.requestIds || []).join(', ') }}",
		intercomAt: "={{ $json.sourceUpdatedAt ? new Date($json.sourceUpdatedAt * 1000).toISOString() : '' }}",
		xeroAt: "={{ $json.xeroUpdatedAt ? new Date($json.xeroUpdatedAt).toISOString() : '' }}",
	}));
	canvas.add('filter', 'Was It No Preview?', [X - 320, -80], test(`={{ ${IS_REAL} }}`));
	canvas.chain('Create or Update in Xero', 'Was It No Preview?', 'Settle');
	canvas.add('dataTable', 'Clear Its Queue Row', [X + 400, -80], rows('deleteRows', 'queue', { ...where(KEY, ...UNTOUCHED, ['topic', 'neq', '={{ $json.spares }}']), options: {} }), TELLS);
	canvas.add('dataTable', 'Close Its Review', [X + 800, -80], rows('deleteRows', 'review', { ...where(KEY), options: {} }), TELLS);
	canvas.add('dataTable', 'Close Its Alerts', [X + 600, -80], rows('deleteRows', 'alerts', { ...where(['record', 'eq', '={{ $json.key }}']), options: {} }), TELLS);
	canvas.add('filter', 'Is It Done?', [X + 200, -80], test('={{ $json.isDone }}'));
	canvas.chain('Settle', 'Is It Done?', 'Clear Its Queue Row');
	canvas.link('Is It Done?', 'Close Its Alerts');
	canvas.link('Settle', 'Close Its Review');
}

function addAudit(canvas) {
	canvas.add('filter', 'Is It Worth a Line?', [X + 1000, -80], test(`={{ ${P}.audit && !$json.deferred && !['unchanged', 'skipped'].includes($json.outcome) }}`));
	const optional = ['fields', 'changes', 'requestIds', 'intercomAt', 'xeroAt'].map((name) => [name, `={{ $json.${name} || '' }}`]);
	canvas.add('dataTable', 'Write the Audit Row', [X + 1200, -80], rows('insert', 'audit', row({
		key: '={{ $json.key }}', kind: "={{ $json.kind || 'contact' }}", at: '={{ $now.toUTC().toISO() }}', trigger: `={{ ${P}.source }}`, topic: `={{ ${P}.topic }}`,
		outcome: '={{ $json.outcome }}', reason: '={{ $json.reason }}', ...Object.fromEntries(optional),
	})), TELLS);
	canvas.chain('Settle', 'Is It Worth a Line?', 'Write the Audit Row');
}

/** The Xero contact is noted on the contact in Intercom, or on the company that gets the bills. */
function addReference(canvas) {
	canvas.add('filter', 'Does the Reference Differ?', [X, 100], REFERENCE_DIFFERS);
	canvas.add('if', 'Is It Its Company?', [X + 200, 100], test('={{ !!$json.record.staff }}'));
	const reference = { operation: 'setXeroReference', xeroContactId: '={{ $json.xeroContactId }}', xeroContactUrl: '={{ $json.xeroContactUrl }}', organisationId: '={{ $json.organisationId }}' };
	canvas.add('intercomContacts', 'Store the Xero Reference', [X + 640, 140], { resource: 'contact', contactId: '={{ $json.intercomId }}', ...reference });
	canvas.add('intercomContacts', 'Store It on the Company', [X + 420, 60], { resource: 'company', companyId: '={{ $json.intercomId }}', ...reference });
	canvas.chain('Create or Update in Xero', 'Does the Reference Differ?', 'Is It Its Company?', 'Store It on the Company');
	canvas.link('Is It Its Company?', 'Store the Xero Reference', 1);
	canvas.add('set', 'Settle the Reference', [X + 860, 100], set({ key: "={{ $json.record.staff?.intercomId || $json.intercomId }}", spares: SPARES }));
	for (const node of ['Clear Its Queue Row', 'Close Its Alerts']) canvas.link('Settle the Reference', node);
	for (const node of ['Store the Xero Reference', 'Store It on the Company']) {
		canvas.link(node, 'Settle the Reference');
		canvas.link(node, 'Describe the Failure', 2);
	}
}
