import type { Failure } from '../../../lib/http/failure';
import { recordOnPage } from '../../../lib/intercom/api/hosts';
import { usersWithEmail } from '../../../lib/intercom/contacts/contactPages';
import { idOf } from '../../../lib/intercom/api/wireValue';
import type { Answer } from '../../../lib/intercom/api/request';
import type { Session } from '../operation';
import { contactIdOf } from './contactId';

const EMAIL = /^[^\s@/]+@[^\s@/]+$/;

/**
 * The contact that a person or an item names: by its id, by the address of its page, or by the email of exactly one user
 * (leads are not looked for by email: anybody can type one).
 * @returns the id, or what is wrong with it
 */
export async function namedContact({ context, connection }: Session, item: number): Promise<Answer<string>> {
	const text = idOf(context.getNodeParameter('contactId', item, ''))?.trim() ?? '';
	const onPage = recordOnPage(text);
	if (onPage !== undefined) return { ok: true, value: onPage };
	if (!EMAIL.test(text)) return asAnswer(contactIdOf(context, item));
	const users = await usersWithEmail(text, connection);
	if (!users.ok) return users;
	const [only, ...others] = users.value;
	if (only === undefined) return refused('contactEmailUnknown', `Intercom knows no user with the email ${text}.`, 'Check the email, or give the ID of the contact or the address of its page in Intercom.');
	if (others.length > 0) return refused('contactEmailShared', `Several Intercom users have the email ${text}.`, 'Give the ID of the one you mean, or the address of its page in Intercom.');
	return { ok: true, value: only.contact.id };
}

function asAnswer(id: string | Failure): Answer<string> {
	return typeof id === 'string' ? { ok: true, value: id } : { ok: false, failure: id, attempts: 0 };
}

function refused(reason: string, message: string, nextStep: string): Answer<string> {
	return { ok: false, failure: { class: 'validation', reason, message, nextStep, retryable: false, field: 'contactId' }, attempts: 1 };
}
