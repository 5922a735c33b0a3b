import { isRecord } from '../../http/isRecord';
import type { AttributeModel } from '../attributes/attributeNames';
import { namedRecordsFrom } from '../companies/companyFrom';
import { labelOf, nameOf } from '../profile/escapedText';
import type { NamedRecord } from '../profile/profile';
import { ask, type Answer, type IntercomConnection } from '../api/request';
import { idOf, listOf, textOf } from '../api/wireValue';

export interface Workspace {
	/** The `app_id` of notifications. */
	id: string;
	name: string;
	/** As Intercom writes it (`US`, `EU`, `AU`); null where it does not say. */
	region: string | null;
}

export interface Admin {
	id: string;
	name: string;
	email: string;
}

export interface DataAttribute {
	name: string;
	archived: boolean;
	/** Visitors can set it through the Messenger in their browser. */
	messengerWritable: boolean;
	apiWritable: boolean;
	dataType: string;
}

/** The workspace of the credential. */
export function readWorkspace(connection: IntercomConnection): Promise<Answer<Workspace>> {
	return ask(connection, { method: 'GET', path: '/me' }, ({ body }) => {
		const app = isRecord(body) && isRecord(body.app) ? body.app : {};
		const id = idOf(app.id_code);
		return id === null ? null : { id, name: labelOf(app.name) ?? id, region: textOf(app.region) };
	});
}

/** All teammates; not paged. */
export function readAdmins(connection: IntercomConnection): Promise<Answer<Admin[]>> {
	return ask(connection, { method: 'GET', path: '/admins' }, ({ body }) => {
		if (!isRecord(body) || !Array.isArray(body.admins)) return null;
		return body.admins.filter(isRecord).flatMap((admin) => {
			const id = idOf(admin.id);
			return id === null ? [] : [{ id, name: labelOf(admin.name) ?? '', email: nameOf(admin.email) ?? '' }];
		});
	});
}

/** All tags of the workspace; not paged. */
export function readTags(connection: IntercomConnection): Promise<Answer<NamedRecord[]>> {
	return ask(connection, { method: 'GET', path: '/tags' }, ({ body }) =>
		isRecord(body) && Array.isArray(body.data) ? namedRecordsFrom(body.data) : null,
	);
}

/** All segments of the workspace; not paged. */
export function readSegments(connection: IntercomConnection): Promise<Answer<NamedRecord[]>> {
	return ask(connection, { method: 'GET', path: '/segments' }, ({ body }) =>
		isRecord(body) && Array.isArray(body.segments) ? namedRecordsFrom(body.segments) : null,
	);
}

/** The custom attributes of contacts or of companies, archived ones included. */
export function readAttributes(model: AttributeModel, connection: IntercomConnection): Promise<Answer<DataAttribute[]>> {
	const query = { model, include_archived: true };
	return ask(connection, { method: 'GET', path: '/data_attributes', query }, ({ body }) => {
		if (!isRecord(body) || !Array.isArray(body.data)) return null;
		return listOf(body.data).filter(isRecord).filter(({ custom }) => custom !== false).flatMap(attributeFrom);
	});
}

/** Types of the attributes that the sync makes, by Intercom's names. */
export type AttributeType = 'string' | 'float';

/** Adds an attribute that visitors cannot write. Its answer may get lost, see Failure `uncertain`. */
export function createAttribute(
	{ name, model, description, type }: { name: string; model: AttributeModel; description: string; type: AttributeType },
	connection: IntercomConnection,
): Promise<Answer<DataAttribute>> {
	const body = { name, model, data_type: type, description, messenger_writable: false };
	return ask(connection, { method: 'POST', path: '/data_attributes', body }, (response) =>
		isRecord(response.body) ? (attributeFrom(response.body)[0] ?? null) : null,
	);
}

/** Succeeds when the app may read contacts (and companies: Intercom has one permission for both). */
export function probeContacts(connection: IntercomConnection): Promise<Answer<true>> {
	return probeSearch('/contacts/search', connection);
}

/** Succeeds when the app may read conversations. */
export function probeConversations(connection: IntercomConnection): Promise<Answer<true>> {
	return probeSearch('/conversations/search', connection);
}

function probeSearch(path: string, connection: IntercomConnection): Promise<Answer<true>> {
	const query = { operator: 'AND', value: [{ field: 'created_at', operator: '>', value: 0 }] };
	return ask(connection, { method: 'POST', path, body: { query, pagination: { per_page: 1 } } }, () => true);
}

function attributeFrom(wire: Record<string, unknown>): DataAttribute[] {
	const name = textOf(wire.name);
	if (name === null) return [];
	return [
		{
			name,
			archived: wire.archived === true,
			messengerWritable: wire.messenger_writable === true,
			apiWritable: wire.api_writable !== false,
			dataType: textOf(wire.data_type) ?? 'string',
		},
	];
}
