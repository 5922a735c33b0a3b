import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Failure } from '../../../lib/http/failure';
import type { XeroReference } from '../../../lib/intercom/profile';
import { textOf } from '../../../lib/intercom/wireValue';
import { setXeroReference as store } from '../../../lib/intercom/xeroReference';
import { done, failed, gone, type Exit } from '../exit';
import type { Operation, Session } from '../operation';
import { contactIdField, contactIdOf } from './contactId';

const fields: INodeProperties[] = [
	contactIdField('={{ $json.intercomId }}'),
	{
		displayName: 'Xero Contact ID',
		name: 'xeroContactId',
		type: 'string',
		required: true,
		default: '={{ $json.xeroContactId }}',
		description: 'Stored on the contact as xero_contact_id; the next run finds the Xero contact by it',
	},
	{
		displayName: 'Xero Contact URL',
		name: 'xeroContactUrl',
		type: 'string',
		default: '={{ $json.xeroContactUrl }}',
		description: 'Stored as xero_contact_url, so that teammates can open the Xero contact from Intercom',
	},
	{
		displayName: 'Xero Organisation ID',
		name: 'organisationId',
		type: 'string',
		default: '={{ $json.organisationId }}',
		description: 'Stored as xero_organisation_id; a reference of another organisation is ignored by the sync',
	},
];

/** Stores on an Intercom contact which Xero contact it is; writes only what differs, so that it causes no echo. */
export const setXeroReference: Operation = {
	option: {
		name: 'Set Xero Reference',
		value: 'setXeroReference',
		action: 'Store the reference of a contact',
		description: 'Store on a contact which Xero contact it is; nothing is written where nothing differs',
	},
	fields,
	contactId: contactIdOf,
	run,
};

async function run({ context, connection, cache }: Session, item: number, input: IDataObject): Promise<Exit> {
	const contactId = contactIdOf(context, item);
	if (typeof contactId !== 'string') return failed(contactId, 0, input, null);
	const reference = referenceOf(context, item);
	if (reference === null) return failed(noXeroContact, 0, input, contactId);
	const result = await store(contactId, reference, connection, cache);
	switch (result.state) {
		case 'set':
			return done({ ...input, xeroReference: result.reference, referenceWritten: result.written });
		case 'merged':
			return gone(contactId, 'merged', result.winnerId);
		case 'failed':
			return failed(result.failure, result.attempts, input, contactId);
	}
}

function referenceOf(context: IExecuteFunctions, item: number): XeroReference | null {
	const read = (name: string) => textOf(context.getNodeParameter(name, item, ''))?.trim() ?? null;
	const contactId = read('xeroContactId');
	if (contactId === null) return null;
	return { xero_contact_id: contactId, xero_contact_url: read('xeroContactUrl'), xero_organisation_id: read('organisationId') };
}

const noXeroContact: Failure = {
	class: 'validation',
	reason: 'xeroContactIdMissing',
	message: 'The item has no Xero contact ID (field Xero Contact ID).',
	nextStep: 'Connect this node to the output Synced of Xero Contact Upsert, whose items carry xeroContactId.',
	retryable: false,
	field: 'xeroContactId',
};
