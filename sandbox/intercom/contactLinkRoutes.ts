import { type ApiCall, type ApiRoute, contactOf, numberedPage, READ_ONE, WRITE } from './apiCall';
import { attachCompany, detachCompany } from './companies';
import { companyNotFound, IntercomRefusal, resourceNotFound } from './errors';
import type { AppliedTag, CompanyRecord, TagRecord } from './model';
import { companyInRest, noteInRest, seconds } from './restForms';
import { tagContact, untagContact } from './taxonomy';

/** What hangs on a contact: companies, tags, segments, notes. */
export const CONTACT_LINK_ROUTES: ApiRoute[] = [
	{ method: 'GET', url: '/contacts/:id/companies', operation: 'intercom.listContactCompanies', needs: READ_ONE, handle: listCompanies },
	{ method: 'POST', url: '/contacts/:id/companies', operation: 'intercom.attachCompany', needs: WRITE, handle: postCompany },
	{ method: 'DELETE', url: '/contacts/:id/companies/:company_id', operation: 'intercom.detachCompany', needs: WRITE, handle: deleteCompany },
	{ method: 'GET', url: '/contacts/:id/tags', operation: 'intercom.listContactTags', needs: ['read_tags'], handle: listTags },
	{ method: 'POST', url: '/contacts/:id/tags', operation: 'intercom.tagContact', needs: ['write_tags'], handle: postTag },
	{ method: 'DELETE', url: '/contacts/:id/tags/:tag_id', operation: 'intercom.untagContact', needs: ['write_tags'], handle: deleteTag },
	{ method: 'GET', url: '/contacts/:id/segments', operation: 'intercom.listContactSegments', needs: READ_ONE, handle: listSegments },
	{ method: 'GET', url: '/contacts/:id/notes', operation: 'intercom.listContactNotes', needs: READ_ONE, handle: listNotes },
	{ method: 'POST', url: '/contacts/:id/notes', operation: 'intercom.createNote', needs: WRITE, handle: postNote },
];

const COMPANIES_PER_CONTACT = 1_000;
const PER_PAGE = 50;

const contactIn = (call: ApiCall) => contactOf(call, call.params.id ?? '');

function listCompanies(call: ApiCall): unknown {
	const all = contactIn(call).companyIds.flatMap((id) => call.workspace.companies.get(id) ?? []);
	const page = numberedPage(all, call, PER_PAGE);
	const companies = page.data.map((company) => companyInRest(company, call.workspace));
	const key = call.desk.switchOf('intercom.contactCompaniesKey');
	return { type: 'list', [key]: companies, pages: page.pages, total_count: all.length };
}

function postCompany(call: ApiCall): unknown {
	const contact = contactIn(call);
	if (call.body.id === undefined) throw new IntercomRefusal(400, 'parameter_not_found', 'company not specified');
	const company = companyOf(call, String(call.body.id));
	if (contact.companyIds.length >= COMPANIES_PER_CONTACT && !contact.companyIds.includes(company.id)) {
		throw new IntercomRefusal(400, 'contact_company_limit_exceeded', 'Contact has reached the maximum of 1000 company associations');
	}
	return companyInRest(attachCompany(call.desk, contact, company), call.workspace);
}

function deleteCompany(call: ApiCall): unknown {
	const contact = contactIn(call);
	const company = companyOf(call, call.params.company_id ?? '');
	if (!contact.companyIds.includes(company.id)) throw companyNotFound();
	return companyInRest(detachCompany(call.desk, contact, company), call.workspace);
}

/** @throws IntercomRefusal 404 */
export function companyOf(call: ApiCall, id: string): CompanyRecord {
	const company = call.workspace.companies.get(id);
	if (company === undefined || company.deleted) throw companyNotFound();
	return company;
}

function listTags(call: ApiCall): unknown {
	const data = contactIn(call).tags.flatMap((applied) => {
		const tag = call.workspace.tags.get(applied.tagId);
		return tag === undefined ? [] : [appliedTag(tag, applied)];
	});
	return { type: 'list', data };
}

function appliedTag(tag: TagRecord, applied: AppliedTag): Record<string, unknown> {
	const appliedBy = { type: 'admin', id: applied.adminId };
	return { type: 'tag', id: tag.id, name: tag.name, applied_at: seconds(applied.appliedAt), applied_by: appliedBy };
}

function postTag(call: ApiCall): unknown {
	const contact = contactIn(call);
	const tag = tagOf(call, String(call.body.id ?? ''));
	const adminId = [...call.workspace.admins.keys()][0] ?? '0';
	const tagged = tagContact(call.desk, contact, tag, adminId);
	const applied = tagged.tags.find((one) => one.tagId === tag.id);
	return appliedTag(tag, applied ?? { tagId: tag.id, appliedAt: call.desk.now, adminId });
}

function deleteTag(call: ApiCall): unknown {
	const contact = contactIn(call);
	const tag = tagOf(call, call.params.tag_id ?? '');
	const applied = contact.tags.find((one) => one.tagId === tag.id);
	if (applied === undefined) throw resourceNotFound();
	untagContact(call.desk, contact, tag);
	return appliedTag(tag, applied);
}

function tagOf(call: ApiCall, id: string): TagRecord {
	const tag = call.workspace.tags.get(id);
	if (tag === undefined) throw resourceNotFound();
	return tag;
}

function listSegments(call: ApiCall): unknown {
	const data = contactIn(call).segmentIds.flatMap((id) => {
		const segment = call.workspace.segments.get(id);
		return segment === undefined ? [] : [segmentInRest(segment)];
	});
	return { type: 'list', data };
}

export function segmentInRest(segment: { id: string; name: string; createdAt: number; updatedAt: number; personType: string }) {
	return {
		type: 'segment',
		id: segment.id,
		name: segment.name,
		created_at: seconds(segment.createdAt),
		updated_at: seconds(segment.updatedAt),
		person_type: segment.personType,
	};
}

function listNotes(call: ApiCall): unknown {
	const contact = contactIn(call);
	const all = call.workspace.notes.filter((note) => note.contactId === contact.id).reverse();
	const page = numberedPage(all, call, PER_PAGE);
	const data = page.data.map((note) => noteInRest(note, call.workspace));
	return { type: 'list', data, total_count: all.length, pages: page.pages };
}

/** Notes send no notification. */
function postNote(call: ApiCall): unknown {
	const contact = contactIn(call);
	const { admin_id: adminId, body } = call.body;
	if (adminId !== undefined && !call.workspace.admins.has(String(adminId))) throw resourceNotFound();
	if (typeof body !== 'string' || body === '') throw new IntercomRefusal(400, 'parameter_missing', 'body is required');
	const note = {
		id: String(call.workspace.newNumber()),
		contactId: contact.id,
		adminId: adminId === undefined ? null : String(adminId),
		body: body.startsWith('<') ? body : `<p>${body}</p>`,
		createdAt: call.desk.now,
	};
	call.workspace.notes.push(note);
	return noteInRest(note, call.workspace);
}
