import type { INodeProperties } from 'n8n-workflow';
import type { Goes } from '../../../lib/mapping/rules/whatGoesWhere';

/**
 * The table of a ready mapping, in sight: what arrives in the accounts is the first question of everybody. n8n shows lists in a
 * notice, and no tables.
 * @param after what can be done about it
 */
export function goesNotice(name: string, lines: readonly Goes[], after: string, displayOptions?: INodeProperties['displayOptions']): INodeProperties {
	const items = lines.map(({ from, to, when }) => `<li>${to} ← ${from}${when === undefined ? '' : ` (${when})`}</li>`);
	return {
		displayName: `What goes to Xero, from Intercom:<ul>${items.join('')}</ul>${after}`,
		name,
		type: 'notice',
		default: '',
		...(displayOptions && { displayOptions }),
	};
}
