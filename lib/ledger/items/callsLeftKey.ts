import { isRecord } from '../../http/isRecord';
import type { CallsLeft } from '../events/callsLeft';
import { ItemReader } from './itemReader';

/**
 * What an item carries of the calls that Xero allows yet; null where it says nothing, or nothing that makes sense: it only
 * helps the ledger to spare calls, and holds up the settling of no record. Pure.
 */
export function callsLeftIn(value: unknown): CallsLeft | null {
	if (!isRecord(value)) return null;
	const read = new ItemReader(value);
	const organisationId = read.filled('organisationId');
	const [day, knownAt, dayEndsAt] = [read.number('day'), read.number('knownAt'), read.optionalNumber('dayEndsAt')];
	if (read.faults.length > 0 || day < 0 || knownAt <= 0) return null;
	return { organisationId, day, knownAt, ...(dayEndsAt !== undefined && { dayEndsAt }) };
}
