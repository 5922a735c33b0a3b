import type { ReadContact } from '../../intercom/contacts/contactFrom';
import type { WorkspaceCompany } from '../../intercom/companies/companyEndpoints';
import type { CustomAttributes } from '../../intercom/profile/profile';
import { shownCompany, shownContact } from '../../ledger/shownState';
import type { BackPatch } from './mergeBack';

/** An Intercom record as it was read or written last. */
export type Read = { kind: 'contact'; read: ReadContact } | { kind: 'company'; company: WorkspaceCompany };

/** What a notification shows of it; absent: nobody can say. Pure. */
export function shownOf(read: Read): { shown?: string } {
	const shown = read.kind === 'contact' ? shownContact(read.read.contact) : shownCompany(read.company);
	return shown === null ? {} : { shown };
}

/**
 * Whether somebody changed the record between our reading and our writing, in other fields than we wrote: nobody has looked at
 * that, and what Intercom tells of it looks like our own echo. Pure.
 */
export function isChangedMeanwhile(before: Read, after: Read, patch: BackPatch): boolean {
	return shownOf(asWritten(before, after, patch)).shown !== shownOf(after).shown;
}

/** The state before with what was written as Intercom holds it now. */
function asWritten(before: Read, after: Read, patch: BackPatch): Read {
	if (before.kind === 'contact' && after.kind === 'contact') {
		const contact = written(before.read.contact, after.read.contact, ['name', 'phone', 'email'], patch);
		return { kind: 'contact', read: { ...before.read, contact } };
	}
	if (before.kind === 'company' && after.kind === 'company') return { kind: 'company', company: written(before.company, after.company, ['name', 'website'], patch) };
	return before;
}

function written<One extends { custom_attributes: CustomAttributes }>(before: One, after: One, fields: ReadonlyArray<keyof One & keyof BackPatch>, patch: BackPatch): One {
	const ours = fields.filter((field) => patch[field] !== undefined).map((field) => [field, after[field]] as const);
	const attributes = Object.keys(patch.custom_attributes ?? {}).flatMap((name) => (Object.hasOwn(after.custom_attributes, name) ? [[name, after.custom_attributes[name]] as const] : [[name, null] as const]));
	return { ...before, ...Object.fromEntries(ours), custom_attributes: { ...before.custom_attributes, ...Object.fromEntries(attributes) } };
}
