import type { IExecuteFunctions, INodeExecutionData, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { parseAccount } from '../../../lib/sync/accounts/parseAccount';
import { upsertAccounts } from '../../../lib/sync/accounts/upsertAccounts';
import { PREVIEW_ONLY, previewOnlyField } from '../../shared/previewOnly';
import { accountTypeOptions } from '../accountTypeOptions';
import { LONGEST_WAIT, RESERVE } from '../pacingOptions';
import { locks } from '../processState';
import { readPacing } from '../settings';
import { idText, throughXero } from '../throughXero';

export const description: INodePropertyOptions = {
	name: 'Create or Update Account',
	value: 'account',
	description: 'Keep an entry in the chart of accounts for each Intercom company',
	action: 'Create or update an account in Xero',
};

const show = { operation: ['account'] };

export const properties: INodeProperties[] = [
	{
		displayName:
			'Xero advises against creating accounts without asking: agree on it with your accountant first. Needs the scope accounting.settings in the credential. Only entries whose description ends with the mark of the company are ever changed.',
		name: 'accountNotice',
		type: 'notice',
		default: '',
		displayOptions: { show },
	},
	{
		displayName: 'Company ID',
		name: 'companyId',
		type: 'string',
		required: true,
		default: '={{ $json.intercomId ?? $json.companyId }}',
		description: "Intercom's ID of the company. The entry carries it at the end of its description.",
		displayOptions: { show },
	},
	{
		displayName: 'Code',
		name: 'code',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 4001',
		description: 'Code of the entry, up to 10 characters, different for each company',
		displayOptions: { show },
	},
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		required: true,
		default: '={{ $json.xero?.Name ?? $json.record?.xero?.Name ?? $json.name }}',
		description: 'Name of the entry, up to 150 characters, different for each company',
		displayOptions: { show },
	},
	{
		displayName: 'Type',
		name: 'type',
		type: 'options',
		options: accountTypeOptions,
		default: 'REVENUE',
		description: 'Set when the entry is created; later changes in Xero are kept',
		displayOptions: { show },
	},
	{
		displayName: 'Description',
		name: 'description',
		type: 'string',
		default: '',
		placeholder: 'e.g. Sales to Acme',
		description: 'Stands before the mark of the company. When empty, the description in Xero stays as it is.',
		displayOptions: { show },
	},
	{
		displayName: 'Tax Type',
		name: 'taxType',
		type: 'string',
		default: '',
		placeholder: 'e.g. OUTPUT',
		description: "Xero's code of the tax rate, set when the entry is created. When empty, Xero chooses the one of the type.",
		displayOptions: { show },
	},
	previewOnlyField({ show }),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show },
		options: [RESERVE, LONGEST_WAIT],
	},
];

/** Takes the items one after the other, over a chart of accounts that is read once. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const preview = this.getNodeParameter(PREVIEW_ONLY, 0, false) === true;
	return await throughXero(
		this,
		{ ...readPacing(this), operation: 'account', preview },
		(_item, position) => {
			const field = (name: string) => this.getNodeParameter(name, position, '');
			const companyId = field('companyId');
			const [code, name, type, text, taxType] = ['code', 'name', 'type', 'description', 'taxType'].map(field);
			return { intercomId: idText(companyId), ...parseAccount({ companyId, code, name, type, description: text, taxType }) };
		},
		async (requests, { client, clock }) => await upsertAccounts(requests, { client, clock, locks }, { preview }),
	);
}
