import type { Failure } from '../http/failure';
import { ATTRIBUTE_NAMES, REFERENCE_PARTS, type AttributeModel } from './attributeNames';
import { readCompany, writeAttributesOfCompany } from './companyEndpoints';
import { readContact, writeAttributesOf } from './contactEndpoints';
import type { CustomAttributes, XeroReference } from './profile';
import { ensureReferenceAttributes } from './referenceAttributes';
import type { Answer, IntercomConnection } from './request';
import type { WorkspaceCache } from './workspaceCache';

/** @see https://www.intercom.com/help/en/articles/179 (text attributes hold up to 255 characters) */
const ATTRIBUTE_MAX_CHARS = 255;

/** What became of the reference of a record. */
export type Stored =
	| { state: 'set'; written: boolean; reference: XeroReference }
	| { state: 'failed'; failure: Failure; attempts: number };

export type ReferenceResult = Stored | { state: 'merged'; winnerId: string };

/** The record as it was just read, and how to write to it. */
interface Holder {
	model: AttributeModel;
	attributes: CustomAttributes;
	workspaceId: string;
	/** @returns the attributes as Intercom holds them afterwards */
	write(patch: CustomAttributes): Promise<Answer<CustomAttributes>>;
}

/**
 * Stores on an Intercom contact which Xero contact it is. Only what differs is written, so that a repeated run causes
 * no notification; the attributes are created once where they are missing.
 */
export async function setXeroReference(
	id: string,
	wanted: XeroReference,
	connection: IntercomConnection,
	cache: WorkspaceCache,
): Promise<ReferenceResult> {
	const answer = await readContact(id, false, connection);
	if (!answer.ok) return { state: 'failed', ...answer };
	if (answer.value.state === 'merged') return answer.value;
	const { contact, workspaceId } = answer.value.read;
	const write: Holder['write'] = async (patch) => {
		const written = await writeAttributesOf(id, patch, connection);
		return written.ok ? { ok: true, value: written.value.contact.custom_attributes } : written;
	};
	return await store({ model: 'contact', attributes: contact.custom_attributes, workspaceId, write }, wanted, connection, cache);
}

/** The same for an Intercom company, under the names of its own attributes. Companies cannot be merged. */
export async function setXeroReferenceOfCompany(
	id: string,
	wanted: XeroReference,
	connection: IntercomConnection,
	cache: WorkspaceCache,
): Promise<Stored> {
	const answer = await readCompany(id, connection);
	if (!answer.ok) return { state: 'failed', ...answer };
	const { custom_attributes: attributes, workspaceId } = answer.value;
	const write: Holder['write'] = async (patch) => {
		const written = await writeAttributesOfCompany(id, patch, connection);
		return written.ok ? { ok: true, value: written.value.custom_attributes } : written;
	};
	return await store({ model: 'company', attributes, workspaceId, write }, wanted, connection, cache);
}

async function store(
	{ model, attributes, workspaceId, write }: Holder,
	wanted: XeroReference,
	connection: IntercomConnection,
	cache: WorkspaceCache,
): Promise<Stored> {
	const patch = referencePatch(attributes, wanted, model);
	if (Object.keys(patch).length === 0) return { state: 'set', written: false, reference: wanted };
	const ready = await cache.get(workspaceId, `referenceAttributes/${model}`, () => ensureReferenceAttributes(model, connection));
	if (!ready.ok) return { state: 'failed', ...ready };
	const written = await write(patch);
	if (!written.ok) return { state: 'failed', ...written };
	const left = Object.keys(referencePatch(written.value, wanted, model));
	if (left.length > 0) return { state: 'failed', failure: notKept(left), attempts: 1 };
	return { state: 'set', written: true, reference: wanted };
}

/**
 * The attributes to write so that `current` becomes `wanted`, under the names they have on the record; {} when nothing
 * differs. A wanted null leaves the attribute alone. A link too long for Intercom is left out rather than cut: a cut link
 * leads nowhere. Pure.
 */
export function referencePatch(current: CustomAttributes, wanted: XeroReference, model: AttributeModel): CustomAttributes {
	const entries = REFERENCE_PARTS.map((part) => [ATTRIBUTE_NAMES[model][part], wanted[part]] as const);
	return Object.fromEntries(
		entries.filter(([name, value]) => value !== null && value.length <= ATTRIBUTE_MAX_CHARS && value !== current[name]),
	);
}

function notKept(names: string[]): Failure {
	return {
		class: 'defect',
		reason: 'intercomReferenceNotKept',
		message: `Intercom accepted the change but did not keep ${names.join(', ')}.`,
		nextStep: 'Run Workspace: Prepare, which checks these attributes.',
		retryable: false,
	};
}
