import type { XeroContact } from '../../xero/contact/contact';
import { isOwnNumber } from '../identity/numberOwner';
import type { Change } from '../record/outcome';
import type { MappedRecord } from '../record/record';

/** Above this many updates, or this share of the bound contacts of a run, a person approves first. */
export const MASS_CHANGE_UPDATES = 500;
export const MASS_CHANGE_SHARE = 0.2;

/** Below this many updates a share says nothing: of three contacts, one is a third. */
export const MASS_CHANGE_MINIMUM = 50;

/** Intercom ids by whether the contact was bound before this run or is bound by it for the first time. */
export interface ByBinding {
	earlier: Set<string>;
	first: Set<string>;
}

/** What a mass change is measured by, of records that came together: those whose contact is known, and those to be updated, so far. */
export interface Measure {
	bound: ByBinding;
	updated: ByBinding;
}

const byBinding = (): ByBinding => ({ earlier: new Set(), first: new Set() });

export const newMeasure = (): Measure => ({ bound: byBinding(), updated: byBinding() });

/**
 * Whether a run would change unusually many contacts that already exist: a wrong mapping or a bulk edit in Intercom
 * shows itself that way, and Xero has no undo.
 *
 * The measure must be the same when the run is repeated, or what was stopped goes through by itself: contacts that the
 * first run created or bound are known to the second, and a share of more is less. So contacts that are bound for the first
 * time are measured among themselves, and contacts bound before among those; neither grows by what was let through. What
 * one cannot see from a run alone (others that were created meanwhile join those bound before) is kept by the process: see
 * {@link isStopped}. Only a person lets it pass, by the option *Unusually Many Changes: Write Them*. Pure.
 */
export function isMassChange({ updated: updates, bound }: Measure): boolean {
	const kinds = ['earlier', 'first'] as const;
	if (updates.earlier.size + updates.first.size > MASS_CHANGE_UPDATES) return true;
	return kinds.some((kind) => updates[kind].size > MASS_CHANGE_MINIMUM && updates[kind].size > bound[kind].size * MASS_CHANGE_SHARE);
}

/** Whether a record's contact was its own before this run: by its reference, its last sync, or the number. Pure. */
export function wasBound(record: MappedRecord, contact: XeroContact | undefined, organisationId: string): boolean {
	const { match, lastSync } = record;
	const isReferenced = match.contactId !== undefined && match.organisationId === organisationId;
	return isReferenced || lastSync?.xeroContactId !== undefined || isOwnNumber(contact?.ContactNumber, record);
}

/** A change as it is remembered while it waits for a person. Pure. */
export function changeTexts(changes: readonly Change[]): string[] {
	return changes.map(({ field, after }) => `${field} ${after}`);
}

/** Whether an update makes a change that was stopped: it waits for a person, however few others there are. Pure. */
export function isStopped(changes: readonly Change[], stopped: readonly string[] | undefined): boolean {
	return stopped !== undefined && changeTexts(changes).some((text) => stopped.includes(text));
}
