import { NodeOperationError, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import type { SyncWhom } from '../../../lib/mapping/rules/syncWhom';
import { nameList } from '../../shared/nameList';
import { namesField } from '../../shared/namesField';

/** Of the node; lists what a company may be chosen by. */
const COMPANY_ATTRIBUTES = 'getCompanyAttributes';

export const syncWhomFields: INodeProperties[] = [
	{
		displayName: 'Sync Whom',
		name: 'syncWhom',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'By Company Attribute', value: 'companyAttribute', description: 'Contacts of a company with a certain attribute' },
			{ name: 'By Segment', value: 'segment', description: 'Contacts in one of the segments' },
			{ name: 'By Tag', value: 'tag', description: 'Contacts with one of the tags' },
			{ name: 'Everyone', value: 'everyone', description: 'All contacts, leads without an email too' },
			{ name: 'Users with an Email', value: 'usersWithEmail', description: 'Users that have an email; no leads' },
		],
		default: 'usersWithEmail',
		description: 'Which contacts go to Xero. The others leave by Skipped, and so does everyone whose custom attribute xero_sync is off.',
	},
	...namesField({
		displayName: 'Tags', name: 'tags', required: true, show: { syncWhom: ['tag'] }, loadOptionsMethod: 'getTags', placeholder: 'e.g. Customer, Wholesale',
		description: 'Intercom tags; one of them is enough',
	}),
	...namesField({
		displayName: 'Segments', name: 'segments', required: true, show: { syncWhom: ['segment'] }, loadOptionsMethod: 'getSegments', placeholder: 'e.g. Active, Paying',
		description: 'Intercom segments; one of them is enough',
	}),
	{
		displayName: 'Company Attribute',
		name: 'companyAttribute',
		type: 'string',
		required: true,
		displayOptions: { show: { syncWhom: ['companyAttribute'], authentication: ['none'] } },
		default: '',
		placeholder: 'e.g. plan',
		description: 'A custom attribute of the company, or one of the fields plan, industry, website, size, monthly_spend. To choose it from a list, set Lists From Intercom.',
	},
	{
		displayName: 'Company Attribute',
		name: 'companyAttribute',
		type: 'options',
		required: true,
		typeOptions: { loadOptionsMethod: COMPANY_ATTRIBUTES },
		displayOptions: { show: { syncWhom: ['companyAttribute'], authentication: ['accessToken', 'oAuth2'] } },
		default: '',
		description: 'A custom attribute of the company, or one of the fields that every company has',
	},
	{
		displayName: 'Company Attribute Value',
		name: 'companyAttributeValue',
		type: 'string',
		displayOptions: { show: { syncWhom: ['companyAttribute'] } },
		default: '',
		placeholder: 'e.g. Pro',
		description: 'The value it must have. If this is blank, any value will do.',
	},
];

/**
 * Whom the user wants in Xero, for one item; anything unknown counts as the default.
 * @throws NodeOperationError when the choice needs a text and has none: nobody would ever be mapped
 */
export function readSyncWhom(context: IExecuteFunctions, item: number): SyncWhom {
	const text = (name: string) => String(context.getNodeParameter(name, item, '') ?? '').trim();
	const required = (name: string, label: string) => text(name) || missing(context, item, label);
	const names = (name: string, label: string) => {
		const chosen = nameList(context.getNodeParameter(name, item, ''));
		return chosen.length > 0 ? chosen : missing(context, item, label);
	};
	const who = context.getNodeParameter('syncWhom', item);
	switch (who) {
		case 'everyone':
			return { who };
		case 'tag':
			return { who, names: names('tags', 'Tags') };
		case 'segment':
			return { who, names: names('segments', 'Segments') };
		case 'companyAttribute':
			return { who, attribute: required('companyAttribute', 'Company Attribute'), value: text('companyAttributeValue') };
		default:
			return { who: 'usersWithEmail' };
	}
}

function missing(context: IExecuteFunctions, itemIndex: number, label: string): never {
	const description = `Fill in ${label}, or choose another Sync Whom.`;
	throw new NodeOperationError(context.getNode(), `Sync Whom needs ${label}, and it is empty`, { itemIndex, description });
}
