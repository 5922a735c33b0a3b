import { bodyFor, post, TRIES } from './message.mjs';
import { neverSeen, set, TELLS, test } from './parameters.mjs';

/** What the node Settings says, read without running it: it may be the node that failed. */
export const typed = (name) => `($('Settings').params.assignments.assignments.find((one) => one.name === '${name}')?.value || '')`;

/**
 * Tells that the workflow stopped, on a way of its own: whatever node failed, none of these is it. One message a day for
 * the same node and error, or a workflow that fails with every notification would write a thousand. A run that another
 * workflow called is told by the caller.
 */
export function addStopAlert(canvas, [x, y], { title, nextStep }) {
	const at = "($json.execution?.lastNodeExecuted || 'its start')";
	const why = "String($json.execution?.error?.message || $json.trigger?.error?.message || 'unknown').slice(0, 300)";
	canvas.add('errorTrigger', 'When This Workflow Stops', [x, y]);
	canvas.add('set', 'Describe the Stop', [x + 200, y], set({
		seen: `={{ $now.toUTC().toISODate() + ' ' + ${at} + ' ' + ${why} }}`,
		alertChannel: `={{ ${typed('alertChannel')} }}`,
		alertUrl: `={{ ${typed('alertUrl')} }}`,
		mode: "={{ $json.execution?.mode || '' }}",
		good: false,
		title: `Intercom to Xero: ${title}`,
		text: `={{ 'It stopped at "' + ${at} + '": ' + ${why} + '\\nWhat to do: ${nextStep}' }}`,
		links: ["={{ $json.execution?.url ? [{ title: 'Execution in n8n', url: $json.execution.url }] : [] }}", 'array'],
		alerts: ['={{ [] }}', 'array'],
	}));
	canvas.add('filter', 'Is There an Address for Stops?', [x + 400, y], test("={{ $json.alertUrl !== '' && $json.mode !== 'integrated' }}"));
	canvas.add('removeDuplicates', 'Tell Each Stop Once a Day', [x + 600, y], neverSeen('={{ $json.seen }}', 1000), TELLS);
	canvas.add('set', 'Shape the Stop for the Channel', [x + 800, y], set({ alertUrl: '={{ $json.alertUrl }}', body: [bodyFor('$json.alertChannel'), 'object'] }));
	canvas.add('httpRequest', 'Send the Stop', [x + 1000, y], post('$json.alertUrl'), TRIES);
	canvas.chain('When This Workflow Stops', 'Describe the Stop', 'Is There an Address for Stops?', 'Tell Each Stop Once a Day', 'Shape the Stop for the Channel', 'Send the Stop');
}
