import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeProperties, type INodePropertyOptions } from 'n8n-workflow';
import { isRecord } from '../../../lib/http/isRecord';
import { backRecord, type BackResult } from '../../../lib/mapping/back/backRecord';
import { contactFrom } from '../../../lib/xero/contact/contactFrom';
import { ledgerIn } from '../../shared/carriedLedger';
import { mappingFields, readAssignments } from '../parameters/mapping';
import { optionFields, readOptions } from '../parameters/options';
import { notAContact } from '../results';

export const option: INodePropertyOptions = {
	name: 'Map Contact',
	value: 'mapContact',
	action: 'Map contact',
	description: 'Turn a Xero contact into what goes to its Intercom contact or company',
};

export const properties: INodeProperties[] = updateDisplayOptions({ show: { operation: ['mapContact'] } }, [...mappingFields, ...optionFields]);

/** One Xero contact, as Get Contacts read it or as Xero sends it, for its Intercom record. */
export function map(context: IExecuteFunctions, json: IDataObject, item: number): BackResult {
	const contact = contactFrom(isRecord(json.xeroContact) ? json.xeroContact : json);
	if (contact.ContactID === '') return notAContact();
	const organisationId = typeof json.organisationId === 'string' ? json.organisationId : '';
	return backRecord(contact, ledgerIn(json), organisationId, { ...readOptions(context, item), assignments: readAssignments(context, item) });
}
