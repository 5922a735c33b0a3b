import type { INodeProperties } from 'n8n-workflow';
import { MAX_CONTACTS_PER_WRITE } from '../../lib/xero/limits';
import { OPERATIONS } from './operations';

/** By plain comparison: sorting by locale would load the language data at every start of n8n. */
const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: Object.values(OPERATIONS)
		.map(({ description }) => description)
		.sort(byName),
	default: 'createOrUpdate',
};

const previewNotice: INodeProperties = {
	displayName: 'Preview changes nothing in Xero. Each item shows what would be created or changed, and what would wait for a person.',
	name: 'previewNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { operation: ['preview'] } },
};

const organisation: INodeProperties = {
	displayName: 'Organisation',
	name: 'organisation',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description:
		'The Xero organisation whose contacts are created and updated. May stay empty when the credential is connected to exactly one.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select an organisation...',
			typeOptions: { searchListMethod: 'searchOrganisations', searchable: true },
		},
		{
			// No pattern here: n8n gives it 250 ms by the wall clock, and on a busy machine fails the whole execution.
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 45e4708e-d862-4111-ab3a-dd8cd03913e1',
		},
	],
};

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Batch Size',
			name: 'batchSize',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: MAX_CONTACTS_PER_WRITE },
			default: MAX_CONTACTS_PER_WRITE,
			description: 'How many contacts to send to Xero in one call. Xero recommends 50 at most.',
		},
		{
			displayName: 'Compare With Xero Every Time',
			name: 'compareAlways',
			type: 'boolean',
			default: false,
			description:
				'Whether to read the Xero contact even when nothing changed in Intercom since the last sync. Finds changes made in Xero, and costs a call. Manual test runs always compare.',
		},
		{
			displayName: 'Contact Has the Number of Another System',
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
		},
		{
			displayName: 'Keep Calls for Live Changes',
			name: 'reserve',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 0,
			description:
				'How many of the calls that Xero allows a day to leave for others. For bulk runs: when no more are left, the items leave by Failed with the time to try again, and one call an hour finds out whether Xero has started a new day.',
		},
		{
			displayName: 'Longest Wait (Seconds)',
			name: 'maxWaitSeconds',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 3600 },
			default: 120,
			description:
				'How long to wait when Xero asks to slow down. If Xero asks for more, the remaining items leave by Failed with the time to try again.',
		},
		{
			displayName: 'Match by Name',
			name: 'matchByName',
			type: 'boolean',
			default: false,
			description:
				'Whether an equal name may decide when neither a reference, a number nor an email does. Two people can share a name, so leave this off unless names in Xero are unique.',
		},
		{
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
		},
		{
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
				'What to do with a field that somebody changed in Xero since the last sync. Needs lastSync on the record, which the contact-sync workflow keeps; without it Intercom wins.',
		},
		{
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
		},
	],
};

/** Everything a person sets on the node. */
export const PARAMETERS: INodeProperties[] = [operation, previewNotice, organisation, options];
