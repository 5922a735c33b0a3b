import type { INodeParameters } from 'n8n-workflow';
import { fromModel, type ToolNode } from './agentWorkflow';

const XERO = ['xeroAccountingOAuth2Api'];
const CONTACT = fromModel('Contact_ID', 'string', "Intercom's ID of the contact");

/** Our nodes as a person gives them to an agent: what the model fills in is what names a contact, all else is chosen. @param organisationId of Xero */
export function agentTools(organisationId: string): ToolNode[] {
	const organisation = { __rl: true, mode: 'id', value: organisationId };
	const fields: INodeParameters = { operation: 'fromFields', organisation, intercomId: fromModel('Intercom_ID'), name: fromModel('Name'), email: fromModel('Email'), phone: fromModel('Phone') };
	const list = (name: string, what: string, filters: INodeParameters = {}): ToolNode => ({ name, type: 'syncLedger', parameters: { operation: 'list', what, filters: { recordId: CONTACT, ...filters } } });
	return [
		{ name: 'Preview in Xero', type: 'xeroContactUpsert', parameters: { ...fields, previewOnly: true }, credentials: XERO },
		{ name: 'Write to Xero', type: 'xeroContactUpsert', parameters: fields, credentials: XERO },
		{ name: 'Upsert a Record', type: 'xeroContactUpsert', parameters: { operation: 'createOrUpdate', organisation }, credentials: XERO },
		{ name: 'Intercom Contact', type: 'intercomContacts', parameters: { authentication: 'oAuth2', contactId: CONTACT }, credentials: ['intercomAppOAuth2Api'] },
		{ name: 'How It Stands', type: 'syncLedger', parameters: { operation: 'report', format: 'json', contactId: CONTACT } },
		list('Log', 'audit', { since: fromModel('Since') }), list('Reviews', 'reviews'), list('Queue', 'queue', { queueState: 'parked' }), list('Records', 'records', { recordState: 'unsynced' }),
	];
}
