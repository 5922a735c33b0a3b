import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { isArchived } from '../../../lib/intercom/archivedContact';
import { pageUrl } from '../../../lib/intercom/hosts';
import type { Profile } from '../../../lib/intercom/profile';
import { readProfile, type ProfileParts } from '../../../lib/intercom/readProfile';
import type { IntercomConnection } from '../../../lib/intercom/request';
import { isContactRemoval } from '../../../lib/intercom/topics';
import { shownContact } from '../../../lib/ledger/shownState';
import { ledgerIn } from '../../shared/carriedLedger';
import { done, failed, gone, type Exit } from '../exit';
import type { Operation, Session } from '../operation';
import { contactIdField, contactIdOf } from './contactId';

const part = (name: keyof ProfileParts, displayName: string, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'boolean',
	default: true,
	description,
});

const PARTS: INodeProperties[] = [
	part('companies', 'Companies', 'Whether to read the companies the contact belongs to'),
	part('conversations', 'Conversations', 'Whether to read how many conversations there are, and the last one'),
	part('mergeHistory', 'Merge History', 'Whether to read which contacts were merged into this one. Keep it on: it prevents duplicates in Xero.'),
	part('owner', 'Owner', "Whether to read the owner's name and email"),
	part('segments', 'Segments', 'Whether to read the names of the segments'),
	part('tags', 'Tags', 'Whether to read the names of the tags'),
];

/** Reads one contact fresh from Intercom; what a notification says about its removal needs no reading. */
export const getProfile: Operation = {
	option: {
		name: 'Get Profile',
		value: 'getProfile',
		action: 'Get a contact profile',
		description: 'Read a contact with its companies, tags, segments, owner, conversations and stored Xero reference',
	},
	fields: [
		contactIdField('={{ $json.contactId }}'),
		{
			displayName: 'Include',
			name: 'include',
			type: 'collection',
			placeholder: 'Add part',
			default: {},
			options: PARTS,
			description: 'Everything is read unless it is switched off here; what is off costs no call and is null in the profile',
		},
		{
			displayName: 'Find Archived',
			name: 'findArchived',
			type: 'boolean',
			default: false,
			description:
				'Whether to send contacts that are archived in Intercom to Gone. Intercom answers for them as for any other contact; only its search leaves them out, so this costs one search each. A contact younger than 15 minutes counts as not archived. An item of a ledger says itself where it is needed.',
		},
	],
	contactId: contactIdOf,
	carrying: 'profile',
	run,
};

async function run({ context, connection, cache }: Session, item: number, input: IDataObject): Promise<Exit> {
	const contactId = contactIdOf(context, item);
	if (typeof contactId !== 'string') return failed(contactId, 0, input, null);
	if (isContactRemoval(input.topic) && input.contactId === contactId) {
		return gone(contactId, input.topic === 'contact.deleted' ? 'deleted' : 'archived');
	}
	const result = await readProfile(contactId, partsOf(context.getNodeParameter('include', item, {})), connection, cache);
	switch (result.state) {
		case 'found':
			return await leave(result.profile, isToFindArchived(context, item, input), connection, input);
		case 'merged':
			return gone(contactId, 'merged', result.winnerId);
		case 'failed':
			return failed(result.failure, result.attempts, input, contactId);
	}
}

/** A person's switch, or what the ledger wants to know of this one. */
function isToFindArchived(context: IExecuteFunctions, item: number, input: IDataObject): boolean {
	return context.getNodeParameter('findArchived', item, false) === true || ledgerIn(input)?.findArchived === true;
}

async function leave(profile: Profile, findArchived: boolean, connection: IntercomConnection, input: IDataObject): Promise<Exit> {
	const { contact } = profile;
	const url = pageUrl(connection, profile.workspaceId, 'users', contact.id);
	const found = done({ ...profile, url }, { shown: shownContact(contact), url });
	if (!findArchived) return found;
	const archived = await isArchived(contact, connection);
	if (!archived.ok) return failed(archived.failure, archived.attempts, input, contact.id);
	return archived.value ? foundArchived(contact, input, url) : found;
}

/** Only the ledger asks when it was changed last: it may be back since. */
function foundArchived({ id, updated_at: changedAtSeconds }: Profile['contact'], input: IDataObject, url: string): Exit {
	const exit = gone(id, 'archived');
	return ledgerIn(input) === null ? exit : { ...exit, json: { ...exit.json, changedAtSeconds }, learned: { url } };
}

function partsOf(include: unknown): ProfileParts {
	const chosen = typeof include === 'object' && include !== null ? (include as Partial<Record<keyof ProfileParts, unknown>>) : {};
	return {
		companies: chosen.companies !== false,
		conversations: chosen.conversations !== false,
		mergeHistory: chosen.mergeHistory !== false,
		owner: chosen.owner !== false,
		segments: chosen.segments !== false,
		tags: chosen.tags !== false,
	};
}
