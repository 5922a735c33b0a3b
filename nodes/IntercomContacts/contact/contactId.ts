import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Failure } from '../../../lib/http/failure';
import { idOf } from '../../../lib/intercom/wireValue';

/** Letters, digits, hyphen, underscore: no other character occurs in an id, and none may reach the path of a request. */
const CONTACT_ID = /^[\w-]+$/;

export function contactIdField(expression: string): INodeProperties {
	return {
		displayName: 'Contact ID',
		name: 'contactId',
		type: 'string',
		required: true,
		default: expression,
		placeholder: '6961d4041c1e12de4c5499cc',
		description: "Intercom's own ID of the contact (not the external ID)",
	};
}

/** @returns the id, or what is wrong with it */
export function contactIdOf(context: IExecuteFunctions, item: number): string | Failure {
	const value: unknown = context.getNodeParameter('contactId', item, '');
	const id = idOf(value);
	if (id === null) return unusable('contactIdMissing', 'The item has no Intercom contact ID');
	return CONTACT_ID.test(id) ? id : unusable('contactIdInvalid', `"${id.slice(0, 60)}" is not an Intercom contact ID`);
}

function unusable(reason: string, message: string): Failure {
	return {
		class: 'validation',
		reason,
		message: `${message} (field Contact ID).`,
		nextStep: 'Set Contact ID to an expression that yields the ID, such as {{ $json.contactId }} after the Intercom Trigger.',
		retryable: false,
		field: 'contactId',
	};
}
