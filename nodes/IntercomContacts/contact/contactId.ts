import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Failure } from '../../../lib/http/failure';
import { recordIdOf } from '../recordId';

export function contactIdField(expression: string): INodeProperties {
	return {
		displayName: 'Contact ID',
		name: 'contactId',
		type: 'string',
		required: true,
		default: expression,
		placeholder: 'e.g. 6961d4041c1e12de4c5499cc',
		description: "Intercom's own ID of the contact (not the external ID)",
	};
}

/** @returns the id, or what is wrong with it */
export function contactIdOf(context: IExecuteFunctions, item: number): string | Failure {
	return recordIdOf(context, item, { name: 'contactId', label: 'Contact ID', record: 'contact' });
}
