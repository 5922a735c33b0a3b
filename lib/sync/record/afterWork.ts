import type { MappedRecord } from './record';

/** Whether something may be left to do once the contact itself is written. Pure. */
export function hasAfterWork(record: MappedRecord): boolean {
	return hasGroups(record) || hasNotes(record);
}

/** Whether a record has anything to say about groups. Pure. */
export function hasGroups({ groups, groupPrefixes, owner }: MappedRecord): boolean {
	return groups.length > 0 || (groupPrefixes ?? []).length > 0 || owner !== undefined;
}

/** Whether a record could ever bring notes. Pure. */
export function hasNotes({ notes, noteActions }: MappedRecord): boolean {
	return noteActions === true || notes.some((text) => text.trim() !== '');
}
