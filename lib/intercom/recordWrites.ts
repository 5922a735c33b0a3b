import { isRecord } from '../http/isRecord';
import { companyFrom } from './companyFrom';
import { contactFrom, type ReadContact } from './contactFrom';
import type { CustomAttributes } from './profile';
import { ask, type Answer, type IntercomConnection } from './request';
import { idOf } from './wireValue';
import type { WorkspaceCompany } from './companyEndpoints';

/** What is to be on a contact; what is not named stays. null empties a phone. */
export interface ContactPatch {
	name?: string;
	phone?: string | null;
	email?: string;
	custom_attributes?: CustomAttributes;
}

/** What is to be on a company. */
export interface CompanyPatch {
	name?: string;
	website?: string;
	custom_attributes?: CustomAttributes;
}

/**
 * Writes fields of a contact. Safe to repeat. An email that another contact has is refused with 409, see idInConflict.
 * @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/updatecontact
 */
export function writeContact(id: string, patch: ContactPatch, connection: IntercomConnection): Promise<Answer<ReadContact>> {
	return ask(connection, { method: 'PUT', path: `/contacts/${encodeURIComponent(id)}`, body: patch }, ({ body }) => contactFrom(body));
}

/** Writes fields of a company. Safe to repeat. @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/companies/updatecompany */
export function writeCompany(id: string, patch: CompanyPatch, connection: IntercomConnection): Promise<Answer<WorkspaceCompany>> {
	return ask(connection, { method: 'PUT', path: `/companies/${encodeURIComponent(id)}`, body: patch }, ({ body }) => {
		const company = companyFrom(body);
		return company === null || !isRecord(body) ? null : { ...company, workspaceId: idOf(body.app_id) ?? '' };
	});
}

/** The tag of a name, made where there is none. @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/tags/createtag */
export function ensureTag(name: string, connection: IntercomConnection): Promise<Answer<string>> {
	return ask(connection, { method: 'POST', path: '/tags', body: { name } }, ({ body }) => (isRecord(body) ? idOf(body.id) : null));
}

/** Tags a contact; one that has the tag stays as it is. */
export function tagContact(contactId: string, tagId: string, connection: IntercomConnection): Promise<Answer<true>> {
	return ask(connection, { method: 'POST', path: `/contacts/${encodeURIComponent(contactId)}/tags`, body: { id: tagId } }, () => true as const);
}

/** Takes a tag off a contact; one that does not have it is refused with 404. @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/tags/detachtagfromcontact */
export function untagContact(contactId: string, tagId: string, connection: IntercomConnection): Promise<Answer<true>> {
	return ask(connection, { method: 'DELETE', path: `/contacts/${encodeURIComponent(contactId)}/tags/${encodeURIComponent(tagId)}` }, () => true as const);
}

/** Users with an email, at most two: more than one is a question. @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/searchcontacts */
export function usersWithEmail(email: string, connection: IntercomConnection): Promise<Answer<ReadContact[]>> {
	return searched([{ field: 'email', operator: '=', value: email }, { field: 'role', operator: '=', value: 'user' }], connection);
}

/** Contacts that name a Xero contact as theirs, at most two. */
export function contactsNaming(xeroContactId: string, connection: IntercomConnection): Promise<Answer<ReadContact[]>> {
	return searched([{ field: 'custom_attributes.xero_contact_id', operator: '=', value: xeroContactId }], connection);
}

/** The user with an external id. @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/showcontactbyexternalid */
export function userByExternalId(externalId: string, connection: IntercomConnection): Promise<Answer<ReadContact>> {
	return ask(connection, { method: 'GET', path: `/contacts/find_by_external_id/${encodeURIComponent(externalId)}` }, ({ body }) => contactFrom(body));
}

function searched(value: readonly object[], connection: IntercomConnection): Promise<Answer<ReadContact[]>> {
	const body = { query: { operator: 'AND', value }, pagination: { per_page: 2 } };
	return ask(connection, { method: 'POST', path: '/contacts/search', body }, (response) =>
		isRecord(response.body) && Array.isArray(response.body.data) ? response.body.data.flatMap((one: unknown) => contactFrom(one) ?? []) : null,
	);
}

/**
 * Whom a refusal with 409 names; Intercom says it in its words alone, and of an archived one by another sentence.
 * @see https://forum.intercom.com (create and update of a contact whose email is taken)
 */
export function idInConflict(message: string): { id: string; archived: boolean } | null {
	const id = /\bid=([\w-]+)/.exec(message)?.[1];
	return id === undefined ? null : { id, archived: /archived contact/i.test(message) };
}
