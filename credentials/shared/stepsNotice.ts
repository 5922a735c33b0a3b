import type { INodeProperties } from 'n8n-workflow';

/** What to press where, in sight: n8n shows the help of a field only under the mouse. */
export function stepsNotice(text: string): INodeProperties {
	return { displayName: text, name: 'steps', type: 'notice', default: '' };
}
