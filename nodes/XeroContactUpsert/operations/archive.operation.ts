import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { archiveContacts } from '../../../lib/sync/archive/archiveContacts';
import { parseArchive } from '../../../lib/sync/archive/parseArchive';
import { PREVIEW_ONLY, previewOnlyField } from '../../shared/previewOnly';
import { LONGEST_WAIT, RESERVE } from '../pacingOptions';
import { locks, memory, shelf } from '../processState';
import { readPacing } from '../settings';
import { idText, throughXero } from '../throughXero';

export const description: INodePropertyOptions = {
	name: 'Archive Contact',
	value: 'archive',
	description: 'Archive the Xero contact of a record that is gone from Intercom, or note it in its history',
	action: 'Archive a contact in Xero',
};

const show = { operation: ['archive'] };

export const properties: INodeProperties[] = [
	{
		displayName:
			"Xero's API cannot undo an archive: only a person can restore the contact, in Xero. Only a contact that carries the Intercom ID as its Contact Code is touched; anything doubtful leaves by Review.",
		name: 'archiveNotice',
		type: 'notice',
		default: '',
		displayOptions: { show },
	},
	{
		displayName: 'Intercom ID',
		name: 'intercomId',
		type: 'string',
		required: true,
		default: '={{ $json.contactId ?? $json.companyId ?? $json.intercomId }}',
		description: 'ID in Intercom of the contact or company that is gone. The Xero contact has it as its Contact Code.',
		displayOptions: { show },
	},
	{
		displayName: 'Xero Contact ID',
		name: 'xeroContactId',
		type: 'string',
		default: '={{ $json.xeroContactId }}',
		description:
			'The Xero contact that the last sync knew, if you keep it. The contact must then be this one as well; without it the Contact Code alone decides.',
		displayOptions: { show },
	},
	{
		displayName: 'What to Do',
		name: 'action',
		type: 'options',
		options: [
			{
				name: 'Add a History Note',
				value: 'note',
				description: 'The contact stays as it is; a note says that the record is gone',
				action: 'Add a note to the history of a contact',
			},
			{
				name: 'Archive in Xero',
				value: 'archive',
				description: "The contact cannot be used any more. Xero's API cannot undo this.",
				action: 'Archive the contact',
			},
		],
		default: 'archive',
		description: 'What happens to the Xero contact of a record that is gone from Intercom',
		displayOptions: { show },
	},
	previewOnlyField({ show }),
	{
		displayName: 'Note',
		name: 'note',
		type: 'string',
		default:
			"=Deleted in Intercom on {{ $now.toFormat('yyyy-MM-dd') }} ({{ $json.companyId && !$json.contactId ? 'company' : 'contact' }} {{ $json.contactId ?? $json.companyId ?? $json.intercomId }}).",
		description: 'Text of the note, up to 235 characters. A record is noted once, however often it comes and whatever the text.',
		displayOptions: { show: { ...show, action: ['note'] } },
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show },
		options: [
			{
				displayName: 'Unusually Many at Once',
				name: 'massChange',
				type: 'options',
				options: [
					{ name: 'Archive Them', value: 'write', description: 'Choose this to approve, after checking that the records are really gone' },
					{ name: 'Let a Person Approve Them', value: 'review', description: 'All of them leave by Review' },
				],
				default: 'review',
				description: 'What to do when one run would archive more than 20 contacts',
			},
			RESERVE,
			LONGEST_WAIT,
		],
	},
];

/** Takes all items together, in as few calls as Xero allows. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const preview = this.getNodeParameter(PREVIEW_ONLY, 0, false) === true;
	return await throughXero(
		this,
		{ ...readPacing(this), operation: 'archive', preview },
		(_item, position) => {
			const field = (name: string) => this.getNodeParameter(name, position, '');
			const intercomId = field('intercomId');
			const action = field('action');
			const note = action === 'note' ? field('note') : '';
			return { intercomId: idText(intercomId), ...parseArchive({ intercomId, xeroContactId: field('xeroContactId'), action, note }) };
		},
		async (requests, { client, clock }) => {
			const chosen = this.getNodeParameter('options', 0, {}) as IDataObject;
			const massChange = chosen.massChange === 'write' ? 'write' : 'review';
			return await archiveContacts(requests, { client, clock, shelf, memory, locks }, { organisationId: client.organisationId, massChange, preview });
		},
	);
}
