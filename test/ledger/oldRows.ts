type Cells = Readonly<Record<string, string | number | null>>;

/** A row as an earlier package wrote it, cell by cell; columns that are left out are NULL. */
export interface OldRow {
	table: 'record' | 'work' | 'review' | 'alert' | 'fact' | 'forecast' | 'forecastKey' | 'audit';
	cells: Cells;
}

const WORK = { revision: 0, why: 'notification', topic: 'contact.user.updated', priority: 0, since: 5, dueAt: 10, attempts: 0, uncertain: 0, approved: 0, removal: 'none', removalAtSeconds: 0, confirmed: 0 };
const SYNCED = { as: 'person', fingerprint: 'f1', sourceUpdatedAtSeconds: 1_790_000_000, xeroUpdatedAt: 1_790_000_000_123, xeroContactId: 'x1', values: '{"Name":"Zoë \\"Z\\" D\'Arcy"}', shown: 'abc', reference: 'owed', syncedAt: 1_790_000_000_500 };
const JOB = { kind: 'migration', state: 'running', allAdded: false, total: 3, done: 1, counts: { created: 1, updated: 0, unchanged: 0, review: 0, failed: 0, other: 0 }, startedAt: 1_790_000_000_000, finishedAt: null, approvedBy: 'says "reading": no' };

const WHICH: Cells = { jobId: 'pages', kind: 'contact', id: 'c1' };
const FORESEEN: Cells = { ...WHICH, revision: 1, at: 1_790_000_000_000, outcome: 'updated', reason: 'wouldUpdate', message: 'm', nextStep: '', xeroContactId: 'x1', changes: '[{"field":"Name"}]', contact: '{"ContactID":"x1"}' };
const KEYS = { email: 'zoë@x.example', name: "d'arcy" };

/** What a ledger of that version held: every table, every state, and what came with that version. */
export function oldRows(version: number): OldRow[] {
	const leftOut: Cells = version >= 2 ? { leftOut: 'neverSync' } : {};
	const who: Cells = version >= 2 ? { who: '{"name":"Jane","email":"j@x.example"}' } : {};
	return [
		{ table: 'record', cells: { kind: 'contact', id: 'c1', revision: 7, state: 'synced', seenSweep: 2, segments: 'Paying', ...SYNCED } },
		{ table: 'record', cells: { kind: 'contact', id: 'c2', revision: 0, state: 'doubted', seenSweep: 0, ...SYNCED, fingerprint: '' } },
		{ table: 'record', cells: { kind: 'contact', id: 'c3', revision: 0, state: 'gone', seenSweep: 0, goneAt: 1_790_000_000_600 } },
		{ table: 'record', cells: { kind: 'company', id: 'o1', revision: 0, state: 'unsynced', seenSweep: 0, decision: '{"do":"never","by":"O\'Neil","at":5}', ...leftOut } },
		{ table: 'work', cells: { kind: 'contact', id: 'c1', state: 'waiting', ...WORK, attempts: 3, scheduledAt: 10, uncertain: 1, waitsFor: 'xero', class: 'network', reason: 'xeroUnreachable', message: 'm', nextStep: 'n', failedAt: 9 } },
		{ table: 'work', cells: { kind: 'contact', id: 'c2', state: 'running', ...WORK, priority: 2, jobId: 'first sync', token: 't1', leaseUntil: 20, leasedBy: 'process 1', arrived: '{"topic":"contact.user.updated","occurredAtSeconds":1,"updatedAtSeconds":null,"shown":null,"xeroContactId":null,"organisationId":null,"jobId":null,"why":"notification","priority":"live"}' } },
		{ table: 'work', cells: { kind: 'contact', id: 'c4', state: 'held', ...WORK, priority: 1, heldBy: 'archive', removal: 'deleted', removalAtSeconds: 4, confirmed: 1 } },
		{ table: 'work', cells: { kind: 'contact', id: 'c5', state: 'parked', ...WORK, class: 'validation', reason: 'tooLong', message: 'm', nextStep: 'n', failedAt: 9 } },
		{ table: 'review', cells: { kind: 'contact', id: 'c6', revision: 0, reason: 'ambiguous', message: 'm', nextStep: 'n', candidates: '[{"xeroContactId":"x9","name":"Jane","email":"","status":"ACTIVE","url":"https://x"}]', intercomUrl: 'https://i', changes: '[]', since: 30, ...who } },
		{ table: 'alert', cells: { key: 'contact c6', revision: 1, subjectState: 'review', toldState: 'review', lasts: 'lasting', tellsEnd: 1, kind: 'contact', id: 'c6', text: '{"title":"A contact waits","message":"m","nextStep":"n","links":[],"good":false}', since: 30, attempts: 1, dueAt: 30, state: 'told', toldAt: 31 } },
		{ table: 'audit', cells: { at: 1_790_000_000_500, kind: 'contact', id: 'c1', why: 'notification', topic: 'contact.user.updated', event: 'created', reason: '', changes: '[{"field":"Name","before":"","after":"Zoë"}]', requestIds: '["r1"]', xeroContactId: 'x1', by: '' } },
		{ table: 'fact', cells: { name: 'binding', revision: 0, value: '{"workspaceId":"ws1","region":"au","organisationId":"org1","organisationName":"Acme","boundAt":1}' } },
		{ table: 'fact', cells: { name: 'settings', revision: 0, value: '{"alertAddress":"https://chat.example"}' } },
		{ table: 'fact', cells: { name: 'job first sync', revision: 4, value: JSON.stringify(version >= 3 ? { ...JOB, reading: null } : JOB) } },
		...(version >= 3 ? laterRows(version) : []),
	];
}

function laterRows(version: number): OldRow[] {
	const selection = { role: 'all', tag: '', segment: '', createdSince: '', changedSince: '' };
	const reading = { selection, sample: 0, cursor: 'c', pages: 1, read: 150, expected: 900, dayCalls: 5_000, foreseenBy: '', page: null, failures: 0, message: '', nextStep: '', notBefore: 0 };
	return [
		{ table: 'fact', cells: { name: 'job pages', revision: 0, value: JSON.stringify({ ...JOB, kind: 'dryRun', reading }) } },
		{ table: 'forecast', cells: version < 7 ? { ...FORESEEN, ...KEYS } : FORESEEN },
		...(version < 7 ? [] : Object.entries(KEYS).map(([key, value]): OldRow => ({ table: 'forecastKey', cells: { ...WHICH, key: `${key} ${value}` } }))),
	];
}
