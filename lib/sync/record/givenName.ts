import type { XeroContact } from '../../xero/contact';
import { sameName, splitOurSuffix, withSuffix } from './contactName';
import type { MappedRecord } from './record';

/**
 * Whether the Name that Xero holds is one this sync gave: the record's own, or the one that the last sync left as ours.
 * Only such a name may be replaced later; one that was kept belongs to whoever typed it. Pure.
 */
export function isGivenName(record: MappedRecord, current: XeroContact): boolean {
	const present = current.Name ?? '';
	const lastWritten = record.lastSync?.values.Name;
	if (lastWritten && sameName(present, lastWritten)) return true;
	return isNamed(record.xero.Name ?? '', { present, ...splitOurSuffix(present, record, current) });
}

/** A long name may have been cut to leave room for the suffix, and a person's own name may end like one. */
export function isNamed(desired: string, { present, base, suffix }: { present: string; base: string; suffix: string }): boolean {
	return [base, present].some((name) => sameName(name, desired)) || sameName(present, withSuffix(desired, suffix));
}
