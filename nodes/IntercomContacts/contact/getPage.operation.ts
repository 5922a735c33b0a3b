import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Failure } from '../../../lib/http/failure';
import { CONTACTS_PER_PAGE_MAX, listContacts, type ContactPage } from '../../../lib/intercom/contactPages';
import type { SegmentMembers } from '../../../lib/intercom/segmentMembers';
import { nameList } from '../../shared/nameList';
import { doneAll, failed, type Exit } from '../exit';
import type { Operation, Session } from '../operation';
import { wholeNumberField, wholeNumberOf, type WholeNumber } from '../wholeNumber';
import { membersOf } from './segmentIndex';

const PAGE_SIZE: WholeNumber = {
	name: 'pageSize',
	label: 'Page Size',
	default: CONTACTS_PER_PAGE_MAX,
	min: 1,
	max: CONTACTS_PER_PAGE_MAX,
	description: `How many contacts to read, at most ${CONTACTS_PER_PAGE_MAX}`,
};

const fields: INodeProperties[] = [
	{
		displayName: 'Cursor',
		name: 'cursor',
		type: 'string',
		default: '={{ $json.cursor }}',
		description:
			'Where the page begins: nextCursor of the page before. Empty: the first page. A contact that changes between two pages may be in neither; Get Changed since the first page finds it.',
	},
	wholeNumberField(PAGE_SIZE),
	{
		displayName: 'Segments',
		name: 'segments',
		type: 'string',
		default: '',
		placeholder: 'Paying, Trial',
		description:
			'Names of segments, separated by commas, or * for all: every item then says in which of them the contact is. Intercom sends nothing when a contact enters or leaves a segment. Costs a search for each 150 members, with the first page.',
	},
];

/** Reads one page of all contacts. */
export const getPage: Operation = {
	option: {
		name: 'Get Page',
		value: 'getPage',
		action: 'Get a page of contacts',
		description: 'Read all contacts, one page after the other; every item says where the next page begins',
	},
	fields,
	run,
};

async function run({ context, connection }: Session, item: number, input: IDataObject): Promise<Exit> {
	const pageSize = wholeNumberOf(context, item, PAGE_SIZE);
	if (typeof pageSize !== 'number') return failed(pageSize, 0, input, null);
	const cursor = cursorOf(context, item);
	if (cursor !== null && typeof cursor !== 'string') return failed(cursor, 0, input, null);
	const page = await listContacts(pageSize, cursor, connection);
	if (!page.ok) return failed(page.failure, page.attempts, input, null);
	const members = await membersOf(nameList(context.getNodeParameter('segments', item, '')), page.value, cursor === null, connection);
	if (members !== null && !members.ok) return failed(members.failure, members.attempts, input, null);
	return doneAll(itemsOf(page.value, members?.value));
}

function itemsOf({ contacts, nextCursor }: ContactPage, members: SegmentMembers | undefined): IDataObject[] {
	return contacts.map(({ contact, workspaceId }) => ({
		contactId: contact.id,
		role: contact.role,
		email: contact.email,
		updatedAt: contact.updated_at,
		segments: members?.segmentsOf(contact.id) ?? null,
		workspaceId,
		nextCursor,
		isLast: nextCursor === null,
	}));
}

/** @returns null for the first page */
function cursorOf(context: IExecuteFunctions, item: number): string | null | Failure {
	const value: unknown = context.getNodeParameter('cursor', item, '');
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
