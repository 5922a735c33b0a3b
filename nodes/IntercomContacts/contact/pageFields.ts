import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Failure } from '../../../lib/http/failure';
import { CONTACTS_PER_PAGE_MAX } from '../../../lib/intercom/contacts/contactPages';
import type { ProfileParts } from '../../../lib/intercom/profile/profileParts';
import { orFromItem, valueOf } from '../valuesFrom';
import { wholeNumberField, type WholeNumber } from '../wholeNumber';
import { choiceFields } from './choiceFields';
import { includeField } from './profileInclude';

export const PAGE_SIZE: WholeNumber = {
	name: 'pageSize',
	label: 'Page Size',
	default: CONTACTS_PER_PAGE_MAX,
	min: 1,
	max: CONTACTS_PER_PAGE_MAX,
	description: `How many contacts to read, at most ${CONTACTS_PER_PAGE_MAX}`,
};

/** The page itself says which contacts were merged; everything else costs calls. */
export const FROM_THE_PAGE: ProfileParts = { companies: false, conversations: false, mergeHistory: true, owner: false, segments: false, tags: false };

const INCLUDE = includeField(
	'What is read beside the page, for each contact: a call for companies, segments and conversations each, and one a page for tags and owners. Nothing, unless it is switched on here; what is off is null in the profile. Merge History is on and costs nothing.',
);

export const pageFields: INodeProperties[] = [
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'IDs', value: 'ids', description: 'ID, role, email and time of the last change' },
			{ name: 'Profiles', value: 'profiles', description: 'What Get Profile gives, without a call for each contact; ready for Intercom to Xero Mapper' },
		],
		default: 'ids',
		description: 'What the items hold',
	},
	...orFromItem('Sync Ledger Trigger, Pages,', [
		...choiceFields,
		{
			displayName: 'Cursor',
			name: 'cursor',
			type: 'string',
			default: '={{ $json.nextCursor ?? $json.cursor }}',
			description:
				'Where the page begins: nextCursor of an item of the page before, with the same choice of contacts. Empty: the first page, so end a loop where isLast is true. The oldest contact comes first, so that nobody is passed over or comes twice, whatever is edited between two pages; of profiles of users and leads, all users come before the first lead.',
		},
		wholeNumberField(PAGE_SIZE),
	]),
	{
		displayName: 'Segments to Report',
		name: 'segments',
		type: 'string',
		default: '',
		placeholder: 'e.g. Paying, Trial',
		description:
			'Names of segments, separated by commas, or * for all: every item then says in which of them the contact is. Intercom sends nothing when a contact enters or leaves a segment. Costs a search for each 150 members, with the first page.',
	},
	{ ...INCLUDE, displayOptions: { show: { output: ['profiles'] } } },
	{
		displayName: 'When Nothing Is Found',
		name: 'whenNothingFound',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { output: ['ids'] } },
		options: [
			{ name: 'Hand On Nothing', value: 'noItem', description: 'Nothing goes on' },
			{ name: 'Hand On One Item', value: 'oneItem', description: 'One item with nothingFound: true and isLast: true, but no contactId. Put an If node behind it.' },
		],
		default: 'noItem',
		description: 'What leaves where there is nobody left to read. Of profiles it is always the one item.',
	},
];

/** @returns null for the first page */
export function cursorOf(context: IExecuteFunctions, item: number): string | null | Failure {
	const value: unknown = valueOf(context, 'cursor', item);
	if (value === null || value === undefined) return null;
	if (typeof value === 'string') return value.trim() === '' ? null : value.trim();
	return {
		class: 'validation',
		reason: 'cursorInvalid',
		message: 'The cursor is not a text (field Cursor).',
		nextStep: 'Set Cursor to nextCursor of the page before, or leave it empty for the first page.',
		retryable: false,
		field: 'cursor',
	};
}
