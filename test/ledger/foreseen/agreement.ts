import type { IDataObject } from 'n8n-workflow';
import type { AuditChange } from '../../../lib/ledger/rows/audit';
import type { ForecastRow } from '../../../lib/ledger/rows/forecast';
import type { LedgerStore } from '../../../lib/ledger';
import type { JobRun } from './shippedRun';

/** How a record left the workflow. */
export interface Ending {
	outcome: string;
	/** Of what was not written: the stable code. */
	reason: string;
	/** The contact of Xero; null: none, or one that the run made. */
	xeroContactId: string | null;
	/** What was written, one `field: before > after` each. */
	changes: string[];
}

const WRITTEN: ReadonlySet<string> = new Set(['created', 'updated', 'unchanged', 'linked']);

/** What a dry run says of each record. */
export function foreseenEndings(rows: ReadonlyMap<string, ForecastRow>): Map<string, Ending> {
	return mapped(rows, ({ outcome, reason, xeroContactId, changes }) => ending(outcome === 'rejected' ? 'failed' : outcome, reason, xeroContactId, changes));
}

/** What became of each record, by what Settle said of it and what the ledger knows since. */
export async function liveEndings(store: LedgerStore, { settled }: Pick<JobRun, 'settled'>): Promise<Map<string, Ending>> {
	const changes = new Map<string, AuditChange[]>();
	const bound = new Map<string, string | null>();
	for (let after = ''; ; ) {
		const { rows, next } = await store.list('audit', { limit: 1_000, after });
		// The newest first.
		for (const row of rows) if (row.id !== null && WRITTEN.has(row.event) && !changes.has(row.id)) changes.set(row.id, row.changes);
		if (next === '') break;
		after = next;
	}
	for (let after = ''; ; ) {
		const { rows, next } = await store.list('record', { limit: 1_000, after });
		for (const { id, xeroContactId } of rows) bound.set(id, xeroContactId);
		if (next === '') break;
		after = next;
	}
	return mapped(settled, ({ id, outcome, reason }: IDataObject) => ending(String(outcome), String(reason), bound.get(String(id)) ?? null, changes.get(String(id)) ?? []));
}

/** In what they differ, by record; empty where each happened as it was foreseen. */
export function disagreements(foreseen: ReadonlyMap<string, Ending>, happened: ReadonlyMap<string, Ending>): Map<string, string> {
	const ids = new Set([...foreseen.keys(), ...happened.keys()]);
	return new Map([...ids].flatMap((id) => {
		const [was, is] = [foreseen.get(id), happened.get(id)].map((one) => (one === undefined ? 'nothing' : JSON.stringify(one)));
		return was === is ? [] : [[id, `foreseen ${was}, and then ${is}`] as const];
	}));
}

function ending(outcome: string, reason: string, xeroContactId: string | null, changes: readonly AuditChange[]): Ending {
	const isWritten = WRITTEN.has(outcome);
	return {
		outcome,
		reason: isWritten ? '' : reason,
		xeroContactId: outcome === 'updated' || outcome === 'unchanged' ? xeroContactId : null,
		changes: isWritten ? changes.map(({ field, before = '', after = '' }) => `${field}: ${before} > ${after}`).sort() : [],
	};
}

function mapped<From, To>(map: ReadonlyMap<string, From>, make: (one: From) => To): Map<string, To> {
	return new Map([...map].map(([id, one]) => [id, make(one)]));
}
