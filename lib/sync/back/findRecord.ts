import { readCompany } from '../../intercom/companies/companyEndpoints';
import { readContact, userByExternalId } from '../../intercom/contacts/contactEndpoints';
import type { ReadContact } from '../../intercom/contacts/contactFrom';
import { contactsNaming, usersWithEmail } from '../../intercom/contacts/contactPages';
import type { Answer, IntercomConnection } from '../../intercom/api/request';
import type { BackRecord } from '../record/backRecord';
import type { Read } from './changedMeanwhile';

/** The Intercom record of a contact of Xero, or why there is none. */
export type Found =
	| Read
	/** It was merged into another, which its own notifications bring along. */
	| { kind: 'merged'; id: string }
	| { kind: 'none' }
	/** Several fit; a person has to say which. */
	| { kind: 'several'; ids: string[] };

type ById = Exclude<Found, { kind: 'none' | 'several' }>;

const INTERCOM_ID = /^[0-9a-f]{24}$/i;

/** Whether it is 24 hexadecimal digits: Intercom's own id, which the sync keeps in ContactNumber. Pure. */
export function isIntercomId(contactNumber: string): boolean {
	return INTERCOM_ID.test(contactNumber);
}

const NOT_FOUND = 404;

/**
 * Finds the record: by the id that is known (the ledger's), then by the reference on the record, by ContactNumber (an id of
 * Intercom, else an external id), and last by email, of users alone: anybody can type an email into the Messenger.
 * @param knownId '' where nobody knows it
 */
export async function findRecord(back: BackRecord, knownId: string, connection: IntercomConnection): Promise<Answer<Found>> {
	const number = isIntercomId(back.contactNumber) ? back.contactNumber : '';
	if (back.kind === 'company') return knownId === '' && number === '' ? found({ kind: 'none' }) : await recordById('company', knownId || number, connection);
	if (knownId !== '') return await recordById('contact', knownId, connection);
	const naming = await contactsNaming(back.xeroContactId, connection);
	if (!naming.ok) return naming;
	if (naming.value.length > 0) return found(oneOf(naming.value));
	if (number !== '') return orElse(await contactById(number, connection), async () => await byEmail(back, connection));
	if (back.contactNumber !== '') return orElse(asFound(await userByExternalId(back.contactNumber, connection)), async () => await byEmail(back, connection));
	return await byEmail(back, connection);
}

async function byEmail({ email }: BackRecord, connection: IntercomConnection): Promise<Answer<Found>> {
	if (email === '') return found({ kind: 'none' });
	const users = await usersWithEmail(email, connection);
	return users.ok ? found(users.value.length === 0 ? { kind: 'none' } : oneOf(users.value)) : users;
}

/** The record with an id of Intercom. */
export async function recordById(kind: BackRecord['kind'], id: string, connection: IntercomConnection): Promise<Answer<ById>> {
	return kind === 'contact' ? await contactById(id, connection) : await companyById(id, connection);
}

async function contactById(id: string, connection: IntercomConnection): Promise<Answer<ById>> {
	const answer = await readContact(id, false, connection);
	if (!answer.ok) return answer;
	return { ok: true, value: answer.value.state === 'merged' ? { kind: 'merged', id } : { kind: 'contact', read: answer.value.read } };
}

async function companyById(id: string, connection: IntercomConnection): Promise<Answer<ById>> {
	const answer = await readCompany(id, connection);
	return answer.ok ? { ok: true, value: { kind: 'company', company: answer.value } } : answer;
}

/** A number that leads nowhere is no answer yet. */
async function orElse(answer: Answer<Found>, next: () => Promise<Answer<Found>>): Promise<Answer<Found>> {
	return !answer.ok && answer.failure.status === NOT_FOUND ? await next() : answer;
}

function asFound(answer: Answer<ReadContact>): Answer<Found> {
	return answer.ok ? found({ kind: 'contact', read: answer.value }) : answer;
}

function oneOf(contacts: readonly ReadContact[]): Found {
	const [only, another] = contacts;
	return another === undefined ? { kind: 'contact', read: only! } : { kind: 'several', ids: contacts.map(({ contact }) => contact.id) };
}

function found(value: Found): Answer<Found> {
	return { ok: true, value };
}
