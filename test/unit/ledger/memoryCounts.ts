import { MOST_FAILURE_KINDS, type FailureCount } from '../../../lib/ledger/store/port';
import type { RecordRow } from '../../../lib/ledger/rows/record';
import type { WorkRow } from '../../../lib/ledger/rows/work';

/** Records by why they are not to be in Xero. */
export function leftOutOf(records: Iterable<RecordRow>): Record<string, number> {
	const counts = new Map<string, number>();
	for (const { leftOut } of records) if (leftOut !== null) counts.set(leftOut, (counts.get(leftOut) ?? 0) + 1);
	return Object.fromEntries(counts);
}

/** A database compares the bytes of UTF-8, JavaScript the units of UTF-16: they differ where one of two characters is beyond 65,535. */
function byBytes(a: string, b: string): number {
	return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Work that failed, by how, in the order of a database. */
export function failuresOf(work: Iterable<WorkRow>): FailureCount[] {
	const kinds = new Map<string, FailureCount>();
	for (const row of work) {
		if (row.reason === null) continue;
		const [message, nextStep, at] = [row.message ?? '', row.nextStep ?? '', row.failedAt ?? 0];
		const key = JSON.stringify([row.state, row.class ?? '', row.reason]);
		const was = kinds.get(key) ?? { state: row.state, class: row.class ?? '', reason: row.reason, count: 0, message, nextStep, firstFailedAt: at, lastFailedAt: at };
		const least = (a: string, b: string) => (byBytes(a, b) < 0 ? a : b);
		kinds.set(key, { ...was, count: was.count + 1, message: least(was.message, message), nextStep: least(was.nextStep, nextStep), firstFailedAt: Math.min(was.firstFailedAt, at), lastFailedAt: Math.max(was.lastFailedAt, at) });
	}
	const words = ({ reason, class: kind, state }: FailureCount) => [reason, kind, state].join('\u0000');
	return [...kinds.values()].sort((a, b) => b.count - a.count || byBytes(words(a), words(b))).slice(0, MOST_FAILURE_KINDS);
}
