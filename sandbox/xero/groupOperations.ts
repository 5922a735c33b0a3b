import { randomUUID } from 'node:crypto';
import { noData, notFound, validation, type Answer } from './answer';
import { elementsOf, envelope, type Operation, type XeroCall } from './operation';
import type { ContactGroup } from './organisation';

const MAX_GROUPS = 100;
const READ = 'accounting.contacts.read';
const WRITE = 'accounting.contacts';

/** @see https://developer.xero.com/documentation/api/accounting/contactgroups */
export const groupOperations: Operation[] = [
	{ name: 'getContactGroups', method: 'GET', path: '/ContactGroups', scope: READ, act: getGroups },
	{ name: 'createContactGroup', method: 'PUT', path: '/ContactGroups', scope: WRITE, act: createGroups },
	{ name: 'getContactGroup', method: 'GET', path: '/ContactGroups/:id', scope: READ, act: onGroup(getGroup) },
	{ name: 'updateContactGroup', method: 'POST', path: '/ContactGroups/:id', scope: WRITE, act: onGroup(updateGroup) },
	{ name: 'createContactGroupContacts', method: 'PUT', path: '/ContactGroups/:id/Contacts', scope: WRITE, act: onGroup(addMembers) },
	{
		name: 'deleteContactGroupContacts',
		method: 'DELETE',
		path: '/ContactGroups/:id/Contacts',
		scope: WRITE,
		act: onGroup((_call, group) => {
			group.members.clear();
			return { status: 204 };
		}),
	},
	{
		name: 'deleteContactGroupContact',
		method: 'DELETE',
		path: '/ContactGroups/:id/Contacts/:contactId',
		scope: WRITE,
		act: onGroup((call, group) => (group.members.delete(call.params.contactId ?? '') ? { status: 204 } : notFound())),
	},
];

function onGroup(act: (call: XeroCall, group: ContactGroup) => Answer): (call: XeroCall) => Answer {
	return (call) => {
		const group = call.organisation.groups.get((call.params.id ?? '').toLowerCase());
		return group === undefined ? notFound() : act(call, group);
	};
}

/** Without members; deleted groups are gone. */
function getGroups(call: XeroCall): Answer {
	return envelope(call, { ContactGroups: [...call.organisation.groups.values()].map((group) => view(group, [])) });
}

function getGroup(call: XeroCall, group: ContactGroup): Answer {
	const members = [...group.members].map((id) => ({ ContactID: id, Name: call.organisation.contacts.get(id)?.text.Name }));
	return envelope(call, { ContactGroups: [view(group, members)] });
}

function createGroups(call: XeroCall): Answer {
	const sent = elementsOf(call.body, 'ContactGroups');
	if (sent === null || sent.length === 0) return noData();
	const created: ContactGroup[] = [];
	for (const { Name } of sent) {
		const problem = nameProblem(call, Name) ?? countProblem(call);
		if (problem !== null) return refusedGroup(Name, problem);
		const group = { id: randomUUID(), name: String(Name), members: new Set<string>() };
		call.organisation.groups.set(group.id, group);
		created.push(group);
	}
	return envelope(call, { ContactGroups: created.map((group) => view(group, [])) });
}

function updateGroup(call: XeroCall, group: ContactGroup): Answer {
	const change = elementsOf(call.body, 'ContactGroups')?.[0];
	if (change === undefined) return noData();
	if (change.Status === 'DELETED') {
		call.organisation.groups.delete(group.id);
		return envelope(call, { ContactGroups: [{ ...view(group, []), Status: 'DELETED' }] });
	}
	const same = String(change.Name).toLowerCase() === group.name.toLowerCase();
	const problem = same ? null : nameProblem(call, change.Name);
	if (problem !== null) return refusedGroup(change.Name, problem);
	group.name = String(change.Name);
	return envelope(call, { ContactGroups: [view(group, [])] });
}

/** All or none: one contact that cannot be added refuses the batch. */
function addMembers(call: XeroCall, group: ContactGroup): Answer {
	const sent = elementsOf(call.body, 'Contacts');
	if (sent === null || sent.length === 0) return noData();
	const ids = sent.map((contact) => String(contact.ContactID ?? '').toLowerCase());
	if (ids.some((id) => call.organisation.contacts.get(id) === undefined)) return notFound();
	const wrong = ids.map((id) => ({ id, problem: memberProblem(call, group, id) })).filter(({ problem }) => problem !== null);
	if (wrong.length > 0) {
		return validation(
			wrong.map(({ id, problem }) => ({ ContactID: id, HasValidationErrors: true, ValidationErrors: [{ Message: problem }] })),
		);
	}
	for (const id of ids) group.members.add(id);
	return envelope(call, {
		Contacts: ids.map((id) => ({ ContactID: id, Name: call.organisation.contacts.get(id)?.text.Name })),
	});
}

function memberProblem(call: XeroCall, group: ContactGroup, id: string): string | null {
	if (call.organisation.contacts.get(id)?.status !== 'ACTIVE') return 'Unable to assign an Archived contact.';
	const refuses = call.kernel.switches.get('xero.existingMember') === 'refused';
	return refuses && group.members.has(id) ? 'The contact is already a member of this group.' : null;
}

function nameProblem(call: XeroCall, name: unknown): string | null {
	if (typeof name !== 'string' || name.trim() === '') return 'The contact group name cannot be empty.';
	if (call.kernel.switches.get('xero.groupNameTaken') === 'created') return null;
	const taken = [...call.organisation.groups.values()].some((group) => group.name.toLowerCase() === name.toLowerCase());
	return taken ? 'A contact group with this name already exists.' : null;
}

function countProblem(call: XeroCall): string | null {
	return call.organisation.groups.size >= MAX_GROUPS ? `You’ve reached the limit of ${MAX_GROUPS} contact groups.` : null;
}

function refusedGroup(name: unknown, Message: string): Answer {
	return validation([{ Name: name, HasValidationErrors: true, ValidationErrors: [{ Message }] }]);
}

function view(group: ContactGroup, members: unknown[]): Record<string, unknown> {
	return { ContactGroupID: group.id, Name: group.name, Status: 'ACTIVE', Contacts: members, HasValidationErrors: false };
}
