import { readCompany } from '../companies/companyEndpoints';
import { readContact } from './contactEndpoints';
import type { IntercomContact } from '../profile/profile';
import type { IntercomConnection } from '../api/request';

/** What a workspace says of an id. */
export type FoundState =
	| { state: 'gone' }
	| { state: 'present'; email: string; isLead: boolean }
	| { state: 'merged'; winnerId: string }
	| { state: 'unknown' };

/** A 404, and a 410 that names no winner. */
const NOT_THERE: ReadonlySet<string> = new Set(['intercomNotFound', 'intercomGone']);

/**
 * Whether an Intercom record is there, with its email, was merged into another one, or is gone for good. An archived one is
 * there: it can come back. A 404 proves nothing by itself, the workspace may be another one: so it counts only where neither a contact nor a company
 * has the id, and where the workspace knows the record `by`. Costs one call for a contact that is there, three where it
 * is gone. Never throws but NoAnswer `cancelled`.
 */
export async function recordState(id: string, by: { id: string; isCompany: boolean }, connection: IntercomConnection): Promise<FoundState> {
	const contact = await readContact(id, false, connection);
	if (contact.ok) return contact.value.state === 'found' ? present(contact.value.read.contact) : contact.value;
	if (!NOT_THERE.has(contact.failure.reason)) return { state: 'unknown' };
	const company = await readCompany(id, connection);
	// Which billing email a company has, no field of Intercom's own says.
	if (company.ok) return { state: 'unknown' };
	if (!NOT_THERE.has(company.failure.reason)) return { state: 'unknown' };
	return (await isThere(by, connection)) ? { state: 'gone' } : { state: 'unknown' };
}

function present({ email, role }: Pick<IntercomContact, 'email' | 'role'>): FoundState {
	return { state: 'present', email: (email ?? '').trim().toLowerCase(), isLead: role !== 'user' };
}

async function isThere({ id, isCompany }: { id: string; isCompany: boolean }, connection: IntercomConnection): Promise<boolean> {
	if (isCompany) return (await readCompany(id, connection)).ok;
	const read = await readContact(id, false, connection);
	return read.ok && read.value.state === 'found';
}
