import type { ApiCall } from './apiCall';
import { readCustomAttributes } from './attributes';
import type { ContactInput } from './contacts';
import { IntercomRefusal, parameterInvalid } from './errors';
import type { ContactRecord, Role } from './model';
import { atLeast } from './version';

/** Reads a contact as POST and PUT take it; only named fields are set. @throws IntercomRefusal in the vendor's words */
export function readContactBody(call: ApiCall): ContactInput {
	const { body } = call;
	const input: ContactInput = {};
	if (body.role !== undefined) input.role = readRole(body.role);
	if (body.external_id !== undefined) input.externalId = readText('external_id', body.external_id);
	if (body.email !== undefined) input.email = readEmail(body.email);
	if (body.phone !== undefined) input.phone = readText('phone', body.phone);
	if (body.name !== undefined) input.name = readText('name', body.name);
	if (body.avatar !== undefined) input.avatar = readText('avatar', body.avatar);
	if (body.owner_id !== undefined) input.ownerId = readOwner(call, body.owner_id);
	if (body.unsubscribed_from_emails !== undefined) input.unsubscribedFromEmails = body.unsubscribed_from_emails === true;
	if (body.signed_up_at !== undefined) input.signedUpAt = readTime('signed_up_at', body.signed_up_at);
	if (body.last_seen_at !== undefined) input.lastSeenAt = readTime('last_seen_at', body.last_seen_at);
	if (body.email_verified !== undefined) checkVerified(call);
	input.custom = readCustomAttributes(call.desk, 'contact', body.custom_attributes);
	return input;
}

function readRole(role: unknown): Role {
	if (role === 'user' || role === 'lead') return role;
	throw parameterInvalid('role must be either user or lead');
}

function readText(name: string, value: unknown): string | null {
	if (value === null || value === '') return null;
	if (typeof value !== 'string') throw new IntercomRefusal(400, 'type_mismatch', `${name} must be a string`);
	return value;
}

function readEmail(value: unknown): string | null {
	const email = readText('email', value);
	if (email !== null && !/^[^\s@]+@[^\s@]+$/.test(email)) throw parameterInvalid('Email is invalid');
	return email;
}

function readOwner(call: ApiCall, value: unknown): string | null {
	if (value === null || value === '' || value === 0) return null;
	if (call.workspace.admins.has(String(value))) return String(value);
	throw parameterInvalid('The owner specified is not a member of the workspace');
}

/** @returns epoch ms */
function readTime(name: string, value: unknown): number | null {
	if (value === null) return null;
	if (!Number.isInteger(value)) throw new IntercomRefusal(400, 'type_mismatch', `${name} must be a UNIX timestamp`);
	return Number(value) * 1000;
}

function checkVerified(call: ApiCall): void {
	if (!atLeast(call.version, 2.16) || call.body.email !== undefined) return;
	throw new IntercomRefusal(400, 'parameter_missing', 'email_verified must be supplied together with an email');
}

/** @throws IntercomRefusal 409 whose message alone names the contact that is there already */
export function refuseDuplicate(call: ApiCall, wanted: ContactInput, role: Role, ownId?: string): void {
	const twin = duplicatesOf(call, wanted, role).find((contact) => contact.id !== ownId);
	if (twin === undefined) return;
	const which = twin.state === 'archived' ? 'An archived contact' : 'A contact';
	throw new IntercomRefusal(409, 'conflict', `${which} matching those details already exists with id=${twin.id}`);
}

/** Users share an email only where both have a user id of their own; leads are judged by their switch. */
function duplicatesOf(call: ApiCall, wanted: ContactInput, role: Role): ContactRecord[] {
	const sameId = wanted.externalId ? call.workspace.withExternalId(wanted.externalId) : undefined;
	if (sameId !== undefined) return [sameId];
	const sameEmail = wanted.email ? call.workspace.withEmail(wanted.email) : [];
	if (role === 'lead') return call.desk.switchOf('intercom.leadEmailTaken') === 'refused' ? sameEmail : [];
	return sameEmail.filter((contact) => contact.role === 'user' && (contact.externalId === null || !wanted.externalId));
}
