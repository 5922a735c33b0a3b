import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { isArchived } from '../../../lib/intercom/contacts/archivedContact';
import { pageUrl } from '../../../lib/intercom/api/hosts';
import type { Profile } from '../../../lib/intercom/profile/profile';
import { readProfile } from '../../../lib/intercom/profile/readProfile';
import type { IntercomConnection } from '../../../lib/intercom/api/request';
import { isContactRemoval } from '../../../lib/intercom/notifications/topics';
import { ledgerIn } from '../../shared/carriedLedger';
import { failed, gone, type Exit } from '../exit';
import type { Operation, Session } from '../operation';
import { contactIdField, contactIdOf } from './contactId';
import { namedContact } from './namedContact';
import { profileExit } from './profileExit';
import { EVERYTHING, includeField, partsOf } from './profileInclude';

/** Reads one contact fresh from Intercom; what a notification says about its removal needs no reading. */
export const getProfile: Operation = {
	option: {
		name: 'Get Profile',
		value: 'getProfile',
		action: 'Get a contact from Intercom',
		description: 'Read a contact with its companies, tags, segments, owner, conversations and stored Xero reference',
	},
	fields: [
		{ ...contactIdField('={{ $json.contactId }}'), description: "Intercom's own ID of the contact (not the external ID), the address of its page in Intercom, or the email of a user" },
		includeField('Everything is read unless it is switched off here; what is off costs no call and is null in the profile'),
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

async function run(session: Session, item: number, input: IDataObject): Promise<Exit> {
	const { context, connection, cache } = session;
	const named = await namedContact(session, item);
	if (!named.ok) return failed(named.failure, named.attempts, input, null);
	const contactId = named.value;
	if (isContactRemoval(input.topic) && input.contactId === contactId) {
		return gone(contactId, input.topic === 'contact.deleted' ? 'deleted' : 'archived');
	}
	const result = await readProfile(contactId, partsOf(context.getNodeParameter('include', item, {}), EVERYTHING), connection, cache);
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
	const found = profileExit(profile, connection);
	if (!findArchived) return found;
	const archived = await isArchived(contact, connection);
	if (!archived.ok) return failed(archived.failure, archived.attempts, input, contact.id);
	return archived.value ? foundArchived(contact, input, pageUrl(connection, profile.workspaceId, 'users', contact.id)) : found;
}

/** Only the ledger asks when it was changed last: it may be back since. */
function foundArchived({ id, updated_at: changedAtSeconds }: Profile['contact'], input: IDataObject, url: string): Exit {
	const exit = gone(id, 'archived');
	return ledgerIn(input) === null ? exit : { ...exit, json: { ...exit.json, changedAtSeconds }, learned: { url } };
}
