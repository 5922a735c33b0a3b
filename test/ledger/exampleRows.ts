import type { AlertRow } from '../../lib/ledger/rows/alert';
import type { FactRow } from '../../lib/ledger/rows/facts';
import { newRecord, type RecordRow } from '../../lib/ledger/rows/record';
import type { Subject } from '../../lib/ledger/rows/subject';
import { NO_LEASE, type WorkRow } from '../../lib/ledger/rows/work';
import type { Change, Step } from '../../lib/ledger/store/step';

export const JANE: Subject = { kind: 'contact', id: '6961d4aa0000000000000001' };

export function work(subject: Subject, dueAt: number): WorkRow {
	return {
		...subject, revision: 0, state: 'waiting', heldBy: null, ...NO_LEASE, why: 'notification', topic: 'contact.user.updated', priority: 'live', jobId: null, since: dueAt, dueAt, attempts: 0, scheduledAt: null, uncertain: false, waitsFor: null,
		approved: false, class: null, reason: null, message: null, nextStep: null, failedAt: null, removal: 'none', removalAtSeconds: 0, confirmed: false, fromIntercom: true, xeroChangedAt: null, bothChangedDecision: null, balance: null,
	};
}

export function record(subject: Subject): RecordRow {
	return newRecord(subject, 0);
}

export function alert(key: string, dueAt: number): AlertRow {
	return { key, revision: 0, subjectState: 'refusing', toldState: null, telling: null, lasts: 'news', tellsEnd: true, repeatAfterMs: null, kind: null, id: null, text: { title: 'T', message: 'M', nextStep: 'N', links: [], good: false }, since: dueAt, attempts: 0, dueAt, state: 'due', token: null, leaseUntil: null, toldAt: null };
}

/** A step that writes what it is told, whatever is there. */
export function writing(...changes: Change[]): Step<null> {
	return { name: 'test', need: {}, decide: () => ({ answer: null, changes }) };
}

export function inserting(row: WorkRow | RecordRow): Step<null> {
	return writing({ do: 'write', on: 'noted', table: 'dueAt' in row ? 'work' : 'record', was: null, is: row } as Change);
}

/** Adds one to a number that lies in the ledger. @returns what it then is */
export const countUp: Step<number> = {
	name: 'countUp',
	need: { facts: ['watermark count'] },
	decide: (found) => {
		const was = found.fact('watermark count') as FactRow | null;
		const at = (was === null ? 0 : (was.value as { at: number }).at) + 1;
		return { answer: at, changes: [{ do: 'write', on: 'noted', table: 'fact', was, is: { name: 'watermark count', revision: 0, value: { value: '', at } } }] };
	},
};

/** The number that countUp left. */
export const countOf: Step<number> = {
	name: 'countOf', need: { facts: ['watermark count'] },
	decide: (found) => ({ answer: found.fact('watermark count')?.value.at ?? 0, changes: [] }),
};
