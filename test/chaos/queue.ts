import { pool } from '../../lib/http/pool';
import { playLaterChanges, type NastyWorld } from './nastyWorld';
import type { Sandbox } from '../../sandbox/sandbox';
import { syncPage, type Exit, type SyncState } from './syncPage';
import type { SyncProcess } from './syncProcess';

interface Row {
	id: string;
	page: number;
	/** Epoch ms; undefined once the row is settled. */
	dueAt: number | undefined;
	attempts: number;
	exit?: Exit;
}

export interface QueueOptions {
	sandbox: Sandbox;
	world: NastyWorld;
	startProcess: () => SyncProcess;
	random: () => number;
	/** Chance that the process dies in the middle of a page; a clean restart between pages is as likely. */
	deaths: number;
	/** Pages synced at the same time. */
	width: number;
	/** Whether the Xero reference is stored on the Intercom record. */
	wantsReference: (intercomId: string) => boolean;
}

export interface QueueResult {
	exits: Map<string, Exit>;
	passes: number;
	kills: number;
	restarts: number;
	/** Executions that ended, and rows that came back for another one. */
	executions: number;
	retried: number;
	/** Rows that never left the queue. */
	stuck: string[];
}

const MINUTE_MS = 60_000;
/** When a failed row is tried again, at the earliest. */
const SCHEDULE_MS = [1, 5, 30, 120, 300, 600].map((minutes) => minutes * MINUTE_MS);
/** Rows of a dead process come back after this. */
const LEASE_MS = 10 * MINUTE_MS;
const MAX_PASSES = 60;

/** Syncs everybody, then what changed later, and goes on until no row is left. */
export async function drainQueue(options: QueueOptions): Promise<QueueResult> {
	const { sandbox, world } = options;
	const rows = new Map(world.pages.flatMap((ids, page) => ids.map((id): [string, Row] => [id, { id, page, dueAt: 0, attempts: 0 }])));
	const run: Run = { ...options, rows, state: new Map(), process: options.startProcess(), counts: { kills: 0, restarts: 0, executions: 0, retried: 0 } };
	let passes = 0;
	for (; passes < MAX_PASSES; passes++) {
		if (passes === 1) enqueue(run, playLaterChanges(sandbox, world));
		const waiting = [...rows.values()].flatMap(({ dueAt }) => dueAt ?? []);
		if (waiting.length === 0) break;
		const now = sandbox.clock.now();
		sandbox.clock.advance(Math.max(0, Math.min(...waiting) - now));
		await pool(duePages(run), options.width, async (page) => await runPage(run, page));
	}
	const stuck = [...rows.values()].filter(({ dueAt }) => dueAt !== undefined).map(({ id }) => id);
	const exits = new Map([...rows.values()].flatMap(({ id, exit }) => (exit === undefined ? [] : [[id, exit] as const])));
	return { exits, passes, stuck, ...run.counts };
}

interface Run extends QueueOptions {
	rows: Map<string, Row>;
	state: SyncState;
	process: SyncProcess;
	counts: Pick<QueueResult, 'kills' | 'restarts' | 'executions' | 'retried'>;
}

function enqueue({ rows, sandbox }: Run, ids: readonly string[]): void {
	for (const id of ids) Object.assign(rows.get(id)!, { dueAt: sandbox.clock.now(), attempts: 0 });
}

/** Due rows by page, so that records that have to do with each other are decided together. */
function duePages({ rows, sandbox }: Run): Row[][] {
	const pages = new Map<number, Row[]>();
	for (const row of rows.values()) {
		if (row.dueAt === undefined || row.dueAt > sandbox.clock.now()) continue;
		pages.set(row.page, [...(pages.get(row.page) ?? []), row]);
	}
	return [...pages.values()];
}

async function runPage(run: Run, rows: readonly Row[]): Promise<void> {
	if (run.random() < run.deaths) restart(run);
	const { process } = run;
	if (run.random() < run.deaths) {
		process.dieAfter(Math.floor(run.random() * (rows.length + 10)), run.random() < 0.5 ? 'beforeSending' : 'beforeTheAnswer');
	}
	const work = syncPage(process, rows.map(({ id }) => id), run.state, run.wantsReference);
	const exits = await Promise.race([work, process.death]);
	if (exits === 'died') return leaveToLease(run, process, rows);
	run.counts.executions += 1;
	for (const row of rows) settle(run, row, exits.get(row.id)!);
}

/** n8n was restarted cleanly: nothing is remembered. Pages that still run go on in the old process. */
function restart(run: Run): void {
	run.process = run.startProcess();
	run.counts.restarts += 1;
}

function leaveToLease(run: Run, dead: SyncProcess, rows: readonly Row[]): void {
	for (const row of rows) row.dueAt = run.sandbox.clock.now() + LEASE_MS;
	if (run.process !== dead) return;
	run.process = run.startProcess();
	run.counts.kills += 1;
}

function settle(run: Run, row: Row, exit: Exit): void {
	row.exit = exit;
	row.dueAt = undefined;
	if (exit.kind !== 'failed' || !exit.failure.retryable) return;
	const now = run.sandbox.clock.now();
	const step = SCHEDULE_MS[Math.min(row.attempts++, SCHEDULE_MS.length - 1)]!;
	row.dueAt = Math.max(exit.failure.retryAt ?? 0, now + step);
	run.counts.retried += 1;
}
