import type { INodeProperties } from 'n8n-workflow';
import { toolDescriptions } from '../shared/toolDescription';

const ANSWERS = 'The answer says outcome, message and nextStep. Outcome review means that a person has to decide: tell the person, and do not call the tool again for it. Outcome failed says in nextStep what to do.';
const NEVER = 'It never changes a contact that may be somebody else, never merges, deletes or archives, and never touches bank details.';

const TEXTS: Readonly<Record<string, string>> = {
	createOrUpdate: `Creates or updates the Xero contact of an Intercom contact. Give it an item of the tool that maps to Xero, unchanged. ${ANSWERS} ${NEVER}`,
	fromFields: `Creates or updates the Xero contact of one Intercom contact from its Intercom ID, name, email and phone. Use it once the ID is known from Intercom, never with an ID you made up. ${ANSWERS} ${NEVER}`,
	preview: `Shows what creating or updating the Xero contact of an Intercom contact would change. Use it before a change that a person should see first. Give it an item of the tool that maps to Xero, unchanged. It writes nothing.`,
	archive: `Archives the Xero contact of an Intercom record that is gone, or notes that in its history. Use it only when a person asked for it: Xero's API cannot undo an archive. ${ANSWERS} It never touches a contact that does not carry the Intercom ID.`,
	account: `Keeps an entry in Xero's chart of accounts for an Intercom company. Use it only when a person asked for it. ${ANSWERS} It never changes an entry that does not carry the mark of the company.`,
	getContacts: 'Reads Xero contacts by their Xero ContactID, archived and merged ones too. Use it to look something up. It writes nothing.',
};

export const toAgents: INodeProperties[] = toolDescriptions(Object.entries(TEXTS).map(([operation, text]) => ({ show: { operation: [operation] }, text })));
