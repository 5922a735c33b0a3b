import { LedgerProblem } from '../../../lib/ledger/store/problem';
import type { CheckLine, LedgerCounts, LedgerStore, Listed, ListName, ListPage, ListRows, Opened, Pulse } from '../../../lib/ledger/store/port';
import { foundIn, type Change, type Decided, type Step } from '../../../lib/ledger/store/step';
import { read } from './memoryRead';
import { assertRow, copyOf, keyOf, noRows, type MemoryRows } from './memoryRows';
import { failuresOf, leftOutOf } from './memoryCounts';
import { NoRowChanged, write } from './memoryWrite';

const TRIES = 5;

/**
 * The ledger in memory: the reference that the real stores are compared with. It refuses what a database with its CHECKs
 * would refuse, and undoes a step whole.
 */
export class MemoryStore implements LedgerStore {
	rows: MemoryRows = noRows();
	private readonly listeners = new Set<() => void>();

	/** @param beforeEach called before each change of a step is written; what it throws undoes the step, as a kill would */
	constructor(private readonly beforeEach: (step: string, change: Change) => void = () => undefined) {}

	async open(): Promise<Opened> {
		return await Promise.resolve({ place: 'memory', version: 1, versionBefore: 0 });
	}

	async close(): Promise<void> {
		this.listeners.clear();
		await Promise.resolve();
	}

	async change<Answer>(step: Step<Answer>): Promise<Answer> {
		await Promise.resolve();
		for (let tries = 0; tries < TRIES; tries++) {
			const { answer, changes } = step.decide(foundIn(read(this.rows, step.need)));
			const after = copyOf(this.rows);
			try {
				for (const change of changes) {
					this.beforeEach(step.name, change);
					write(after, change);
				}
			} catch (error) {
				if (error instanceof NoRowChanged) continue;
				throw error;
			}
			this.commit(after, changes);
			return answer;
		}
		throw new LedgerProblem('busy', `The step ${step.name} found its rows changed ${TRIES} times.`, 'Try again.');
	}

	async look<Answer>(step: Step<Answer>): Promise<Decided<Answer>> {
		return await Promise.resolve(step.decide(foundIn(read(this.rows, step.need))));
	}

	async list<Name extends ListName>(name: Name, page: ListPage): Promise<Listed<Name>> {
		const rows = name === 'audit' ? this.auditRows(page) : this.tableRows(name, page);
		const shown = rows.slice(0, page.limit);
		const next = rows.length > page.limit ? (shown.at(-1)?.at ?? '') : '';
		return await Promise.resolve({ rows: structuredClone(shown.map(({ row }) => row)) as ListRows[Name][], next });
	}

	async counts(now: number): Promise<LedgerCounts> {
		const { record, work, review, alert } = this.rows.tables;
		const due = [...work.values()].filter((row) => row.state === 'waiting' && row.dueAt <= now);
		const reviews = new Map<string, number>();
		for (const { reason } of review.values()) reviews.set(reason, (reviews.get(reason) ?? 0) + 1);
		return await Promise.resolve({
			records: { unsynced: 0, synced: 0, doubted: 0, gone: 0, ...tally(record.values()) },
			work: { waiting: 0, running: 0, held: 0, parked: 0, ...tally(work.values()), due: due.length },
			oldestDueAt: due.length === 0 ? null : Math.min(...due.map(({ dueAt }) => dueAt)),
			reviews: Object.fromEntries(reviews),
			leftOut: leftOutOf(record.values()),
			failures: failuresOf(work.values()),
			alerts: { due: 0, claimed: 0, told: 0, ...tally(alert.values()) },
			audit: this.rows.audit.length,
			bytes: null,
		});
	}

	async pulse(): Promise<Pulse> {
		const times = [...this.rows.tables.work.values()].flatMap((row) => (row.state === 'waiting' ? [row.dueAt] : row.state === 'running' ? [row.leaseUntil] : []));
		for (const alert of this.rows.tables.alert.values()) {
			if (alert.state !== 'told') times.push(alert.state === 'due' ? alert.dueAt : alert.leaseUntil);
		}
		return await Promise.resolve({ changes: this.rows.changes, nextAt: times.length === 0 ? null : Math.min(...times) });
	}

	onWake(listener: () => void): () => void {
		this.listeners.add(listener);
		return () => void this.listeners.delete(listener);
	}

	async check(): Promise<CheckLine[]> {
		return await Promise.resolve([{ what: 'place', ok: true, message: 'In memory.', nextStep: '' }]);
	}

	private commit(after: MemoryRows, changes: readonly Change[]): void {
		for (const table of ['record', 'work', 'alert'] as const) {
			for (const [key, row] of after.tables[table]) if (this.rows.tables[table].get(key) !== row) assertRow(table, row);
		}
		const wakes = changes.some((change) => (change.do === 'write' ? change.table === 'work' || change.table === 'alert' : change.do === 'releaseWaitingFor' || change.do === 'approveHeld'));
		this.rows = wakes ? { ...after, changes: after.changes + 1 } : after;
		if (wakes) for (const listener of this.listeners) listener();
	}

	private auditRows({ after, subject, since }: ListPage): { row: object; at: string }[] {
		const newestFirst = [...this.rows.audit].reverse();
		const fits = newestFirst.filter((entry) => (after === '' || entry.seq < Number(after)) && (since === undefined || entry.at >= since) && isAbout(entry, subject));
		return fits.map((row) => ({ row, at: String(row.seq) }));
	}

	private tableRows(name: Exclude<ListName, 'audit'>, page: ListPage): { row: object; at: string }[] {
		const rows = name === 'job' ? this.jobRows() : [...this.rows.tables[name].values()].map((row) => ({ row, at: name === 'forecast' ? keyOf('work', row) : keyOf(name, row) }));
		const fits = rows.filter(({ row, at }) => at > page.after && isAbout(row, page.subject) && has(row, 'kind', page.kind) && has(row, 'state', page.state) && has(row, 'reason', page.reason) && (name !== 'forecast' || has(row, 'jobId', page.jobId ?? '')));
		return fits.sort((a, b) => (a.at < b.at ? -1 : 1));
	}

	private jobRows(): { row: object; at: string }[] {
		const facts = [...this.rows.tables.fact.values()].filter(({ name }) => name.startsWith('job '));
		return facts.map(({ name, value }) => ({ row: { jobId: name.slice('job '.length), job: value }, at: name }));
	}
}

function tally(rows: Iterable<{ state: string }>): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { state } of rows) counts[state] = (counts[state] ?? 0) + 1;
	return counts;
}

function isAbout(row: object, subject: ListPage['subject']): boolean {
	return subject === undefined || (has(row, 'kind', subject.kind) && has(row, 'id', subject.id));
}

function has(row: object, column: string, value: string | undefined): boolean {
	return value === undefined || (row as Readonly<Record<string, unknown>>)[column] === value;
}
