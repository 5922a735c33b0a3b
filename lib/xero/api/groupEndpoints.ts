import { isRecord } from '../../http/isRecord';
import type { HttpResponse } from '../../http/transport';
import type { XeroContactGroup } from '../contact/contact';
import { mapResult, send, type XeroClient, type XeroResult } from './endpoints';
import { classifyContacts, classifyDeletion, classifyList } from './failures';
import { groupsFrom } from './groupFrom';
import { WRITE_TIMEOUT_MS } from '../pace/limits';

/** @see https://developer.xero.com/documentation/api/accounting/contactgroups */
const PATH = '/api.xro/2.0/ContactGroups';

/** All groups of the organisation, deleted ones left out, without their members. */
export async function getGroups(client: XeroClient): Promise<XeroResult<XeroContactGroup[]>> {
	return mapResult(await send(client, classifyList('ContactGroups', true), { method: 'GET', path: PATH }), toGroups);
}

/**
 * Creates one group. A lost answer is `uncertain`: the list of groups tells whether it exists.
 * @returns the group, or none where Xero's answer does not name it
 */
export async function createGroup(
	client: XeroClient,
	name: string,
	idempotencyKey: string,
): Promise<XeroResult<XeroContactGroup | undefined>> {
	const result = await send(client, classifyList('ContactGroups', false), {
		method: 'PUT',
		path: PATH,
		headers: { 'Idempotency-Key': idempotencyKey },
		body: { ContactGroups: [{ Name: name }] },
		timeoutMs: WRITE_TIMEOUT_MS,
	});
	return mapResult(result, (response) => toGroups(response)[0]);
}

/**
 * Adds contacts to a group, all or none: one that is archived refuses the whole call with 400, an unknown one with
 * 404. Whether a contact that is in the group already refuses it is not documented. Safe to send again.
 */
export async function addMembers(client: XeroClient, groupId: string, contactIds: readonly string[]): Promise<XeroResult<void>> {
	const result = await send(client, classifyContacts, {
		method: 'PUT',
		path: `${PATH}/${groupId}/Contacts`,
		body: { Contacts: contactIds.map((ContactID) => ({ ContactID })) },
		timeoutMs: WRITE_TIMEOUT_MS,
	});
	return mapResult(result, () => undefined);
}

/** Takes one contact out of a group; a contact that is not in it, or a group that is gone, is as good. */
export async function removeMember(client: XeroClient, groupId: string, contactId: string): Promise<XeroResult<void>> {
	const result = await send(client, classifyDeletion, { method: 'DELETE', path: `${PATH}/${groupId}/Contacts/${contactId}` });
	if (!result.ok && result.failure.class === 'gone') return { ok: true, value: undefined, requestId: result.failure.requestId };
	return mapResult(result, () => undefined);
}

function toGroups({ body }: HttpResponse): XeroContactGroup[] {
	const list = isRecord(body) ? body.ContactGroups : undefined;
	return Array.isArray(list) ? groupsFrom(list) : [];
}
