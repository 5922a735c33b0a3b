import type { INodeProperties } from 'n8n-workflow';
import { DEFAULT_GROUP_REMOVALS } from '../../lib/sync/write/afterState';
import { MAX_CONTACTS_PER_WRITE } from '../../lib/xero/pace/limits';
import { LONGEST_WAIT, RESERVE } from './pacingOptions';

const NAME_TAKEN: INodeProperties = {
	displayName: 'When the Name Is Taken',
	name: 'nameTaken',
	type: 'options',
	options: [
		{
			name: 'Add a Suffix',
			value: 'suffix',
			description: 'Jane Doe (Acme), else Jane Doe (jane@example.com), else six characters of the Intercom ID',
		},
		{ name: 'Fail', value: 'fail', description: 'The item leaves by Failed' },
		{ name: 'Let a Person Decide', value: 'review', description: 'The item leaves by Review' },
	],
	default: 'suffix',
	description: 'Xero wants the names of active contacts to be unique. What to do when another contact has this one.',
};

const CONFLICT: INodeProperties = {
	displayName: 'When Changed in Xero Too',
	name: 'conflict',
	type: 'options',
	options: [
		{ name: 'Intercom Wins', value: 'intercomWins', description: 'Intercom is the master of what it maps' },
		{ name: 'Let a Person Decide', value: 'review', description: 'The item leaves by Review and shows both values' },
		{
			name: 'Newest Wins',
			value: 'newestWins',
			description: 'The later of the two changes is kept; without a last sync a person decides',
		},
		{ name: 'Xero Wins', value: 'xeroWins', description: 'Fields that were changed in Xero are left alone' },
	],
	default: 'intercomWins',
	description:
		'What to do with a field that somebody changed in Xero since the last sync. Needs lastSync on the record, which the contact-sync workflow keeps; without it Intercom wins, and with Newest Wins a person decides.',
};

const MATCH_BY_NAME: INodeProperties = {
	displayName: 'Match by Name',
	name: 'matchByName',
	type: 'boolean',
	default: false,
	description:
		'Whether an equal name may decide when neither a reference, a number nor an email does. Two people can share a name, so leave this off unless names in Xero are unique.',
};

const MASS_CHANGE: INodeProperties = {
	displayName: 'Unusually Many Changes',
	name: 'massChange',
	type: 'options',
	options: [
		{
			name: 'Let a Person Approve Them',
			value: 'review',
			description: 'The updates leave by Review with their changes; new contacts are created',
		},
		{ name: 'Write Them', value: 'write', description: 'Choose this to approve, after looking at the changes' },
	],
	default: 'review',
	description:
		'What to do when one run would update more than 500 existing contacts, or more than 50 and a fifth of those it knows. A wrong mapping shows itself that way, and Xero has no undo.',
};

const NUMBER_OF_ANOTHER_SYSTEM: INodeProperties = {
	displayName: 'Number of Another System',
	name: 'numberOfAnotherSystem',
	type: 'options',
	options: [
		{
			name: 'Let a Person Decide',
			value: 'review',
			description: 'The item leaves by Review',
		},
		{
			name: 'Use the Contact, Keep Its Number',
			value: 'bind',
			description: 'The contact is updated, its Contact Code stays with the other system',
		},
	],
	default: 'review',
	description: 'What to do when the only contact with this email has a Contact Code that is not an Intercom ID',
};

const GONE_RECORDS: INodeProperties = {
	displayName: 'Contacts of Gone Records',
	name: 'goneRecords',
	type: 'options',
	options: [
		{
			name: 'Let a Person Decide',
			value: 'review',
			description: 'The item leaves by Review, unless a person has set xero_contact_id on the Intercom record',
		},
		{
			name: 'Take Them Over',
			value: 'takeOver',
			description: 'The contact is updated and gets the number of the new record; for a base that was imported anew',
		},
	],
	default: 'review',
	description:
		'What to do with a contact whose Contact Code is the ID of an Intercom record that was deleted, when a new record has its email, ABN or domain. Needs Ask Intercom: only Intercom knows what is gone.',
};

const COMPARE_ALWAYS: INodeProperties = {
	displayName: 'Compare With Xero Every Time',
	name: 'compareAlways',
	type: 'boolean',
	default: false,
	description:
		'Whether to read the Xero contact even when nothing changed in Intercom since the last sync. Finds changes made in Xero, and costs a call. Manual test runs always compare.',
};

const GROUP_REMOVALS: INodeProperties = {
	displayName: 'Group Removals per Run',
	name: 'groupRemovals',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: DEFAULT_GROUP_REMOVALS,
	description:
		'How many times a run may take a contact out of a Xero contact group, when its tag, segment, parent or owner in Intercom has changed. Each costs a call. Items with more to leave go to Failed and can be tried again; 0 means that contacts are never taken out. Groups with other prefixes are never touched.',
};

const BATCH_SIZE: INodeProperties = {
	displayName: 'Batch Size',
	name: 'batchSize',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: MAX_CONTACTS_PER_WRITE },
	default: MAX_CONTACTS_PER_WRITE,
	description: 'How many contacts to send to Xero in one call. Xero recommends 50 at most.',
};

/** What is set most often first, and pace last: how people look for an option, rather than by its first letter. */
const BY_USE: INodeProperties[] = [NAME_TAKEN, CONFLICT, MATCH_BY_NAME, MASS_CHANGE, NUMBER_OF_ANOTHER_SYSTEM, GONE_RECORDS, COMPARE_ALWAYS, GROUP_REMOVALS, RESERVE, LONGEST_WAIT, BATCH_SIZE];

/** The options of Create or Update Contacts, and of the operations that decide in the same way. */
export const UPSERT_OPTIONS: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	displayOptions: { show: { operation: ['createOrUpdate', 'fromFields', 'preview'] } },
	description: 'None is needed: without them the node does what is right for most',
	options: BY_USE,
};
