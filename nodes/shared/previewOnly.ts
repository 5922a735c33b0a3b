import type { INodeProperties } from 'n8n-workflow';

/** For operations that write and have no sister that only looks. */
export const PREVIEW_ONLY = 'previewOnly';

export function previewOnlyField(displayOptions?: INodeProperties['displayOptions']): INodeProperties {
	return {
		displayName: 'Preview Only',
		name: PREVIEW_ONLY,
		type: 'boolean',
		default: false,
		description: 'Whether to look and decide in the same way, show what would happen, and write nothing. The writing nodes behind leave such items alone.',
		...(displayOptions && { displayOptions }),
	};
}
