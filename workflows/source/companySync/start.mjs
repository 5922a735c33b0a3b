import { P, set, test, ZONE_NOTE } from '../parameters.mjs';
import { TABLE_NAMES } from '../tables.mjs';

const CALLED = "$('Called by Contact Sync')";

/** What Contact Sync hands over counts, else what stands in Settings. */
const given = (name, otherwise) => `={{ ${CALLED}.isExecuted && ${CALLED}.first().json.${name} || ${otherwise} }}`;

export function addStart(canvas) {
	canvas.add('executeWorkflowTrigger', 'Called by Contact Sync', [0, 0], { inputSource: 'passthrough' });
	canvas.add('scheduleTrigger', 'Every Night', [0, 160], { rule: { interval: [{ field: 'days', daysInterval: 1, triggerAtHour: 4, triggerAtMinute: 10 }] } }, { disabled: true, ...ZONE_NOTE });
	canvas.add('manualTrigger', 'Run by Hand', [0, 320]);
	canvas.add('set', 'Settings', [240, 160], set({ label: 'main', alertChannel: 'json', alertUrl: '', workspaceId: '', organisationId: '' }));
	canvas.add('set', 'Prepare', [440, 160], set({
		startedAt: given('startedAt', '$now.toUTC().toISO()'),
		source: given('source', "'nightly'"),
		alone: [given('alone', 'false'), 'boolean'],
		called: [`={{ ${CALLED}.isExecuted }}`, 'boolean'],
		organisationId: given('organisationId', '$json.organisationId'),
		workspace: given('workspace', "($json.workspaceId || 'of workflow ' + $workflow.id)"),
		organisation: given('organisation', "($json.organisationId || 'of workflow ' + $workflow.id)"),
		tables: [given('tables', `(${TABLE_NAMES.slice('={{ '.length, -' }}'.length)})`), 'object'],
	}, true), { executeOnce: true });
	canvas.add('if', 'Was It Called?', [640, 160], test(`={{ ${P}.called }}`));
	for (const start of ['Called by Contact Sync', 'Every Night', 'Run by Hand']) canvas.link(start, 'Settings');
	canvas.chain('Settings', 'Prepare', 'Was It Called?', 'Hand On the Companies');
}
