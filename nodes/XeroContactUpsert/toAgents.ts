import type { INodeProperties } from 'n8n-workflow';
import { toolDescriptions } from '../shared/toolDescription';

const ANSWERS = 'The answer says outcome, message and nextStep. Outcome review means that a person has to decide: tell the person, and do not call the tool again for it. Outcome failed says in nextStep what to do.';
const NEVER = 'It never changes a contact that may be somebody else, never merges, deletes or archives, and never touches bank details.';

/** Nothing can be handed to it but what the workflow hands to the agent. */
const OF_ITEM = 'It takes the record that the workflow gave to the agent; you cannot give it another.';

const TEXTS: ReadonlyArray<[show: Record<string, Array<string | boolean>>, text: string]> = [
	[{ operation: ['createOrUpdate'] }, 'Answers that an agent cannot hand over a mapped record, and how a contact is written instead. It writes nothing.'],
	[{ operation: ['fromFields'], previewOnly: [true] }, 'Shows what creating or updating the Xero contact of one Intercom contact would change, from its Intercom ID, name, email and phone. Use it before a change that a person should see first, with the ID as Intercom gave it. The answer says outcome, message and nextStep. It writes nothing.'],
	[{ operation: ['fromFields'], previewOnly: [false] }, `Creates or updates the Xero contact of one Intercom contact from its Intercom ID, name, email and phone. Use it once the ID is known from Intercom, never with an ID you made up. ${ANSWERS} ${NEVER}`],
	[{ operation: ['preview'] }, `Shows what creating or updating the Xero contact of an Intercom contact would change. Use it before a change that a person should see first. ${OF_ITEM} It writes nothing.`],
	[{ operation: ['archive'] }, `Archives the Xero contact of an Intercom record that is gone, or notes that in its history. Use it only when a person asked for it: Xero's API cannot undo an archive. ${ANSWERS} It never touches a contact that does not carry the Intercom ID.`],
	[{ operation: ['account'] }, `Keeps an entry in Xero's chart of accounts for an Intercom company. Use it only when a person asked for it. ${ANSWERS} It never changes an entry that does not carry the mark of the company.`],
	[{ operation: ['getContacts'] }, 'Reads Xero contacts by their Xero ContactID, archived and merged ones too. Use it to look something up. It writes nothing.'],
];

export const toAgents: INodeProperties[] = toolDescriptions(TEXTS.map(([show, text]) => ({ show, text })));
