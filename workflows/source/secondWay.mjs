import { bodyFor, post, TRIES } from './message.mjs';
import { set, TELLS } from './parameters.mjs';
import { typed } from './stop.mjs';

/** Nodes of the second way; a fault in the first leads here, a fault here fails the execution. */
const SAY = 'Say It Plainly';
const SHAPE = 'Shape It Plainly';
const SEND = 'Send It Plainly';

/**
 * For a workflow that no error workflow watches: whatever node of its first way fails, the words go out on a second way that
 * shares no node with the first.
 * @param first names of the nodes of the first way
 * @param words expressions (title and text) over the item of the node that failed
 * @param sending what stands beside the parameters of the request
 */
export function addSecondWay(canvas, [x, y], first, { title, text }, sending = {}) {
	canvas.add('set', SAY, [x, y], set({
		alertChannel: `={{ ${typed('alertChannel')} }}`, alertUrl: `={{ ${typed('alertUrl')} }}`, good: false, links: ['={{ [] }}', 'array'], alerts: ['={{ [] }}', 'array'],
		title: `={{ ${title} }}`, text: `={{ ${text} }}`,
	}), { executeOnce: true });
	canvas.add('set', SHAPE, [x + 200, y], set({ alertUrl: '={{ $json.alertUrl }}', body: [bodyFor('$json.alertChannel'), 'object'] }));
	canvas.add('httpRequest', SEND, [x + 400, y], post('$json.alertUrl'), { ...TRIES, ...sending });
	canvas.chain(SAY, SHAPE, SEND);
	for (const node of canvas.nodes.filter(({ name }) => first.includes(name))) {
		Object.assign(node, TELLS);
		canvas.link(node.name, SAY, outputsOf(node));
	}
}

/** How many outputs a node has beside the one for errors. */
function outputsOf({ type }) {
	if (type.endsWith('.if')) return 2;
	return type.startsWith('n8n-nodes-intercom-xero.') ? 3 : 1;
}

export { SAY, SEND };
