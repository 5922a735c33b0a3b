import { set } from '../parameters.mjs';

const X = 2640;

/** One item for each company, saying how it went; the last node, because that is what the caller gets. */
export function addAnswer(canvas) {
	const answer = (name, more) => set({ answer: name, companyId: '={{ $json.companyId || $json.intercomId }}', ...more }, true);
	canvas.add('set', 'Answer: Synced', [X, 40], answer('synced'));
	canvas.add('set', 'Answer: Review', [X, 180], answer('review', { intercomUrl: "={{ $('Read the Company').all(0).find((read) => read.json.id === $json.intercomId)?.json.url ?? '' }}" }));
	canvas.add('set', 'Answer: Failed', [X, 320], answer('failed'));
	canvas.add('merge', 'Answer', [X + 2380 - 2160, 180], { mode: 'append', numberInputs: 3 });
	canvas.link('Create or Update in Xero', 'Answer: Synced');
	canvas.link('Read the Company', 'Answer: Synced', 1);
	canvas.link('Map to Xero Fields', 'Answer: Synced', 2);
	canvas.link('Create or Update in Xero', 'Answer: Review', 1);
	canvas.link('Read the Company', 'Answer: Failed', 2);
	canvas.link('Map to Xero Fields', 'Answer: Failed', 1);
	canvas.link('Create or Update in Xero', 'Answer: Failed', 2);
	canvas.link('Store the Xero Reference', 'Answer: Failed', 2);
	['Answer: Synced', 'Answer: Review', 'Answer: Failed'].forEach((node, input) => canvas.link(node, 'Answer', 0, input));
}
