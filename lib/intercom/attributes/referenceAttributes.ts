import type { Failure } from '../../http/failure';
import { ATTRIBUTE_NAMES, KNOWN_NAMES, KNOWN_PARTS, REFERENCE_PARTS, SWITCH_PART, type AttributeModel } from './attributeNames';
import type { Answer, IntercomConnection } from '../api/request';
import { createAttribute, readAttributes, type AttributeType, type DataAttribute } from '../workspace/workspaceEndpoints';

/** An attribute of the sync on one kind of record, with the text Intercom shows beside it. */
export interface SyncAttribute {
	model: AttributeModel;
	name: string;
	description: string;
	type: AttributeType;
}

/** The attributes that hold which Xero contact a record is. Pure. */
export function referenceAttributesOf(model: AttributeModel): SyncAttribute[] {
	const descriptions = {
		xero_contact_id: `ContactID of this ${model} in Xero, written by the sync`,
		xero_contact_url: `Link to this ${model} in Xero, written by the sync`,
		xero_organisation_id: `Xero organisation of this ${model}, written by the sync`,
	};
	return REFERENCE_PARTS.map((part) => ({ model, name: ATTRIBUTE_NAMES[model][part], description: descriptions[part], type: 'string' }));
}

/** The attribute with which a person takes a record out of the sync. Pure. */
export function switchAttributeOf(model: AttributeModel): SyncAttribute {
	return { model, name: ATTRIBUTE_NAMES[model][SWITCH_PART], description: `Set to off to leave this ${model} out of the sync with Xero`, type: 'string' };
}

/** The attributes that hold what only Xero knows. Pure. */
export function knownAttributesOf(model: AttributeModel): SyncAttribute[] {
	const known = {
		xero_outstanding: { description: `What this ${model} owes by its invoices in Xero`, type: 'float' },
		xero_overdue: { description: 'What of it is past its due date', type: 'float' },
		xero_currency: { description: `Default currency of this ${model} in Xero`, type: 'string' },
		xero_contact_status: { description: `Whether this ${model} is active or archived in Xero`, type: 'string' },
	} as const;
	return KNOWN_PARTS.map((part) => ({ model, name: KNOWN_NAMES[model][part], ...known[part] }));
}

export type AttributeState = 'ready' | 'missing' | 'archived' | 'openToVisitors' | 'wrongType' | 'notWritable';

/**
 * Whether an attribute can be trusted and written. One that visitors can write through the Messenger cannot: anybody
 * could then claim somebody else's Xero contact. Pure.
 * @param existing the attributes of the same kind of record
 */
export function stateOf({ name, type }: Pick<SyncAttribute, 'name' | 'type'>, existing: readonly DataAttribute[]): AttributeState {
	const attribute = existing.find((candidate) => candidate.name === name && !candidate.archived);
	if (!attribute) return existing.some((candidate) => candidate.name === name) ? 'archived' : 'missing';
	if (attribute.messengerWritable) return 'openToVisitors';
	if (attribute.dataType !== type) return 'wrongType';
	return attribute.apiWritable ? 'ready' : 'notWritable';
}

/** What to do about an attribute that is neither ready nor simply missing, in words for a person. Pure. */
export function mendingOf(
	{ model, name, type }: Pick<SyncAttribute, 'model' | 'name' | 'type'>,
	state: Exclude<AttributeState, 'ready' | 'missing'>,
): { message: string; fix: string } {
	const where = `In Intercom, open Settings, Data, ${SETTINGS_PAGE[model]},`;
	return {
		archived: { message: `The attribute ${name} is archived.`, fix: `${where} and restore ${name}.` },
		openToVisitors: {
			message: `Visitors of your website can change the attribute ${name}, so its value cannot be trusted.`,
			fix: `${where} open ${name}, and switch on the protection against updates through the Messenger.`,
		},
		wrongType: { message: `The attribute ${name} does not hold ${type === 'float' ? 'numbers with decimals' : 'text'}.`, fix: `${where} archive ${name}, then run this again.` },
		notWritable: { message: `The attribute ${name} cannot be written by apps.`, fix: `${where} and allow updates of ${name} by API.` },
	}[state];
}

/** Where the attributes stand in Intercom's own settings. */
export const SETTINGS_PAGE: Readonly<Record<AttributeModel, string>> = { contact: 'People', company: 'Companies' };

/**
 * Creates the attributes of the reference where they are missing, closed to visitors. Safe to repeat: what exists stays
 * as it is.
 * @returns the failure of the first that cannot be used
 */
export async function ensureReferenceAttributes(model: AttributeModel, connection: IntercomConnection): Promise<Answer<true>> {
	const existing = await readAttributes(model, connection);
	if (!existing.ok) return existing;
	for (const attribute of referenceAttributesOf(model)) {
		const state = stateOf(attribute, existing.value);
		if (state === 'ready') continue;
		if (state !== 'missing') return { ok: false, failure: unusable(attribute, state), attempts: 1 };
		const created = await createUnlessThere(attribute, connection);
		if (!created.ok) return created;
	}
	return { ok: true, value: true };
}

/** Another execution may create it at the same moment, and a lost answer may mean success: both show on a second look. */
export async function createUnlessThere(attribute: SyncAttribute, connection: IntercomConnection): Promise<Answer<true>> {
	const created = await createAttribute(attribute, connection);
	// Asked for closed, but only what Intercom says it became counts.
	if (created.ok && created.value.messengerWritable) return { ok: false, failure: unusable(attribute, 'openToVisitors'), attempts: 1 };
	if (created.ok) return { ok: true, value: true };
	if (created.failure.class === 'auth' || created.failure.class === 'quota') return created;
	const again = await readAttributes(attribute.model, connection);
	if (again.ok && stateOf(attribute, again.value) === 'ready') return { ok: true, value: true };
	// A later try looks before it creates, so it is safe even where nobody knows what became of this one.
	const retryable = created.failure.retryable || created.failure.class === 'uncertain';
	return { ...created, failure: { ...created.failure, retryable, ...(refusesAttribute(created.failure) && advice(attribute)) } };
}

/** Intercom's own words say why; what to do about them is no matter of the record. */
function refusesAttribute({ reason }: Failure): boolean {
	return reason === 'intercomRejected';
}

function advice({ name }: SyncAttribute): Pick<Failure, 'nextStep' | 'field'> {
	return { nextStep: 'Run Workspace: Prepare, which says what is in the way.', field: name };
}

function unusable(attribute: SyncAttribute, state: Exclude<AttributeState, 'ready' | 'missing'>): Failure {
	const { message, fix } = mendingOf(attribute, state);
	return { class: 'validation', reason: 'intercomAttributeUnusable', message, nextStep: fix, retryable: false, field: attribute.name };
}
