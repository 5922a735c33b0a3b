import fc from 'fast-check';
import { COLUMNS, KEYS, STATE_COLUMNS, STATES, type ColumnKind, type TableName, type Tables } from '../../lib/ledger/rows/columns';
import type { AuditEntry } from '../../lib/ledger/rows/audit';
import type { Subject } from '../../lib/ledger/rows/subject';

/** Few enough that rows meet each other. */
export const SUBJECTS: readonly Subject[] = [
	...['61a', '61b', '61c', '7'].map((id) => ({ kind: 'contact' as const, id })),
	...['61a', '9f'].map((id) => ({ kind: 'company' as const, id })),
	...['x1', "x'3"].map((id) => ({ kind: 'xeroContact' as const, id })),
];
export const ALERTS = ['xero', 'intercom', 'review contact 61a', 'Ä', 'z'];
export const FACTS = ['binding', 'emitter', 'service xero', 'watermark contacts', 'job a', 'job b', 'job ä', 'day 2026-11-29', 'day 2026-12-31'] as const;
export const JOBS = ['a', 'b', 'ä'];
export const TOKENS = ['t1', 't2', 'page 3'];
/** Keys of forecasts, few enough that several have the same. */
export const SHARED = ['x', 'ann@acme.example', "o'neil"];
export const XERO_CONTACTS = ['x1', 'x2', "x'3"];
export const STOPS = ['archive', 'change', 'job a'] as const;
export const REASONS = ['ambiguous', 'unverified'];

export const LATEST = 60;
export const time = fc.integer({ min: 0, max: LATEST });

/** Columns whose values meet questions, or hold the words of the contract. */
const SPECIAL: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
	token: fc.constantFrom(...TOKENS), heldBy: fc.constantFrom(...STOPS), reason: fc.constantFrom(...REASONS), jobId: fc.constantFrom(...JOBS), waitsFor: fc.constantFrom('xero', 'intercom', 'writing'),
	subjectState: fc.oneof(fc.constantFrom(...REASONS), fc.constant('refusing')), xeroContactId: fc.constantFrom(...XERO_CONTACTS), as: fc.constantFrom('person', 'staff', 'organisation'), bothChangedDecision: fc.constantFrom('intercom', 'xero'), seenSweep: fc.integer({ min: 0, max: 4 }), removal: fc.constantFrom('none', 'none', 'archived'),
};

const words = fc.oneof(fc.constantFrom('', 'x', "o'Neil", '"[]{}', 'Ärger 😀', '5', '\\', 'NULL', '$1 ?'), fc.string({ unit: 'grapheme', maxLength: 8 }));
const json = fc.oneof(fc.dictionary(fc.constantFrom('a', 'Ä', '__x'), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 2 }), fc.array(words, { maxLength: 2 }), fc.constant({ nul: '\u0000', half: '\ud800' }));

function valueOf(column: string, kind: ColumnKind): fc.Arbitrary<unknown> {
	const plain = SPECIAL[column] ?? ofKind(kind);
	return kind.endsWith('?') ? fc.option(plain) : plain;
}

function ofKind(kind: ColumnKind): fc.Arbitrary<unknown> {
	switch (kind) {
		case 'text':
		case 'text?':
			return words.filter((text) => !text.includes('\u0000'));
		case 'integer':
		case 'integer?':
			return fc.oneof({ arbitrary: time, weight: 9 }, { arbitrary: fc.constantFrom(Number.MAX_SAFE_INTEGER, 1_764_000_000_000, 2 ** 31), weight: 1 });
		case 'flag':
			return fc.boolean();
		case 'json':
		case 'json?':
			// As JSON gives it back: it knows no -0.
			return json.map((value) => JSON.parse(JSON.stringify(value)) as object).filter((value) => JSON.stringify(JSON.parse(JSON.stringify(value))) === JSON.stringify(value) && typeof value === 'object');
		case 'priority':
			return fc.constantFrom('live', 'normal', 'bulk');
	}
}

/** Any row that a ledger may hold under this key. */
export function randomRow<Table extends TableName>(table: Table, key: Partial<Tables[Table]>): fc.Arbitrary<Tables[Table]> {
	const columns = Object.entries<ColumnKind>(COLUMNS[table]);
	const row = fc.record(Object.fromEntries(columns.map(([column, kind]) => [column, valueOf(column, kind)])));
	const state = table in STATES ? fc.constantFrom<string>(...STATES[table as keyof typeof STATES]) : fc.constant('');
	const about = fc.option(fc.constantFrom(...SUBJECTS));
	return fc.tuple(row, state, about).chain(([values, is, subject]) => {
		const belonging = Object.entries<readonly string[]>(table in STATE_COLUMNS ? STATE_COLUMNS[table as keyof typeof STATE_COLUMNS] : {});
		const stated = fc.record(Object.fromEntries(belonging.map(([column, states]) => [column, states.includes(is) ? valueOf(column, kindOf(table, column)).filter((value) => value !== null) : fc.constant(null)])));
		return stated.map((own) => ({ ...values, ...own, ...(table === 'alert' ? { kind: subject?.kind ?? null, id: subject?.id ?? null } : {}), ...(is === '' ? {} : { state: is }), ...key }) as unknown as Tables[Table]);
	});
}

function kindOf(table: TableName, column: string): ColumnKind {
	return (COLUMNS[table] as Readonly<Record<string, ColumnKind>>)[column]!;
}

export const randomKey: { readonly [Table in TableName]: fc.Arbitrary<object> } = {
	record: fc.constantFrom(...SUBJECTS), work: fc.constantFrom(...SUBJECTS), review: fc.constantFrom(...SUBJECTS),
	forecast: fc.tuple(fc.constantFrom(...JOBS), fc.constantFrom(...SUBJECTS)).map(([jobId, subject]) => ({ jobId, ...subject })), alert: fc.constantFrom(...ALERTS).map((key) => ({ key })), fact: fc.constantFrom(...FACTS).map((name) => ({ name })),
};

export const TABLES = Object.keys(KEYS) as TableName[];

export const randomEntry: fc.Arbitrary<AuditEntry> = fc
	.tuple(fc.record(Object.fromEntries(Object.entries<ColumnKind>(COLUMNS.audit).map(([column, kind]) => [column, valueOf(column, kind)]))), fc.option(fc.constantFrom(...SUBJECTS)), time)
	.map(([values, subject, at]) => ({ ...values, at, kind: subject?.kind ?? null, id: subject?.id ?? null }) as unknown as AuditEntry);
