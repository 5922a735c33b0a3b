import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { isRecord } from '../../../lib/http/isRecord';
import type { GroupSettings } from '../../../lib/mapping/rules/groups';
import type { NoteSettings } from '../../../lib/mapping/rules/notes';
import { attributeLocator, attributeName } from '../../shared/attributeLocator';
import { nameList } from '../../shared/nameList';
import { namesField } from '../../shared/namesField';

const GROUP_COST = 'Members are added in batches, so a first run costs a few calls for each group; taking a contact out of one costs a call';

const PARENT =
	'Custom attribute with the name of the parent company, which becomes a contact group such as "Parent: Acme Holdings". Costs calls for the groups like those of tags.';

const noteTimes: INodeProperties = {
	displayName: 'Notes',
	name: 'notes',
	type: 'options',
	options: [
		{ name: 'Off', value: 'off', description: 'No notes' },
		{ name: 'When Changed', value: 'change', description: 'With the first sync and with every one that changes something' },
		{ name: 'When Created', value: 'create', description: 'With the first sync of a contact only' },
	],
	default: 'off',
	description: 'When notes are added to the history of the Xero contact. Xero takes them one contact at a time: a call or two each, the slowest part of a large run.',
};

const tags = (whose: string): INodeProperties[] =>
	namesField({
		displayName: 'Tags to Groups', name: 'tags', nested: true, all: true, loadOptionsMethod: 'getTagsAndAll', placeholder: 'e.g. VIP, Wholesale',
		description: `Tags of the ${whose}, each of which becomes a contact group such as "Tag: VIP". Xero allows 100 groups in all. ${GROUP_COST}`,
	});

const noteContent = (topics: ReadonlyArray<{ name: string; value: string; description: string }>): INodeProperties => ({
	displayName: 'Note Content',
	name: 'noteContent',
	type: 'multiOptions',
	options: [...topics],
	default: ['timestamps', 'actions'],
	description: 'What the notes say, one note for each topic',
});

const TIMES_OF_CONTACT = { name: 'Timestamps', value: 'timestamps', description: 'When the contact was created, signed up and last updated in Intercom' };
const TIMES_OF_COMPANY = { name: 'Timestamps', value: 'timestamps', description: 'When the company was created in Intercom' };
const CONVERSATIONS = { name: 'Conversations', value: 'conversations', description: 'How many there were; state, subject and link of the last one' };
const ACTIONS = { name: 'What the Sync Did', value: 'actions', description: 'Which fields this sync created or changed' };

const collection = (options: INodeProperties[]): INodeProperties => ({
	displayName: 'Groups and Notes',
	name: 'groupsAndNotes',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	description: 'Contact groups and history notes in Xero. The sync looks after groups whose names begin with "Tag: ", "Segment: ", "Owner: " or "Parent: ", each only while it is switched on here, and never after any other group.',
	options,
});

export const contactGroupFields: INodeProperties[] = [
	collection([
		...tags('contact'),
		...namesField({
			displayName: 'Segments to Groups', name: 'segments', nested: true, all: true, loadOptionsMethod: 'getSegmentsAndAll', placeholder: 'e.g. Paying, Trial',
			description: `Segments, each of which becomes a contact group such as "Segment: Paying". ${GROUP_COST}`,
		}),
		{
			displayName: 'Owner to Group',
			name: 'owner',
			type: 'boolean',
			default: false,
			description: 'Whether the owner of the contact becomes a group such as "Owner: Jo Lee", where a Xero user has the same email. Costs one more call a run, and calls for the groups like those of tags.',
		},
		noteTimes,
		noteContent([CONVERSATIONS, TIMES_OF_CONTACT, ACTIONS]),
	]),
];

export const companyGroupFields: INodeProperties[] = [
	collection([
		...tags('company'),
		{
			...attributeLocator('Parent Company Attribute', 'searchCompanyAttributes', 'parent_company', PARENT),
			name: 'parentAttribute',
			default: { mode: 'name', value: 'parent_company' },
		},
		noteTimes,
		noteContent([TIMES_OF_COMPANY, ACTIONS]),
	]),
];

/** Groups and notes for one item; absent is what the user did not switch on. */
export function readGroupsAndNotes(context: IExecuteFunctions, item: number): { groups?: GroupSettings; notes?: NoteSettings } {
	const value: unknown = context.getNodeParameter('groupsAndNotes', item, {});
	const options = isRecord(value) ? value : {};
	const groups = groupSettings(options);
	const notes = noteSettings(options);
	return { ...(groups && { groups }), ...(notes && { notes }) };
}

function groupSettings(options: Readonly<Record<string, unknown>>): GroupSettings | undefined {
	const groups: GroupSettings = {
		tags: nameList(options.tags),
		segments: nameList(options.segments),
		parentAttribute: attributeName(options.parentAttribute),
		owner: options.owner === true,
	};
	const isOn = groups.owner || groups.parentAttribute !== '' || groups.tags.length + groups.segments.length > 0;
	return isOn ? groups : undefined;
}

function noteSettings({ notes, noteContent: chosen }: Readonly<Record<string, unknown>>): NoteSettings | undefined {
	if (notes !== 'create' && notes !== 'change') return undefined;
	const content: readonly unknown[] = Array.isArray(chosen) ? chosen : ['timestamps', 'actions'];
	if (content.length === 0) return undefined;
	return {
		when: notes,
		timestamps: content.includes('timestamps'),
		conversations: content.includes('conversations'),
		actions: content.includes('actions'),
	};
}
