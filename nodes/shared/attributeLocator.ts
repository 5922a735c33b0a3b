import type { INodeProperties } from 'n8n-workflow';
import { isRecord } from '../../lib/http/isRecord';

/**
 * A field for the name of a custom attribute: typed, or chosen from the workspace's own where the node has a credential.
 * @param searchListMethod of the node, lists the attributes
 */
export function attributeLocator(displayName: string, searchListMethod: string, example: string, description: string): INodeProperties {
	return {
		displayName,
		name: 'attribute',
		type: 'resourceLocator',
		default: { mode: 'name', value: '' },
		description,
		modes: [
			{ displayName: 'Name', name: 'name', type: 'string', placeholder: `e.g. ${example}` },
			{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod, searchable: true } },
		],
	};
}

/** The name in such a field, which may also be a plain text (an expression, or a workflow made by hand). Pure. */
export function attributeName(value: unknown): string {
	const name = isRecord(value) ? value.value : value;
	return String(name ?? '').trim();
}
