import { createHash } from 'node:crypto';
import type { MappedRecord } from '../sync/record';

/**
 * Hash of what would be sent: the mapped values, groups and notes, nothing of their source. Two records with the same
 * fingerprint need no call to Xero; the order of keys does not matter, the order in lists does. Pure.
 */
export function fingerprintOf(mapped: Pick<MappedRecord, 'xero' | 'groups' | 'notes'>): string {
	const { xero, groups, notes } = mapped;
	return createHash('sha256').update(JSON.stringify(sorted({ xero, groups, notes }))).digest('hex');
}

/** The same value with the keys of every object in order; absent and undefined are one. */
function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).filter(([, item]) => item !== undefined);
	return entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]);
}
