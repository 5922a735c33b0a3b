import { Canvas } from './canvas.mjs';
import { addMessage } from './message.mjs';
import { createTable, GOES_ON, P, set } from './parameters.mjs';
import { addSecondWay, SAY, SEND } from './secondWay.mjs';
import { TABLE_NAMES, TABLE_TITLES } from './tables.mjs';

/** Run once by hand: makes tables and attributes, checks both sides, reports, and sends a test alert. */
export function setup() {
	const canvas = new Canvas('intercomXeroSetup', 'Intercom to Xero: Setup');
	canvas.add('manualTrigger', 'Run Setup', [0, 0]);
	canvas.add('set', 'Settings', [200, 0], set({ label: 'main', alertChannel: 'json', alertUrl: '', organisationId: '' }));
	canvas.add('set', 'Prepare', [400, 0], set({ tables: [TABLE_NAMES, 'object'] }, true));
	Object.entries(TABLE_TITLES).forEach(([table, title], index) =>
		canvas.add('dataTable', title, [680 + index * 200, 0], createTable(table), { executeOnce: true, ...GOES_ON }));
	canvas.chain('Run Setup', 'Settings', 'Prepare', ...Object.values(TABLE_TITLES), 'Prepare the Workspace');
	addChecks(canvas);
	addReport(canvas);
	addMessage(canvas, [3040, 80], P);
	canvas.link('Describe the Test Alert', 'Write the Message');
	addStop(canvas);
	addNotes(canvas);
	return canvas;
}

/** n8n starts no error workflow for a run by hand: a step that fails tells so itself, and the execution shows it. */
function addStop(canvas) {
	const why = "String($json.error?.message || $json.error || $json.message || 'unknown').slice(0, 300)";
	const at = "($prevNode.name === 'Send the Alert' ? 'The alert channel refused the test alert: ' : 'It stopped at \"' + $prevNode.name + '\": ')";
	const text = `${at} + ${why} + '\\n' + ($json.nextStep ? 'What to do: ' + $json.nextStep : 'What to do: Open the execution in n8n, look at the node, and run Setup again.')`;
	const first = canvas.nodes.filter(({ name, onError }) => name !== 'Run Setup' && name !== 'Nobody to Tell' && onError !== GOES_ON.onError).map(({ name }) => name);
	addSecondWay(canvas, [2960, 640], first, { title: "'Intercom to Xero: Setup stopped'", text }, GOES_ON);
	canvas.add('stopAndError', 'Stop and Say Why', [3560, 640], { errorMessage: `={{ $('${SAY}').first().json.text }}` });
	canvas.link(SEND, 'Stop and Say Why');
}

function addChecks(canvas) {
	canvas.add('intercomContacts', 'Prepare the Workspace', [1760, 0], { resource: 'workspace', operation: 'prepare' }, { executeOnce: true });
	const empty = ['={{ [] }}', 'array'];
	canvas.add('set', 'Make a Harmless Record', [2040, 80], set({
		intercomId: 'setup-check', previousIds: empty, role: 'lead', kind: 'person', xero: ['={{ ({ Name: "Intercom to Xero setup check" }) }}', 'object'], rules: ['={{ ({}) }}', 'object'], groups: empty, notes: empty,
		match: ['={{ ({ contactNumber: "setup-check", name: "Intercom to Xero setup check" }) }}', 'object'], source: ['={{ ({ createdAt: 1, updatedAt: 1 }) }}', 'object'], fingerprint: 'setup-check',
	}), { executeOnce: true });
	const organisation = { __rl: true, mode: 'id', value: `={{ ${P}.organisationId }}` };
	canvas.add('xeroContactUpsert', 'Try Xero Without Writing', [2240, 80], { operation: 'preview', organisation, options: {} });
	for (const output of [0, 2]) canvas.link('Prepare the Workspace', 'Make a Harmless Record', output);
	canvas.link('Make a Harmless Record', 'Try Xero Without Writing');
}

/** The zone in which n8n runs schedules of a workflow that names none of its own. */
const ZONE = "('Every Night runs by the clock of ' + $now.zoneName + ', where it is ' + $now.toFormat('HH:mm') + ' now, unless Contact Sync has another Timezone in its menu, Settings')";

const itemsOf = (node, output) => `($('${node}').isExecuted ? $('${node}').all(${output}).map((item) => item.json) : [])`;
const found = (failure) => `({ ok: false, message: ${failure}.message, fix: ${failure}.nextStep })`;

function addReport(canvas) {
	const refused = "$(name).first().json.error";
	const table = `{ ok: !${refused}, message: ${refused} ? name + ': ' + (${refused}.message || ${refused}) : 'Table ' + $(name).first().json.name + ' is there', fix: ${refused} ? 'Look for another table whose name contains this one, and rename it.' : '' }`;
	canvas.add('set', 'Report What Was Found', [2560, 80], set({
		checks: [`={{ [
  ...[${Object.values(TABLE_TITLES).map((title) => `'${title}'`).join(', ')}].map((name) => (${table})),
  ...${itemsOf('Prepare the Workspace', 0)}.flatMap((workspace) => workspace.checks),
  ...${itemsOf('Prepare the Workspace', 2)}.map((failure) => ${found('failure')}),
  ...${itemsOf('Try Xero Without Writing', 2)}.map((failure) => ${found('failure')}),
  ...(${itemsOf('Try Xero Without Writing', 2)}.length ? [] : [{ ok: true, message: 'Xero answers: contacts can be read', fix: '' }]),
  { ok: true, message: ${ZONE}, fix: '' },
] }}`, 'array'],
		workspaceId: `={{ ${itemsOf('Prepare the Workspace', 0)}[0]?.workspaceId || '' }}`,
		organisationId: `={{ ${itemsOf('Try Xero Without Writing', 0)}[0]?.organisationId || '' }}`,
	}), { executeOnce: true });
	for (const output of [0, 1, 2]) canvas.link('Try Xero Without Writing', 'Report What Was Found', output);
	const inOrder = '$json.checks.every((check) => check.ok)';
	const toDo = "$json.checks.filter((check) => !check.ok).map((check) => [check.message, check.fix].filter((text) => text).map((text) => text.replace(/\\.?$/, '.')).join(' ')).join(' ')";
	canvas.add('set', 'Describe the Test Alert', [2760, 80], set({
		ready: [`={{ ${inOrder} }}`, 'boolean'],
		good: [`={{ ${inOrder} }}`, 'boolean'],
		alerts: [`={{ [{ title: ${inOrder} ? 'Setup is complete (test alert)' : 'Setup found something to do (test alert)', message: ${inOrder} ? 'All ' + $json.checks.length + ' checks passed. Alerts of the sync arrive here. ' + ${ZONE} + '.' : ${toDo}, nextStep: '', links: [] }] }}`, 'array'],
	}));
	canvas.chain('Report What Was Found', 'Describe the Test Alert');
}

function addNotes(canvas) {
	canvas.note('Start Here', [-500, -360], [460, 700], `## Intercom to Xero: setup
Run it once, and again whenever something about the connections changes. It changes no contact.

**1. Credentials** Choose your Intercom credential in **Prepare the Workspace** and your Xero credential in **Try Xero Without Writing**.

**2. Settings** The same label, alert channel, alert address and organisation as in *Contact Sync*.

**3. Run** Press *Execute workflow*. **Report What Was Found** lists every check, the time zone in force, and your Intercom workspace and Xero organisation ID. A test alert arrives where alerts will.`, 7);
	canvas.note('Tables Note', [640, -180], [1040, 360], '### Tables\nQueue, state, review list, audit log and alert list. Existing ones are kept.', 4);
	canvas.note('Checks Note', [1720, -180], [760, 460], `### Intercom and Xero
Creates the attributes of the Xero reference in Intercom, checks permissions, region and webhook secret, and reads Xero without writing.`, 4);
	canvas.note('Alert Note', [2520, -180], [1400, 660], `### Report and test alert
Slack and email nodes are ready: enable one and choose a credential.`, 3);
	canvas.note('Plain Note', [2520, 520], [1400, 280], `### When a step above fails
It is told by nodes of its own, and the execution fails and says why. A channel that refuses the test alert shows here, too.`, 3);
}
