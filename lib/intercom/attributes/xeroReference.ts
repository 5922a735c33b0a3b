import type { Failure } from '../../http/failure';
import { ATTRIBUTE_NAMES, REFERENCE_PARTS, type AttributeModel } from './attributeNames';
import { readCompany, writeCompany } from '../companies/companyEndpoints';
import { readContact, writeContact } from '../contacts/contactEndpoints';
import type { CustomAttributes, XeroReference } from '../profile/profile';
import { intercomHost } from '../api/hosts';
import { ensureReferenceAttributes } from './referenceAttributes';
import type { ReadyAttributes } from './readyAttributes';
import type { Answer, IntercomConnection } from '../api/request';
import type { WorkspaceCache } from '../workspace/workspaceCache';

/** @see https://www.intercom.com/help/en/articles/179 (text attributes hold up to 255 characters) */
const ATTRIBUTE_MAX_CHARS = 255;

const NOT_KEPT = 'intercomReferenceNotKept';

/** What became of the reference of a record. */
export type Stored =
	| { state: 'set'; written: boolean; reference: XeroReference }
	| { state: 'failed'; failure: Failure; attempts: number };

export type ReferenceResult = Stored | { state: 'merged'; winnerId: string };

/** What storing a reference would write; `fields` is empty where nothing differs. */
export type Foreseen = { state: 'foreseen'; fields: string[] } | { state: 'merged'; winnerId: string } | { state: 'failed'; failure: Failure; attempts: number };

/** What a workspace is known by, and what is known of it. */
export interface Known {
	/** Of this execution. */
	cache: WorkspaceCache;
	/** Of this process. */
	ready: ReadyAttributes;
	/** What the record showed a moment ago; absent: it is read first. */
	shown?: ShownReference;
}

/** The reference of a record as a sync has just read it; null: that part was empty. */
export interface ShownReference {
	workspaceId: string;
	contactId: string | null;
	organisationId: string | null;
}

/** The record as it was read, and how to write to it. */
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
export async function setXeroReference(id: string, wanted: XeroReference, connection: IntercomConnection, known: Known): Promise<ReferenceResult> {
	const write: Holder['write'] = async (patch) => {
		const written = await writeContact(id, { custom_attributes: patch }, connection);
		if (!written.ok) return written;
		const { contact } = written.value;
		return contact.id === id ? { ok: true, value: contact.custom_attributes } : { ok: false, failure: anotherWritten(id, contact.id), attempts: 1 };
	};
	const unread = await storeUnread('contact', write, wanted, connection, known);
	if (unread !== null) return unread;
	const answer = await readContact(id, false, connection);
	if (!answer.ok) return { state: 'failed', ...answer };
	if (answer.value.state === 'merged') return answer.value;
	const { contact, workspaceId } = answer.value.read;
	return await store({ model: 'contact', attributes: contact.custom_attributes, workspaceId, write }, wanted, connection, known);
}

/** The same for an Intercom company, under the names of its own attributes. Companies cannot be merged. */
export async function setXeroReferenceOfCompany(id: string, wanted: XeroReference, connection: IntercomConnection, known: Known): Promise<Stored> {
	const write: Holder['write'] = async (patch) => {
		const written = await writeCompany(id, { custom_attributes: patch }, connection);
		return written.ok ? { ok: true, value: written.value.custom_attributes } : written;
	};
	const unread = await storeUnread('company', write, wanted, connection, known);
	if (unread !== null) return unread;
	const answer = await readCompany(id, connection);
	if (!answer.ok) return { state: 'failed', ...answer };
	const { custom_attributes: attributes, workspaceId } = answer.value;
	return await store({ model: 'company', attributes, workspaceId, write }, wanted, connection, known);
}

/** What {@link setXeroReference} or its sister would write. Reads the record, writes nothing. */
export async function foreseeXeroReference(model: AttributeModel, id: string, wanted: XeroReference, connection: IntercomConnection): Promise<Foreseen> {
	const fieldsOf = (attributes: CustomAttributes): Foreseen => ({ state: 'foreseen', fields: Object.keys(referencePatch(attributes, wanted, model)) });
	if (model === 'company') {
		const company = await readCompany(id, connection);
		return company.ok ? fieldsOf(company.value.custom_attributes) : { state: 'failed', ...company };
	}
	const contact = await readContact(id, false, connection);
	if (!contact.ok) return { state: 'failed', ...contact };
	return contact.value.state === 'merged' ? contact.value : fieldsOf(contact.value.read.contact.custom_attributes);
}

/** @returns null where the record has to be read first: nobody has, it showed another reference, or it is not there any more under its id */
async function storeUnread(model: AttributeModel, write: Holder['write'], wanted: XeroReference, connection: IntercomConnection, known: Known): Promise<Stored | null> {
	const { shown } = known;
	if (shown === undefined) return null;
	const { contactId, organisationId, workspaceId } = shown;
	if (contactId === wanted.xero_contact_id && organisationId === wanted.xero_organisation_id) return { state: 'set', written: false, reference: wanted };
	if (contactId !== null || organisationId !== null) return null;
	const stored = await store({ model, attributes: {}, workspaceId, write }, wanted, connection, known);
	return stored.state === 'failed' && stored.failure.class === 'gone' ? null : stored;
}

async function store({ model, attributes, workspaceId, write }: Holder, wanted: XeroReference, connection: IntercomConnection, known: Known): Promise<Stored> {
	const patch = referencePatch(attributes, wanted, model);
	if (Object.keys(patch).length === 0) return { state: 'set', written: false, reference: wanted };
	const workspace = `${intercomHost(connection.region, connection.simulatorUrl).api} ${workspaceId}`;
	const isRemembered = known.ready.isReady(workspace, model, connection.clock.now());
	const ready = isRemembered ? READY : await lookForAttributes(model, workspace, connection, known);
	const stored = ready.ok ? await writeKept(write, patch, wanted, model) : ready;
	if (stored.ok) return { state: 'set', written: true, reference: wanted };
	if (stored.failure.class !== 'validation' && stored.failure.reason !== NOT_KEPT) return { state: 'failed', ...stored };
	known.ready.forget(workspace, model);
	// They were seen by another execution, and may have been archived since.
	return isRemembered ? await store({ model, attributes, workspaceId, write }, wanted, connection, known) : { state: 'failed', ...stored };
}

const READY: Answer<true> = { ok: true, value: true };

async function lookForAttributes(model: AttributeModel, workspace: string, connection: IntercomConnection, { cache, ready }: Known): Promise<Answer<true>> {
	const answer = await cache.get(workspace, `referenceAttributes/${model}`, () => ensureReferenceAttributes(model, connection));
	if (answer.ok) ready.note(workspace, model, connection.clock.now());
	return answer;
}

async function writeKept(write: Holder['write'], patch: CustomAttributes, wanted: XeroReference, model: AttributeModel): Promise<Answer<true>> {
	const written = await write(patch);
	if (!written.ok) return written;
	const left = Object.keys(referencePatch(written.value, wanted, model));
	return left.length === 0 ? READY : { ok: false, failure: notKept(left), attempts: 1 };
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

function anotherWritten(id: string, answered: string): Failure {
	return {
		class: 'defect',
		reason: 'intercomAnsweredAnother',
		message: `Intercom stored the Xero reference of contact ${id} on contact ${answered}, into which it was merged.`,
		nextStep: `Open contact ${answered} in Intercom and check its attributes ${ATTRIBUTE_NAMES.contact.xero_contact_id} and ${ATTRIBUTE_NAMES.contact.xero_contact_url}.`,
		retryable: false,
	};
}

function notKept(names: string[]): Failure {
	return {
		class: 'defect',
		reason: NOT_KEPT,
		message: `Intercom accepted the change but did not keep ${names.join(', ')}.`,
		nextStep: 'Run Workspace: Prepare, which checks these attributes.',
		retryable: false,
	};
}
