import type { INodeProperties } from 'n8n-workflow';

export const watermarkNameField: INodeProperties = {
	displayName: 'Watermark Name',
	name: 'watermarkName',
	type: 'string',
	required: true,
	default: 'contacts',
	description: 'One for each list that is read by its changes, such as contacts and companies',
};
