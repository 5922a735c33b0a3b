import type { Failure } from '../../http/failure';
import type { XeroContactGroup } from '../../xero/contact/contact';
import { ContactDirectory, isActive } from '../../xero/directory/contactDirectory';
import { newFinder } from '../../xero/reading/findContacts';
import { addMembers } from '../../xero/api/groupEndpoints';
import { MAX_MEMBERS_PER_ADD } from '../../xero/pace/limits';
import { readContacts } from '../../xero/reading/readMatches';
import { foldName } from '../record/contactName';
import type { Run } from '../write/run';
import { miss, stopWhereHopeless, type AfterItem } from './afterItem';
import { ensureGroup } from './ensureGroup';
import { readGroupsAgain } from './groupLists';

/** A group being filled; another one takes its place where it turns out to be gone. */
interface Filling {
	name: string;
	group: XeroContactGroup;
}

type Stopped = { failure: Failure; attempts: number };

/** Puts contacts into the group of that name, fifty a call; each learns what became of it. */
export async function fillGroup(run: Run, name: string, items: readonly AfterItem[]): Promise<void> {
	if (run.stopped) return notFilled(items, name, run.stopped);
	const ensured = await ensureGroup(run, name);
	if (ensured.kind === 'noRoom') return noRoom(items, name);
	if (ensured.kind === 'failed') {
		stopWhereHopeless(run, ensured);
		return notFilled(items, name, ensured);
	}
	const filling = { name, group: ensured.group };
	for (let start = 0; start < items.length; start += MAX_MEMBERS_PER_ADD) {
		await addBatch(run, filling, items.slice(start, start + MAX_MEMBERS_PER_ADD));
	}
}

/** Says so of each: Xero has as many groups as it allows. */
export function noRoom(items: readonly AfterItem[], name: string): void {
	for (const { facts } of items) facts.push(`Not put into group "${name}": Xero allows 100 contact groups, and all are taken.`);
}

async function addBatch(run: Run, filling: Filling, batch: readonly AfterItem[]): Promise<void> {
	if (batch.length === 0) return;
	if (run.stopped) return notFilled(batch, filling.name, run.stopped);
	const added = await addMembers(run.deps.client, filling.group.ContactGroupID, batch.map(contactIdOf));
	if (added.ok) return isIn(batch, filling.group, added.requestId);
	stopWhereHopeless(run, added);
	const kind = added.failure.class;
	if (kind === 'gone' && (await isReplaced(run, filling))) return await addBatch(run, filling, batch);
	if (kind === 'validation' || kind === 'gone') return await withoutRefused(run, filling, batch, added);
	notFilled(batch, filling.name, added);
}

/**
 * One contact refuses the whole batch: archived ones, unknown ones and those that are in the group already are found
 * by reading them, and the rest is sent without them. Where that shows nothing the batch is halved.
 */
async function withoutRefused(run: Run, filling: Filling, batch: readonly AfterItem[], refusal: Stopped): Promise<void> {
	const found = new ContactDirectory();
	const finder = newFinder(run.deps.client, found);
	const read = await readContacts(finder, batch.map(contactIdOf));
	if (!read.ok) {
		stopWhereHopeless(run, read);
		return notFilled(batch, filling.name, read);
	}
	const rest = batch.filter((item) => isOpen(run, filling.group, item, found));
	if (rest.length < batch.length) return await addBatch(run, filling, rest);
	if (batch.length === 1) return notFilled(batch, filling.name, refusal);
	const middle = Math.ceil(batch.length / 2);
	await addBatch(run, filling, batch.slice(0, middle));
	await addBatch(run, filling, batch.slice(middle));
}

/** Whether the contact, as it is now, can and need be added. */
function isOpen(run: Run, group: XeroContactGroup, item: AfterItem, found: ContactDirectory): boolean {
	const contact = found.byId(contactIdOf(item));
	if (!contact || !isActive(contact)) {
		const why = contact ? 'the contact is archived in Xero' : 'Xero no longer knows the contact';
		item.facts.push(`Not put into group "${group.Name}": ${why}.`);
		if (contact) run.directory.put(contact);
		return false;
	}
	const isMember = (contact.ContactGroups ?? []).some(({ ContactGroupID }) => ContactGroupID === group.ContactGroupID);
	if (isMember) item.groups.push(group);
	return !isMember;
}

/** Whether the group was deleted since the list was read, and another one stands in its place now; once a run. */
async function isReplaced(run: Run, filling: Filling): Promise<boolean> {
	const folded = foldName(filling.name);
	if (run.recreated.has(folded)) return false;
	const listed = await readGroupsAgain(run);
	if (!listed.ok || listed.value.some(({ ContactGroupID }) => ContactGroupID === filling.group.ContactGroupID)) return false;
	run.recreated.add(folded);
	const ensured = await ensureGroup(run, filling.name);
	if (ensured.kind === 'group') filling.group = ensured.group;
	return ensured.kind === 'group';
}

function isIn(batch: readonly AfterItem[], group: XeroContactGroup, requestId: string | undefined): void {
	for (const item of batch) {
		item.groups.push(group);
		if (requestId) item.requestIds.push(requestId);
	}
}

function notFilled(items: readonly AfterItem[], name: string, why: Stopped): void {
	for (const item of items) miss(item, `group "${name}"`, why);
}

function contactIdOf({ outcome }: AfterItem): string {
	return outcome.xeroContactId;
}
