import { updateDisplayOptions, type INodeProperties, type ITriggerFunctions } from 'n8n-workflow';
import { FLOWING_FIELDS, type FlowingField } from '../../lib/ledger/bothWays';
import type { PanelValues } from '../../lib/ledger/emitter/panelSettings';

const SHOWN = { show: { bothWays: [true] } };

const LABELS: Readonly<Record<FlowingField, string>> = { name: 'Name', phone: 'Phone', email: 'Email' };

/** One field for each that may flow: they differ in what a wrong value costs. */
function whenBothChangedField(field: FlowingField): INodeProperties {
	return {
		displayName: `When Both Sides Changed: ${LABELS[field]}`,
		name: parameterOf(field),
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Let a Person Decide', value: 'review', description: 'The record waits in Review with both values' },
			{ name: 'Intercom Counts', value: 'intercom', description: 'The value in Intercom goes to Xero' },
			{ name: 'The Newest Counts', value: 'newest', description: 'The value of the side that was changed last; any other change of that side counts, too' },
			{ name: 'Xero Counts', value: 'xero', description: 'The value in Xero goes to Intercom' },
		],
		default: 'review',
		displayOptions: { show: { backFields: [field] } },
		description: `What happens where ${field} was changed in both systems since they last agreed, each to another value`,
	};
}

/** How changes in Xero reach Intercom: a switch, and what follows from it. */
export const bothWaysFields: INodeProperties[] = [
	{
		displayName: 'Both Ways',
		name: 'bothWays',
		type: 'boolean',
		noDataExpression: true,
		default: false,
		description: 'Whether what changes in Xero goes to Intercom, too. Xero Trigger tells the ledger of it, and it leaves by the output Changed in Xero.',
	},
	...updateDisplayOptions(SHOWN, [
		{
			displayName: 'Fields That Flow Back',
			name: 'backFields',
			type: 'multiOptions',
			noDataExpression: true,
			required: true,
			options: [
				{ name: 'Email', value: 'email', description: 'Off as shipped: an Intercom user signs in with it, and a wrong one gives an account away' },
				{ name: 'Name', value: 'name', description: 'First and last name in Xero, or the name of an organisation' },
				{ name: 'Phone', value: 'phone', description: 'The phone number in Xero that the sync fills' },
			],
			default: ['name', 'phone'],
			description: 'What goes from Xero to Intercom where only Xero changed it. The other fields go from Intercom to Xero alone. Email is off as shipped, because an Intercom user signs in with it.',
		},
		...FLOWING_FIELDS.map(whenBothChangedField),
		{
			displayName: 'When Archived in Xero',
			name: 'whenArchivedInXero',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Leave in Intercom', value: 'leave', description: 'Nothing happens in Intercom' },
				{ name: 'Let a Person Decide', value: 'review', description: 'The record waits in Review' },
				{ name: 'Mark in Intercom', value: 'mark', description: 'An attribute and a tag of the Intercom record say so' },
			],
			default: 'leave',
			description: 'What becomes of an Intercom record whose contact in Xero was archived or erased',
		},
		{
			displayName: 'What Only Xero Knows',
			name: 'whatXeroKnows',
			type: 'boolean',
			noDataExpression: true,
			default: false,
			hint: 'What is owed, what of it is overdue, currency and status',
			description: 'Whether what a contact owes, what of that is overdue, its currency and its status in Xero are written to its Intercom record, by night and where they differ. Run Workspace: Prepare with What Only Xero Knows first, which makes the attributes.',
		},
		{
			displayName: 'Create in Intercom',
			name: 'createInIntercom',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Contacts of Chosen Groups', value: 'groups', description: 'Those who are in one of the contact groups chosen below' },
				{ name: 'Customers', value: 'customers', description: 'Those whom Xero calls a customer, from their first sales invoice on' },
				{ name: 'Nobody', value: 'nobody', description: 'Only contacts that Intercom has are synced' },
			],
			default: 'nobody',
			description: 'Which contacts of Xero that nobody in Intercom is bound to become users there, when they are created or changed in Xero. Somebody who is in Intercom already is not created again, and a lead never becomes a user.',
		},
		{
			displayName: 'Contact Group Names or IDs',
			name: 'createGroups',
			type: 'multiOptions',
			noDataExpression: true,
			required: true,
			typeOptions: { loadOptionsMethod: 'getContactGroups' },
			default: [],
			displayOptions: { show: { createInIntercom: ['groups'] } },
			description: 'The contact groups of Xero whose members become users in Intercom. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
	]),
];

/** What the panel holds of it, before anybody looked at it. */
export function bothWaysIn(context: ITriggerFunctions): Pick<PanelValues, 'bothWays' | 'backFields' | 'whenBothChanged' | 'whenArchivedInXero' | 'whatXeroKnows' | 'createInIntercom' | 'createGroups'> {
	const parameter = (name: string): unknown => context.getNodeParameter(name, null);
	const whenBothChanged = Object.fromEntries(FLOWING_FIELDS.map((field) => [field, parameter(parameterOf(field))]));
	return {
		bothWays: parameter('bothWays'), backFields: parameter('backFields'), whenBothChanged, whenArchivedInXero: parameter('whenArchivedInXero'), whatXeroKnows: parameter('whatXeroKnows'),
		createInIntercom: parameter('createInIntercom'), createGroups: parameter('createGroups'),
	};
}

function parameterOf(field: FlowingField): string {
	return `${field}WhenBothChanged`;
}
