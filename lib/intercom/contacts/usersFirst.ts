import type { ContactPage, ContactRole } from './contactPages';
import type { Answer } from '../api/request';

/** Reads one page of the contacts of a role. @param cursor null: the first page */
export type ReadRole = (role: ContactRole | null, cursor: string | null) => Promise<Answer<ContactPage>>;

/** Where a page begins among users or leads, and how many there are of the others; null: Intercom did not say. */
interface Place {
	role: ContactRole;
	others: number | null;
	cursor: string | null;
}

/**
 * One page of users and leads: all users come before the first lead, the oldest of each first. Anybody can become a lead by
 * typing an email, so who goes by the order of the pages meets the customer before the lead with her email. Up to two calls
 * more than without this order: the count of leads with the first page, and the page on which the users end. A lead that signs up between two pages may be in
 * neither; its notification tells of it.
 * @param cursor nextCursor of the page before; one from before there was this order goes on without it
 */
export async function usersFirst(cursor: string | null, read: ReadRole): Promise<Answer<ContactPage>> {
	if (cursor === null) return await firstPage(read);
	const place = placeIn(cursor);
	if (place === null) return await read(null, cursor);
	const answer = await read(place.role, place.cursor);
	return answer.ok ? { ok: true, value: placed(answer.value, place) } : answer;
}

async function firstPage(read: ReadRole): Promise<Answer<ContactPage>> {
	const leads = await read('lead', null);
	if (!leads.ok) return leads;
	const users = await read('user', null);
	if (!users.ok) return users;
	const isWithoutUsers = users.value.contacts.length === 0;
	const value = isWithoutUsers ? placed(leads.value, { role: 'lead', others: 0 }) : placed(users.value, { role: 'user', others: leads.value.contacts.length === 0 ? 0 : leads.value.total });
	return { ok: true, value };
}

function placed({ contacts, nextCursor, total }: ContactPage, { role, others }: Pick<Place, 'role' | 'others'>): ContactPage {
	const all = total === null || others === null ? null : total + others;
	if (nextCursor !== null) return { contacts, nextCursor: cursorOf({ role, others, cursor: nextCursor }), total: all };
	const hasLeads = role === 'user' && others !== 0;
	return { contacts, nextCursor: hasLeads ? cursorOf({ role: 'lead', others: total, cursor: null }) : null, total: all };
}

const PLACE = /^(user|lead)s:(\d*):(.*)$/;

function cursorOf({ role, others, cursor }: Place): string {
	return `${role}s:${others ?? ''}:${cursor ?? ''}`;
}

function placeIn(text: string): Place | null {
	const [, role, others = '', cursor = ''] = PLACE.exec(text) ?? [];
	if (role !== 'user' && role !== 'lead') return null;
	return { role, others: others === '' ? null : Number(others), cursor: cursor === '' ? null : cursor };
}
