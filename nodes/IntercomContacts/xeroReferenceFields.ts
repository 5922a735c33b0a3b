import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Failure } from '../../lib/http/failure';
import { ATTRIBUTE_NAMES, type AttributeModel } from '../../lib/intercom/attributes/attributeNames';
import type { XeroReference } from '../../lib/intercom/profile/profile';
import { textOf } from '../../lib/intercom/api/wireValue';
import { valueOf } from './valuesFrom';

/** The fields of a Xero reference, filled from an item that Xero Contact Upsert emits by Synced. */
export function xeroReferenceFields(record: AttributeModel): INodeProperties[] {
	const names = ATTRIBUTE_NAMES[record];
	return [
		{
			displayName: 'Xero Contact ID',
			name: 'xeroContactId',
			type: 'string',
			required: true,
			default: '={{ $json.xeroContactId }}',
			description: `Stored on the ${record} as ${names.xero_contact_id}; the next run finds the Xero contact by it`,
		},
		{
			displayName: 'Xero Contact URL',
			name: 'xeroContactUrl',
			type: 'string',
			default: '={{ $json.xeroContactUrl }}',
			description: `Stored as ${names.xero_contact_url}, so that teammates can open the Xero contact from Intercom`,
		},
		{
			displayName: 'Xero Organisation ID',
			name: 'organisationId',
			type: 'string',
			default: '={{ $json.organisationId }}',
			description: `Stored as ${names.xero_organisation_id}; a reference of another organisation is ignored by the sync`,
		},
	];
}

/** @returns the reference of one item, or what it lacks */
export function xeroReferenceOf(context: IExecuteFunctions, item: number): { ok: true; reference: XeroReference } | { ok: false; failure: Failure } {
	const read = (name: string) => textOf(valueOf(context, name, item))?.trim() ?? null;
	const contactId = read('xeroContactId');
	if (contactId === null) return { ok: false, failure: noXeroContact };
	return { ok: true, reference: { xero_contact_id: contactId, xero_contact_url: read('xeroContactUrl'), xero_organisation_id: read('organisationId') } };
}

const noXeroContact: Failure = {
	class: 'validation',
	reason: 'xeroContactIdMissing',
	message: 'The item has no Xero contact ID (field Xero Contact ID).',
	nextStep: 'Connect this node to the output Synced of Xero Contact Upsert, whose items carry xeroContactId.',
	retryable: false,
	field: 'xeroContactId',
};
