import type { Failure } from '../http/failure';
import { readContact, writeAttributesOf } from './contactEndpoints';
import type { CustomAttributes, XeroReference } from './profile';
import { ensureAttributes, REFERENCE_ATTRIBUTES } from './referenceAttributes';
import type { IntercomConnection } from './request';
import type { WorkspaceCache } from './workspaceCache';

/** @see https://www.intercom.com/help/en/articles/179 (text attributes hold up to 255 characters) */
const ATTRIBUTE_MAX_CHARS = 255;

export type ReferenceResult =
	| { state: 'set'; written: boolean; reference: XeroReference }
	| { state: 'merged'; winnerId: string }
	| { state: 'failed'; failure: Failure; attempts: number };

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
	const patch = referencePatch(contact.custom_attributes, wanted);
	if (Object.keys(patch).length === 0) return { state: 'set', written: false, reference: wanted };
	const ready = await cache.get(workspaceId, 'referenceAttributes', () => ensureAttributes(REFERENCE_ATTRIBUTES, connection));
	if (!ready.ok) return { state: 'failed', ...ready };
	const written = await writeAttributesOf(id, patch, connection);
	if (!written.ok) return { state: 'failed', ...written };
	const left = referencePatch(written.value.contact.custom_attributes, wanted);
	if (Object.keys(left).length > 0) return { state: 'failed', failure: notKept(Object.keys(left)), attempts: 1 };
	return { state: 'set', written: true, reference: wanted };
}

/**
 * The attributes to write so that `current` becomes `wanted`; {} when nothing differs. A wanted null leaves the
 * attribute alone. A link too long for Intercom is left out rather than cut: a cut link leads nowhere. Pure.
 */
export function referencePatch(current: CustomAttributes, wanted: XeroReference): CustomAttributes {
	const entries = Object.keys(REFERENCE_ATTRIBUTES).map((name) => [name, wanted[name as keyof XeroReference]] as const);
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
