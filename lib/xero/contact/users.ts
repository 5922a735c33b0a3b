import { isRecord } from '../../http/isRecord';
import type { HttpResponse } from '../../http/transport';
import { mapResult, send, type XeroClient, type XeroResult } from '../api/endpoints';
import { classifyList } from '../api/failures';

/** A person who may log in to the organisation. */
export interface XeroUser {
	email: string;
	/** First and last name, else the email. */
	name: string;
}

const READ_SCOPE = 'accounting.settings.read';

/**
 * The organisation's users, removed ones left out. Needs a scope of its own: a refusal names it.
 * @see https://developer.xero.com/documentation/api/accounting/users
 */
export async function getUsers(client: XeroClient): Promise<XeroResult<XeroUser[]>> {
	const result = await send(client, classifyList('Users', true), { method: 'GET', path: '/api.xro/2.0/Users' });
	if (result.ok || result.failure.class !== 'auth' || result.failure.status === undefined) return mapResult(result, toUsers);
	const failure = {
		...result.failure,
		reason: 'xeroScopeMissing',
		message: `The owner is not known: Xero did not show its users, for which the credential needs the scope ${READ_SCOPE}`,
		nextStep: `Add ${READ_SCOPE} to the scopes of the Xero credential, save it and press Switch account (or Connect) in it, or switch the owner off in the mapper.`,
	};
	return { ...result, failure };
}

function toUsers({ body }: HttpResponse): XeroUser[] {
	const list = isRecord(body) && Array.isArray(body.Users) ? body.Users : [];
	return list.filter(isRecord).flatMap((user) => {
		const email = textOf(user.EmailAddress);
		if (email === '' || user.OrganisationRole === 'REMOVED') return [];
		const name = [textOf(user.FirstName), textOf(user.LastName)].filter((part) => part !== '').join(' ');
		return [{ email, name: name || email }];
	});
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : '';
}
