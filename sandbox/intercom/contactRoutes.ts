import { type ApiCall, type ApiRoute, contactOf, perPage, READ_MANY, READ_ONE, showContact, WRITE } from './apiCall';
import { readContactBody, refuseDuplicate } from './contactBody';
import { contactPage, type ContactPage } from './contactPages';
import { archiveContact, createContact, deleteContact, mergeContacts, unarchiveContact, updateContact } from './contacts';
import { contactNotFound, IntercomRefusal, parameterInvalid } from './errors';
import type { ContactRecord } from './model';
import { mergeHistoryInRest } from './restForms';
import { searchContacts } from './contactSearch';
import { atLeast } from './version';

export const CONTACT_ROUTES: ApiRoute[] = [
	{ method: 'GET', url: '/contacts', operation: 'intercom.listContacts', needs: READ_MANY, handle: listContacts },
	{ method: 'POST', url: '/contacts', operation: 'intercom.createContact', needs: WRITE, handle: postContact },
	{ method: 'POST', url: '/contacts/search', operation: 'intercom.searchContacts', needs: READ_MANY, handle: (call) => pageAnswer(call, searchContacts(call)) },
	{ method: 'POST', url: '/contacts/merge', operation: 'intercom.mergeContacts', needs: WRITE, handle: postMerge },
	{ method: 'GET', url: '/contacts/find_by_external_id/:external_id', operation: 'intercom.findContactByExternalId', needs: READ_ONE, since: 2.13, handle: findByExternalId },
	{ method: 'GET', url: '/contacts/:id', operation: 'intercom.getContact', needs: READ_ONE, handle: (call) => showContact(call, contactOf(call, call.params.id ?? '')) },
	{ method: 'PUT', url: '/contacts/:id', operation: 'intercom.updateContact', needs: WRITE, handle: putContact },
	{ method: 'DELETE', url: '/contacts/:id', operation: 'intercom.deleteContact', needs: WRITE, handle: removeContact },
	{ method: 'POST', url: '/contacts/:id/archive', operation: 'intercom.archiveContact', needs: WRITE, handle: postArchive },
	{ method: 'POST', url: '/contacts/:id/unarchive', operation: 'intercom.unarchiveContact', needs: WRITE, handle: postUnarchive },
	{ method: 'GET', url: '/contacts/:id/merge_history', operation: 'intercom.getMergeHistory', needs: READ_ONE, since: 2.16, handle: mergeHistory },
];

const LIST_PER_PAGE = 10;

/** Newest updated_at first. An empty starting_after makes the vendor fail. */
function listContacts(call: ApiCall): unknown {
	const { starting_after: startingAfter } = call.query;
	if (startingAfter === '') throw new IntercomRefusal(500, 'server_error', 'Server Error');
	const archived = call.desk.switchOf('intercom.archivedListed') === 'yes';
	const page = contactPage(call.workspace, {
		sort: 'updatedAt',
		order: 'descending',
		perPage: perPage(call, call.query.per_page, LIST_PER_PAGE),
		startingAfter,
		countKey: `list ${archived}`,
		matches: (contact) => archived || contact.state === 'active',
	});
	return pageAnswer(call, page);
}

function pageAnswer(call: ApiCall, page: ContactPage): unknown {
	const data = page.contacts.map((contact) => showContact(call, contact));
	return { type: 'list', data, total_count: page.totalCount, pages: page.pages };
}

function postContact(call: ApiCall): unknown {
	const input = readContactBody(call);
	if (!input.email && !input.externalId && input.role === undefined) {
		throw new IntercomRefusal(400, 'parameter_missing', 'One of email, external_id or role is required');
	}
	const role = input.role ?? 'user';
	refuseDuplicate(call, input, role);
	return showContact(call, createContact(call.desk, { ...input, role }));
}

function putContact(call: ApiCall): unknown {
	const contact = contactOf(call, call.params.id ?? '');
	const input = readContactBody(call);
	const role = input.role ?? contact.role;
	if (contact.role === 'user' && role === 'lead') throw parameterInvalid('A user cannot become a lead');
	refuseDuplicate(call, changedKeys(contact, input), role, contact.id);
	return showContact(call, updateContact(call.desk, contact, input));
}

/** Only a key that is being changed can collide. */
function changedKeys(contact: ContactRecord, input: { email?: string | null; externalId?: string | null }) {
	return {
		email: input.email === contact.email ? null : input.email,
		externalId: input.externalId === contact.externalId ? null : input.externalId,
	};
}

function removeContact(call: ApiCall): unknown {
	const contact = deleteContact(call.desk, contactOf(call, call.params.id ?? ''));
	return { id: contact.id, external_id: contact.externalId, type: 'contact', deleted: true };
}

function postArchive(call: ApiCall): unknown {
	const contact = archiveContact(call.desk, contactOf(call, call.params.id ?? ''));
	return { id: contact.id, external_id: contact.externalId, type: 'contact', archived: true };
}

function postUnarchive(call: ApiCall): unknown {
	const stored = call.workspace.contacts.get(call.params.id ?? '');
	if (stored?.state === 'merged') {
		throw new IntercomRefusal(400, 'bad_request', 'User has been merged and is not restorable.');
	}
	const contact = unarchiveContact(call.desk, contactOf(call, call.params.id ?? ''));
	return { id: contact.id, external_id: contact.externalId, type: 'contact', archived: false };
}

/** Users only, not leads. */
function findByExternalId(call: ApiCall): unknown {
	const contact = call.workspace.withExternalId(call.params.external_id ?? '');
	if (contact === undefined || contact.role !== 'user') throw contactNotFound();
	return showContact(call, contactOf(call, contact.id));
}

function postMerge(call: ApiCall): unknown {
	const from = contactOf(call, String(call.body.from ?? ''));
	const into = contactOf(call, String(call.body.into ?? ''));
	if (from.role !== 'lead' || into.role !== 'user') throw parameterInvalid('Only a lead can be merged into a user');
	if (atLeast(call.version, 2.16) && call.body.skip_duplicate_validation !== true && !duplicates(from, into)) {
		throw new IntercomRefusal(
			400,
			'invalid_merge',
			'Contacts can only be merged when they are duplicates (matching email or phone). Pass skip_duplicate_validation=true to override this check.',
		);
	}
	return showContact(call, mergeContacts(call.desk, from, into));
}

function duplicates(a: ContactRecord, b: ContactRecord): boolean {
	const sameEmail = a.email !== null && a.email.toLowerCase() === b.email?.toLowerCase();
	return sameEmail || (a.phone !== null && a.phone === b.phone);
}

function mergeHistory(call: ApiCall): unknown {
	const contact = contactOf(call, call.params.id ?? '');
	return { type: 'list', data: mergeHistoryInRest(contact), next_cursor: null, has_more: false };
}
