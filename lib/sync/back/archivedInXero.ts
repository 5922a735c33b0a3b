import type { BackRecord } from '../record/backRecord';
import type { Change } from '../record/outcome';
import type { HeldRecord } from './heldRecord';
import type { BackPatch } from './mergeBack';

/** The attribute that tells how the contact stands in Xero; Workspace: Prepare makes it. */
export const STATUS_ATTRIBUTE = 'xero_contact_status';
export const ARCHIVED_TAG = 'Archived in Xero';

/** Marks an Intercom contact whose contact was archived in Xero, or anonymised there at the person's request. Pure. */
export function archivedPatch({ status }: Pick<BackRecord, 'status'>, { attributes, role }: HeldRecord): { patch: BackPatch; changes: Change[] } {
	const before = String(attributes[STATUS_ATTRIBUTE] ?? '');
	// Intercom allows a name once over people and companies.
	if (role === 'company' || before === status) return { patch: {}, changes: [] };
	return { patch: { custom_attributes: { [STATUS_ATTRIBUTE]: status } }, changes: [{ field: STATUS_ATTRIBUTE, before, after: status }] };
}
