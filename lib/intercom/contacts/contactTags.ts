import { isRecord } from '../../http/isRecord';
import { contactPath } from './contactEndpoints';
import { ask, type Answer, type IntercomConnection } from '../api/request';
import { idOf } from '../api/wireValue';

/** The tag of a name, made where there is none. @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/tags/createtag */
export function ensureTag(name: string, connection: IntercomConnection): Promise<Answer<string>> {
	return ask(connection, { method: 'POST', path: '/tags', body: { name } }, ({ body }) => (isRecord(body) ? idOf(body.id) : null));
}

/** Tags a contact; one that has the tag stays as it is. */
export function tagContact(contactId: string, tagId: string, connection: IntercomConnection): Promise<Answer<true>> {
	return ask(connection, { method: 'POST', path: `${contactPath(contactId)}/tags`, body: { id: tagId } }, () => true as const);
}

/** Takes a tag off a contact; one that does not have it is refused with 404. @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/tags/detachtagfromcontact */
export function untagContact(contactId: string, tagId: string, connection: IntercomConnection): Promise<Answer<true>> {
	return ask(connection, { method: 'DELETE', path: `${contactPath(contactId)}/tags/${encodeURIComponent(tagId)}` }, () => true as const);
}
