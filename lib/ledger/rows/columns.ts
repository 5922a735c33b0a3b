import type { AlertRow } from './alert';
import type { AuditEntry } from './audit';
import type { FactRow } from './facts';
import type { ForecastRow } from './forecast';
import type { RecordRow } from './record';
import type { ReviewRow } from './review';
import type { WorkRow } from './work';

/** The tables whose rows are rewritten; the audit log is only appended to. */
export interface Tables {
	record: RecordRow;
	work: WorkRow;
	review: ReviewRow;
	alert: AlertRow;
	fact: FactRow;
	forecast: ForecastRow;
}

export type TableName = keyof Tables;

/**
 * How a column is kept: `text`; `integer` (64 bits: epoch ms, epoch seconds, counts); `flag` as 0 or 1; `json` as one JSON
 * text made by JSON.stringify; `priority` as its place in PRIORITY_ORDER. A `?` may be NULL. Nothing else occurs.
 */
export type ColumnKind = 'text' | 'text?' | 'integer' | 'integer?' | 'flag' | 'json' | 'json?' | 'priority';

type ColumnsOf<Row> = { readonly [Column in keyof Row]-?: ColumnKind };

/** Every column of every table: what a store creates, writes and reads. A migration that adds one adds it here. */
export const COLUMNS: { readonly [Table in TableName]: ColumnsOf<Tables[Table]> } & { readonly audit: ColumnsOf<AuditEntry> } = {
	record: {
		kind: 'text', id: 'text', revision: 'integer', state: 'text', seenSweep: 'integer', segments: 'text?', decision: 'json?', leftOut: 'text?', told: 'text?', as: 'text?', fingerprint: 'text?',
		sourceUpdatedAtSeconds: 'integer?', xeroUpdatedAt: 'integer?', xeroContactId: 'text?', values: 'json?', shown: 'text?', reference: 'text?', syncedAt: 'integer?', goneAt: 'integer?',
	},
	work: {
		kind: 'text', id: 'text', revision: 'integer', state: 'text', why: 'text', topic: 'text', priority: 'priority', jobId: 'text?', since: 'integer', dueAt: 'integer', attempts: 'integer',
		scheduledAt: 'integer?', uncertain: 'flag', waitsFor: 'text?', approved: 'flag', class: 'text?', reason: 'text?', message: 'text?', nextStep: 'text?', failedAt: 'integer?', removal: 'text',
		removalAtSeconds: 'integer', confirmed: 'flag', heldBy: 'text?', token: 'text?', leaseUntil: 'integer?', leasedBy: 'text?', arrived: 'json?', fromIntercom: 'flag', xeroChangedAt: 'integer?', bothChangedDecision: 'text?', balance: 'json?',
	},
	review: { kind: 'text', id: 'text', revision: 'integer', reason: 'text', who: 'json?', message: 'text', nextStep: 'text', candidates: 'json', intercomUrl: 'text', changes: 'json', xeroChangedAt: 'integer?', since: 'integer' },
	alert: {
		key: 'text', revision: 'integer', subjectState: 'text', toldState: 'text?', telling: 'json?', lasts: 'text', tellsEnd: 'flag', repeatAfterMs: 'integer?', kind: 'text?', id: 'text?', text: 'json', since: 'integer', attempts: 'integer',
		dueAt: 'integer', state: 'text', token: 'text?', leaseUntil: 'integer?', toldAt: 'integer?',
	},
	fact: { name: 'text', revision: 'integer', value: 'json' },
	forecast: {
		jobId: 'text', kind: 'text', id: 'text', revision: 'integer', at: 'integer', outcome: 'text', reason: 'text', message: 'text', nextStep: 'text', xeroContactId: 'text?', changes: 'json',
		contact: 'json?',
	},
	audit: {
		at: 'integer', kind: 'text?', id: 'text?', why: 'text', topic: 'text', event: 'text', reason: 'text', changes: 'json', requestIds: 'json', xeroContactId: 'text?', by: 'text',
		intercomUpdatedAtSeconds: 'integer?', xeroUpdatedAt: 'integer?',
	},
};

/** Primary keys. The audit log has `seq`, an integer that the database counts up. */
export const KEYS = { record: ['kind', 'id'], work: ['kind', 'id'], review: ['kind', 'id'], alert: ['key'], fact: ['name'], forecast: ['jobId', 'kind', 'id'] } as const satisfies {
	readonly [Table in TableName]: ReadonlyArray<keyof Tables[Table]>;
};

/**
 * What the `where` of a rewrite repeats besides the key, with the values of the row that was decided upon: who lost a
 * lease meanwhile changes no row, and no row changed is an answer.
 */
export const GUARDS = { record: ['revision', 'state'], work: ['revision', 'state', 'token'], review: ['revision'], alert: ['revision', 'state', 'token'], fact: ['revision'], forecast: ['revision'] } as const satisfies {
	readonly [Table in TableName]: ReadonlyArray<keyof Tables[Table]>;
};

/**
 * What must hold of every row, as a CHECK of the database: columns belong to states.
 * Each of these columns is set in exactly these states, and NULL in all others.
 */
export const STATE_COLUMNS = {
	record: { xeroContactId: ['synced', 'doubted'], fingerprint: ['synced', 'doubted'], as: ['synced', 'doubted'], goneAt: ['gone'] },
	work: { token: ['running'], leaseUntil: ['running'], leasedBy: ['running'], heldBy: ['held'] },
	alert: { token: ['claimed'], leaseUntil: ['claimed'] },
} as const;

/** The words a state column may hold. */
export const STATES = {
	record: ['unsynced', 'synced', 'doubted', 'gone'],
	work: ['waiting', 'running', 'held', 'parked'],
	alert: ['due', 'claimed', 'told'],
} as const satisfies { record: ReadonlyArray<RecordRow['state']>; work: ReadonlyArray<WorkRow['state']>; alert: ReadonlyArray<AlertRow['state']> };
