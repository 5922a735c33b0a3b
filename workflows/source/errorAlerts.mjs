import { Canvas } from './canvas.mjs';
import { addMessage, bodyFor, post, TRIES } from './message.mjs';
import { set, TELLS } from './parameters.mjs';
import { typed } from './stop.mjs';

/** What n8n tells of the stop; Settings hands it on. */
const WHY = "String($json.execution?.error?.message || $json.trigger?.error?.message || 'unknown').slice(0, 300)";
const AT = "($json.execution?.lastNodeExecuted || 'its start')";
const SENTENCE = `'It stopped at "' + ${AT} + '": ' + ${WHY}`;
const TITLE = "'Workflow ' + $json.workflow?.name + ' stopped'";
/** Nodes of the way in words; n8n starts no error workflow for one that fails itself, so each has a second way. */
const FIRST_WAY = ['Settings', 'Describe the Stop', 'Write the Message', 'Shape It for the Channel', 'Is There an Address?'];

/** For the user's other workflows: one alert for each execution that failed. */
export function errorAlerts() {
	const canvas = new Canvas('intercomXeroAlerts', 'Intercom to Xero: Error Alerts');
	canvas.add('errorTrigger', 'When a Workflow Stops', [0, 0]);
	canvas.add('set', 'Settings', [240, 0], set({ alertChannel: 'json', alertUrl: '' }, true));
	const nextStep = "$json.execution?.url ? 'Open the execution in n8n and look at the node.' : 'Open the workflow in n8n and publish it again.'";
	const links = "$json.execution?.url ? [{ title: 'Execution in n8n', url: $json.execution.url }] : []";
	const alert = `{ title: ${TITLE}, message: ${SENTENCE}, nextStep: ${nextStep}, links: ${links} }`;
	canvas.add('set', 'Describe the Stop', [480, 0], set({ good: false, alerts: [`={{ [${alert}] }}`, 'array'] }));
	addMessage(canvas, [740, 0], "$('Settings').first().json");
	canvas.chain('When a Workflow Stops', 'Settings', 'Describe the Stop', 'Write the Message');
	addSecondWay(canvas);
	addNotes(canvas);
	return canvas;
}

function addSecondWay(canvas) {
	canvas.add('set', 'Say It Plainly', [1360, 560], set({
		alertChannel: `={{ ${typed('alertChannel')} }}`, alertUrl: `={{ ${typed('alertUrl')} }}`, good: false, links: ['={{ [] }}', 'array'], alerts: ['={{ [] }}', 'array'],
		// By how far the first way came, the words are ready, in its alert, or still n8n's.
		title: `={{ $json.title || $json.alerts?.[0]?.title || ${TITLE} }}`, text: `={{ $json.text || $json.alerts?.[0]?.message || ${SENTENCE} }}`,
	}));
	canvas.add('set', 'Shape It Plainly', [1560, 560], set({ alertUrl: '={{ $json.alertUrl }}', body: [bodyFor('$json.alertChannel'), 'object'] }));
	canvas.add('httpRequest', 'Send It Plainly', [1760, 560], post('$json.alertUrl'), TRIES);
	canvas.chain('Say It Plainly', 'Shape It Plainly', 'Send It Plainly');
	for (const node of canvas.nodes.filter(({ name }) => FIRST_WAY.includes(name))) {
		Object.assign(node, TELLS);
		canvas.link(node.name, 'Say It Plainly', node.type.endsWith('.if') ? 2 : 1);
	}
	canvas.link('Send the Alert', 'Say It Plainly', 1);
}

function addNotes(canvas) {
	canvas.note('Start Here', [-580, -240], [480, 660], `## Error alerts for your other workflows
Tells you when a workflow stops with an error, in the same form as the alerts of *Contact Sync*.

**1. Settings** *alertChannel*: slack, teams, discord or json; *alertUrl*: its webhook address, typed in (no expression).

**2. Publish** this workflow.

**3. Choose it** In each workflow that should be watched: menu, Settings, *Error workflow*.

*Contact Sync* tells of its own stops and does not need this.`, 7);
	canvas.note('Alert Note', [-60, -240], [1980, 640], `### One alert for each execution that failed
Slack and email nodes are ready: enable one and choose a credential.`, 3);
	canvas.note('Plain Note', [1300, 440], [620, 280], '### When the way above fails\nA channel that refuses here too makes this execution fail.', 3);
}
