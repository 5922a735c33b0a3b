import type { XeroContact } from '../../xero/contact/contact';
import { foldName, sameName, splitOurSuffix, withSuffix } from './contactName';
import type { MappedRecord } from './record';

/** The names of the primary person, which move together with Name. */
export const PERSON_NAMES = ['FirstName', 'LastName'] as const;

/**
 * Whether the Name that Xero holds is one this sync gave: what the last sync left as ours, or the record's own, the
 * primary person included. Only such a name may be replaced later; one that was kept belongs to whoever typed it, and
 * `Harbour Cafe` with Ann Lee as its person was typed by somebody, whatever the record is called. Pure.
 */
export function isGivenName(record: MappedRecord, current: XeroContact): boolean {
	if (isLastWritten(record, current)) return true;
	const present = current.Name ?? '';
	if (!isNamed(record.xero.Name ?? '', { present, ...splitOurSuffix(present, record, current) })) return false;
	// The person of an organisation is no part of its name.
	return record.kind === 'organisation' || PERSON_NAMES.every((field) => sameName(current[field] ?? '', record.xero[field] ?? ''));
}

/** Whether Name, and the person as far as the last sync left one, are still what it left as ours. Pure. */
export function isLastWritten(record: MappedRecord, current: XeroContact): boolean {
	const left = record.lastSync?.values;
	if (!left?.Name || !sameName(current.Name ?? '', left.Name)) return false;
	if (record.kind === 'organisation') return true;
	return PERSON_NAMES.every((field) => left[field] === undefined || sameName(current[field] ?? '', left[field]));
}

/** Whether two pairs of first and last name are the same words, split or ordered in another way. Pure. */
export function samePersonWords(a: PersonNames, b: PersonNames): boolean {
	return wordsOf(a) === wordsOf(b);
}

type PersonNames = { readonly [Field in (typeof PERSON_NAMES)[number]]?: string };

function wordsOf({ FirstName = '', LastName = '' }: PersonNames): string {
	return foldName(`${FirstName} ${LastName}`).split(' ').sort().join(' ');
}

/** A long name may have been cut to leave room for the suffix, and a person's own name may end like one. */
export function isNamed(desired: string, { present, base, suffix }: { present: string; base: string; suffix: string }): boolean {
	return [base, present].some((name) => sameName(name, desired)) || sameName(present, withSuffix(desired, suffix));
}
