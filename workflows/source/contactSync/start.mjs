import { createTable, GOES_ON, P, routes, rows, set, test, where, ZONE_NOTE } from '../parameters.mjs';
import { TABLE_NAMES, TABLE_TITLES } from '../tables.mjs';

const TOPICS = [
	'contact.user.created', 'contact.user.updated', 'contact.user.tag.created', 'contact.user.tag.deleted', 'contact.lead.created', 'contact.lead.updated',
	'contact.lead.added_email', 'contact.lead.signed_up', 'contact.lead.tag.created', 'contact.lead.tag.deleted', 'contact.email.updated', 'contact.merged',
	'contact.unarchive', 'contact.archived', 'contact.deleted', 'company.created', 'company.updated', 'company.deleted', 'company.contact.attached',
	'company.contact.detached',
];

/** The starts, each with the name by which the rest knows it; Route has an output for each. */
const STARTS = {
	live: 'Intercom Trigger', queue: 'Every Minute', hourly: 'Every Hour', nightly: 'Every Night', hand: 'Test by Hand', page: 'Called by the Sweep',
};
export const OUTPUT_OF = Object.fromEntries(Object.keys(STARTS).map((source, output) => [source, output]));
const LABELS = { live: 'Live', queue: 'Queue', hourly: 'Hourly', nightly: 'Nightly', hand: 'By Hand', page: 'A Page of the Sweep' };

/** What stands in the panels of the mappers: whom they sync, and the segments they need; Intercom does not tell of those. */
const MAPPERS = "$('Map to Xero Fields').params, $('Map to Its Company').params";
const SEGMENTS = `={{ [${MAPPERS}].flatMap((mapper) => [mapper.syncWhom === 'segment' ? mapper.segments : '', mapper.groupsAndNotes?.segments]).filter((names) => names).join(', ') }}`;

/** True while an alert says that Xero or Intercom refuses. */
export const STANDSTILL = "$('Note What Is Open').all().some((row) => row.json.open)";

/** Starts, settings, and the way to the branch of each start. */
export function addStart(canvas) {
	const every = (interval) => ({ rule: { interval: [interval] } });
	canvas.add('intercomTrigger', STARTS.live, [0, 0], { topics: TOPICS });
	canvas.add('scheduleTrigger', STARTS.queue, [0, 160], every({ field: 'minutes', minutesInterval: 1 }));
	canvas.add('scheduleTrigger', STARTS.hourly, [0, 320], every({ field: 'hours', hoursInterval: 1, triggerAtMinute: 17 }));
	canvas.add('scheduleTrigger', STARTS.nightly, [0, 480], every({ field: 'days', daysInterval: 1, triggerAtHour: 3, triggerAtMinute: 40 }), ZONE_NOTE);
	canvas.add('manualTrigger', STARTS.hand, [0, 640]);
	canvas.add('executeWorkflowTrigger', STARTS.page, [0, 800], { inputSource: 'passthrough' });
	canvas.add('set', 'Settings', [260, 400], set({
		label: 'main', alertChannel: 'json', alertUrl: '', workspaceId: '', organisationId: '', billTo: 'person', companyWorkflow: 'intercomXeroCompany', whenDeleted: 'leave',
		audit: true, auditShowsValues: false, auditKeepDays: 90, auditKeepRows: 20000,
		keepForLive: 100, batchSize: 100, retryMinutes: ['={{ [1, 5, 30, 120, 300, 600, 1440, 1440] }}', 'array'], leaseMinutes: 15,
	}));
	const source = Object.entries(STARTS).map(([name, node]) => `$('${node}').isExecuted ? '${name}'`).join(' : ');
	canvas.add('set', 'Prepare', [460, 400], set({
		startedAt: '={{ $now.toUTC().toISO() }}',
		source: `={{ ${source} : '' }}`,
		topic: `={{ $('${STARTS.live}').isExecuted ? $('${STARTS.live}').first().json.topic : '' }}`,
		occurredAt: [`={{ $('${STARTS.live}').isExecuted ? $('${STARTS.live}').first().json.occurredAt : 0 }}`, 'number'],
		workspace: `={{ $json.workspaceId || 'of workflow ' + $workflow.id }}`,
		organisation: `={{ $json.organisationId || 'of workflow ' + $workflow.id }}`,
		tables: [TABLE_NAMES, 'object'],
		segments: SEGMENTS,
		usersOnly: [`={{ [${MAPPERS}].every((mapper) => (mapper.syncWhom ?? 'usersWithEmail') === 'usersWithEmail') }}`, 'boolean'],
	}, true));
	addOpenAlerts(canvas);
	for (const start of Object.values(STARTS)) canvas.link(start, 'Settings');
	canvas.chain('Settings', 'Prepare', 'Read Open Alerts', 'Note What Is Open', 'Are the Tables There?', 'Route');
	addTables(canvas);
}

function addOpenAlerts(canvas) {
	const open = rows('get', 'alerts', { ...where(['level', 'eq', 'organisation']), returnAll: true });
	canvas.add('dataTable', 'Read Open Alerts', [660, 400], open, { alwaysOutputData: true, executeOnce: true, ...GOES_ON });
	canvas.add('set', 'Note What Is Open', [840, 400], set({
		open: ["={{ $json.level === 'organisation' }}", 'boolean'], vendor: "={{ $json.vendor || '' }}", title: "={{ $json.title || '' }}", missing: ['={{ !!$json.error }}', 'boolean'],
	}));
	canvas.add('if', 'Are the Tables There?', [1020, 400], test('={{ !$json.missing }}'), { executeOnce: true });
	const branches = Object.keys(STARTS).map((source) => [LABELS[source], `={{ ${P}.source === '${source}' }}`]);
	canvas.add('switch', 'Route', [1240, 360], routes(Object.fromEntries(branches)), { executeOnce: true });
}

function addTables(canvas) {
	Object.entries(TABLE_TITLES).forEach(([table, title], index) =>
		canvas.add('dataTable', title, [260 + index * 200, 1080], createTable(table), { executeOnce: true, ...GOES_ON }));
	canvas.link('Are the Tables There?', TABLE_TITLES.queue, 1);
	canvas.chain(...Object.values(TABLE_TITLES), 'Route');
}
