import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Failure } from '../../../lib/http/failure';
import type { ContactChoice } from '../../../lib/intercom/contacts/contactChoice';
import type { ContactPage } from '../../../lib/intercom/contacts/contactPages';
import { usersFirst } from '../../../lib/intercom/contacts/usersFirst';
import type { SegmentMembers } from '../../../lib/intercom/contacts/segmentMembers';
import { nameList } from '../../shared/nameList';
import { done, doneAll, failed, type Exit } from '../exit';
import type { Operation, Session } from '../operation';
import { wholeNumberOf } from '../wholeNumber';
import { choiceOf, isFailure } from './choiceFields';
import { chosenPage } from './choiceMemory';
import { cursorOf, FROM_THE_PAGE, PAGE_SIZE, pageFields } from './pageFields';
import { profilesOf } from './pageProfiles';
import { partsOf } from './profileInclude';
import { membersOf } from './segmentIndex';

/** Reads one page of all contacts, or of those who are chosen. */
export const getPage: Operation = {
	option: {
		name: 'Get Page',
		value: 'getPage',
		action: 'Get many contacts from Intercom',
		description: 'Read all contacts, or those of a role, tag, segment or time, one page after the other; every item says where the next page begins',
	},
	fields: pageFields,
	carrying: (parameters) => (asProfiles(parameters) ? 'profile' : undefined),
	run,
};

/** A choice for the whole node: the ledger's items are carried on only where what leaves can be synced. */
function asProfiles({ output }: INodeParameters): boolean {
	return output === 'profiles';
}

interface Wanted {
	choice: ContactChoice;
	perPage: number;
	cursor: string | null;
}

async function run(session: Session, item: number, input: IDataObject): Promise<Exit | Exit[]> {
	const { context, connection } = session;
	const wanted = wantedOf(session, item);
	if (isFailure(wanted)) return failed(wanted, 0, input, null);
	const { choice, perPage, cursor } = wanted;
	const profiles = asProfiles(context.getNode().parameters);
	const parts = partsOf(context.getNodeParameter('include', item, {}), FROM_THE_PAGE);
	const askedAt = connection.clock.now();
	const read = async (role: ContactChoice['role'], from: string | null) => await chosenPage(context, { ...choice, role }, { perPage, cursor: from, mergeHistory: profiles && parts.mergeHistory }, connection);
	const page = profiles && choice.role === null ? await usersFirst(cursor, read) : await read(choice.role, cursor);
	if (!page.ok) return failed(page.failure, page.attempts, input, null);
	const members = await membersOf(nameList(context.getNodeParameter('segments', item, '')), page.value, cursor === null, connection);
	if (members !== null && !members.ok) return failed(members.failure, members.attempts, input, null);
	const { contacts, nextCursor, total } = page.value;
	const place = { nextCursor, isLast: nextCursor === null, total };
	if (contacts.length === 0) {
		const isTold = profiles || context.getNodeParameter('whenNothingFound', item, 'noItem') === 'oneItem';
		return isTold ? done({ nothingFound: true, ...place }) : [];
	}
	if (profiles) return await profilesOf(session, { page: page.value, askedAt, parts, members: members?.value, place }, input);
	return doneAll(idsOf(page.value, members?.value, place));
}

function wantedOf({ context, connection }: Session, item: number): Wanted | Failure {
	const choice = choiceOf(context, item, Math.floor(connection.clock.now() / 1_000));
	if (isFailure(choice)) return choice;
	const perPage = wholeNumberOf(context, item, PAGE_SIZE);
	if (isFailure(perPage)) return perPage;
	const cursor = cursorOf(context, item);
	return isFailure(cursor) ? cursor : { choice, perPage, cursor };
}

function idsOf({ contacts }: ContactPage, members: SegmentMembers | undefined, place: IDataObject): IDataObject[] {
	return contacts.map(({ contact, workspaceId }) => ({
		contactId: contact.id,
		role: contact.role,
		email: contact.email,
		updatedAt: contact.updated_at,
		segments: members?.segmentsOf(contact.id).map(({ name }) => name) ?? null,
		workspaceId,
		...place,
	}));
}
