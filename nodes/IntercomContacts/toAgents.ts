import type { INodeProperties } from 'n8n-workflow';
import { toolDescriptions } from '../shared/toolDescription';

const READS = 'It writes nothing.';
const REFERENCE = 'Stores which Xero contact an Intercom record is. Use it right after Xero answered, with the IDs of that answer and no others. It changes no other field.';

/** By resource and operation. */
const TEXTS: ReadonlyArray<[resource: string, operation: string, text: string]> = [
	['contact', 'getProfile', `Reads one Intercom contact by its ID: name, email, phone, companies, tags, segments, owner. Use it before anything is written for the contact. A lead is a visitor whose email nobody has verified. ${READS}`],
	['contact', 'getChanged', `Lists the IDs of Intercom contacts that changed since a moment. ${READS}`],
	['contact', 'getPage', `Reads Intercom contacts page by page, also those of one tag or segment. Use it to find the ID of a contact. ${READS}`],
	['contact', 'setXeroReference', REFERENCE],
	['company', 'get', `Reads one Intercom company by Intercom's own ID of it. ${READS}`],
	['company', 'getPage', `Reads Intercom companies page by page. ${READS}`],
	['company', 'setXeroReference', REFERENCE],
	['workspace', 'prepare', 'Checks the Intercom workspace and creates the attributes that the sync needs. Use it only when a person asked for it. It changes no contact.'],
];

export const toAgents: INodeProperties[] = toolDescriptions(TEXTS.map(([resource, operation, text]) => ({ show: { resource: [resource], operation: [operation] }, text })));
