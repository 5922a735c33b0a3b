import { Canvas } from './canvas.mjs';
import { addMessage } from './message.mjs';
import { set } from './parameters.mjs';
import { addSecondWay } from './secondWay.mjs';

/** What n8n tells of the stop; Settings hands it on. */
const WHY = "String($json.execution?.error?.message || $json.trigger?.error?.message || 'unknown').slice(0, 300)";
const AT = "($json.execution?.lastNodeExecuted || 'its start')";
const SENTENCE = `'It stopped at "' + ${AT} + '": ' + ${WHY}`;
const TITLE = "'Workflow ' + $json.workflow?.name + ' stopped'";
/** Nodes of the way in words; n8n starts no error workflow for one that fails itself, so each has a second way. */
const FIRST_WAY = ['Settings', 'Describe the Stop', 'Write the Message', 'Shape It for the Channel', 'Is There an Address?', 'Send the Alert'];

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
	// By how far the first way came, the words are ready, in its alert, or still n8n's.
	const title = `$json.title || $json.alerts?.[0]?.title || ${TITLE}`;
	const text = `$json.text || $json.alerts?.[0]?.message || ${SENTENCE}`;
	addSecondWay(canvas, [1360, 560], FIRST_WAY, { title, text });
	addNotes(canvas);
	return canvas;
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
