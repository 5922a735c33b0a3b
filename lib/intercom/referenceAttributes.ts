import type { Failure } from '../http/failure';
import type { Answer, IntercomConnection } from './request';
import { createContactAttribute, readContactAttributes, type DataAttribute } from './workspaceEndpoints';

/** Attributes that hold the Xero contact of an Intercom contact, with the text Intercom shows beside each. */
export const REFERENCE_ATTRIBUTES = {
	xero_contact_id: 'ContactID of this contact in Xero, written by the sync',
	xero_contact_url: 'Link to this contact in Xero, written by the sync',
	xero_organisation_id: 'Xero organisation of this contact, written by the sync',
} as const;

/** Attribute with which a person takes a contact out of the sync (value: off). */
export const CONTROL_ATTRIBUTES = { xero_sync: 'Set to off to leave this contact out of the sync with Xero' } as const;

export type AttributeState = 'ready' | 'missing' | 'archived' | 'openToVisitors' | 'notText' | 'notWritable';

/**
 * Whether an attribute can be trusted and written. One that visitors can write through the Messenger cannot: anybody
 * could then claim somebody else's Xero contact. Pure.
 */
export function stateOf(name: string, existing: readonly DataAttribute[]): AttributeState {
	const attribute = existing.find((candidate) => candidate.name === name && !candidate.archived);
	if (!attribute) return existing.some((candidate) => candidate.name === name) ? 'archived' : 'missing';
	if (attribute.messengerWritable) return 'openToVisitors';
	if (attribute.dataType !== 'string') return 'notText';
	return attribute.apiWritable ? 'ready' : 'notWritable';
}

/** What to do about an attribute that is neither ready nor simply missing, in words for a person. Pure. */
export function mendingOf(name: string, state: Exclude<AttributeState, 'ready' | 'missing'>): { message: string; fix: string } {
	const where = 'In Intercom, open Settings, Data, People,';
	return {
		archived: { message: `The attribute ${name} is archived.`, fix: `${where} and restore ${name}.` },
		openToVisitors: {
			message: `Visitors of your website can change the attribute ${name}, so its value cannot be trusted.`,
			fix: `${where} open ${name}, and switch on the protection against updates through the Messenger.`,
		},
		notText: { message: `The attribute ${name} does not hold text.`, fix: `${where} archive ${name}, then run this again.` },
		notWritable: { message: `The attribute ${name} cannot be written by apps.`, fix: `${where} and allow updates of ${name} by API.` },
	}[state];
}

/**
 * Creates the given attributes where they are missing, closed to visitors. Safe to repeat: what exists stays as it is.
 * @returns the failure of the first that cannot be used
 */
export async function ensureAttributes(attributes: Readonly<Record<string, string>>, connection: IntercomConnection): Promise<Answer<true>> {
	const existing = await readContactAttributes(connection);
	if (!existing.ok) return existing;
	for (const [name, description] of Object.entries(attributes)) {
		const state = stateOf(name, existing.value);
		if (state === 'ready') continue;
		if (state !== 'missing') return { ok: false, failure: unusable(name, state), attempts: 1 };
		const created = await createUnlessThere(name, description, connection);
		if (!created.ok) return created;
	}
	return { ok: true, value: true };
}

/** Another execution may create it at the same moment, and a lost answer may mean success: both show on a second look. */
export async function createUnlessThere(name: string, description: string, connection: IntercomConnection): Promise<Answer<true>> {
	const created = await createContactAttribute(name, description, connection);
	if (created.ok) return { ok: true, value: true };
	if (created.failure.class === 'auth' || created.failure.class === 'quota') return created;
	const again = await readContactAttributes(connection);
	if (again.ok && stateOf(name, again.value) === 'ready') return { ok: true, value: true };
	// A later try looks before it creates, so it is safe even where nobody knows what became of this one.
	const retryable = created.failure.retryable || created.failure.class === 'uncertain';
	return { ...created, failure: { ...created.failure, retryable } };
}

function unusable(name: string, state: Exclude<AttributeState, 'ready' | 'missing'>): Failure {
	const { message, fix } = mendingOf(name, state);
	return { class: 'validation', reason: 'intercomAttributeUnusable', message, nextStep: fix, retryable: false, field: name };
}
